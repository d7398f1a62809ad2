"""Access to the API: a token, its owner's role, its scope, its rate; nothing here knows a cookie."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, g, request

from app.api.access.rate_limit import check_rate_limit
from app.api.errors import FreshProofDue, PasswordChangeDue, ScopeMissing, SecondFactorDue, Unauthenticated
from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.errors import NotAllowed
from app.core.units import unit_of
from app.http.auth.access import AccessRule
from app.http.security.rate_limits import home_address
from app.models.accounts.user import Role, User
from app.models.audit.audit_log import Via
from workflows.api_tokens import Bearer, find_bearer, must_note, note_use

View = TypeVar("View", bound=Callable[..., Any])
_BEARER = re.compile(r"Bearer +(sgp_[A-Za-z0-9_-]{20,100}) *", re.IGNORECASE | re.ASCII)


def enter(roles: Iterable[Role], scope: str) -> Callable[[View], View]:
    """Only tokens made for `scope` whose owner has one of `roles` now."""
    entry = AccessRule(roles=frozenset(roles), keyed_by="token", scope=scope)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            bearer = _read_bearer()
            check_rate_limit(f"token:{bearer.token.id}" if bearer else f"address:{home_address()}")
            _admit(bearer, entry)
            return view(*args, **kwargs)

        guarded.entry = entry  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def bearer_now() -> Bearer:
    """Who is asking, inside a guarded view."""
    return g.bearer


def require_proved_scope(scope: str) -> None:
    """For what opens other ways in: a scope of its own, and a key that was got for the password a short while ago."""
    bearer = bearer_now()
    if not bearer.may(scope):
        raise ScopeMissing(scope=scope)
    minutes = timedelta(minutes=current_app.config["SETTINGS"].fresh_login_minutes)
    if bearer.proved_at is None or utc_now() - bearer.proved_at >= minutes:
        raise FreshProofDue


def _admit(bearer: Bearer | None, entry: AccessRule) -> None:
    if bearer is None:
        raise Unauthenticated
    if bearer.user.must_change_password:
        raise PasswordChangeDue
    if _lacks_second_factor(bearer.user):
        raise SecondFactorDue
    if bearer.user.role not in entry.roles:
        raise NotAllowed
    if not bearer.may(entry.scope or ""):
        raise ScopeMissing(scope=entry.scope)
    g.bearer = bearer
    g.actor = bearer.user
    session, now = db.session(), utc_now()
    unit = unit_of(session)
    unit.actor_id, unit.token_id, unit.channel = bearer.user.id, bearer.token.id, Via.API
    if must_note(bearer.token, now):
        with transaction() as session:
            note_use(session, token=bearer.token, now=now)


def _lacks_second_factor(user: User) -> bool:
    """What the pages ask of this role holds here, too; a program's own account has nobody to set one up."""
    required = current_app.config["SETTINGS"].roles_with_two_factors
    return user.role in required and not user.has_second_factor and not user.is_service


def _read_bearer() -> Bearer | None:
    sent = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    return find_bearer(db.session(), secret=sent[1], now=utc_now()) if sent else None
