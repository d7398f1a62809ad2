"""Whether what somebody reported is settled, as they say on its page."""

from collections.abc import Callable
from typing import Any

from flask import flash, request
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.forms.submission import submit


def take_verdict(say: Callable[[Session, bool], Any]) -> None:
    """`say`: writes it down, gives the record; the form's `verdict` is yes or no. Says what became of it."""
    is_settled = request.form.get("verdict") == "yes"
    try:
        submit(lambda session: {"id": say(session, is_settled).id})
    except DomainError as refusal:
        flash(str(refusal), "danger")
    else:
        flash(gettext("Terima kasih, sudah kami catat."), "success")
