"""Running a form's work once: one transaction, one idempotency key, one answer."""

from collections.abc import Callable
from typing import Any

from flask import g, has_request_context, request
from flask import session as cookie
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.db import unit_of_work
from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.identifiers import is_key, new_key, new_token
from app.http.forms.sent_content import KEPT, content_now, refuse_other
from workflows.idempotency import find_answer, store_answer

FIELD = "idempotency_key"
HEADER = "Idempotency-Key"


def new_idempotency_key() -> str:
    """For the hidden field of a form."""
    return new_key()


def submit(
    work: Callable[[Session], dict[str, Any] | None],
    *,
    key: str | None = None,
    scope: str | None = None,
    content: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Run `work(session)` once for this form's key and return its answer (plain JSON values).

    `scope`: whose key it is, by default this person's or this browser's. A derived `key` comes with the `content` it
    stands for; without one it says by itself what is done to which record.
    A second click, even at the same moment, has no effect and gets the first one's answer; one with other content
    (sent again after “Back”) raises OtherContent. A DomainError leaves nothing behind, so the form may be sent again.
    """
    content = content_now() if key is None else content
    key = key or sent_key()
    scope = scope or submission_scope()

    def once(session: Session) -> dict[str, Any]:
        known = find_answer(session, scope=scope, key=key)
        if known is not None:
            refuse_other(known, content)
            g.replayed = True
            return {name: value for name, value in known.items() if name != KEPT}
        answer = work(session) or {}
        store_answer(session, scope=scope, key=key, answer={**answer, KEPT: content} if content else answer)
        return answer

    return unit_of_work(once)


def sent_key() -> str:
    key = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not is_key(key):
        raise Invalid(N_("Formulir ini tidak lengkap. Muat ulang halaman lalu coba lagi."))
    return key


def submission_scope() -> str:
    """Keys are one person's own: the user, else this browser."""
    if has_request_context() and current_user.is_authenticated:
        return f"user:{current_user.id}:{request.endpoint}"
    if "visitor" not in cookie:
        cookie["visitor"] = new_token()
    return f"visitor:{cookie['visitor']}:{request.endpoint}"[:80]
