"""A key for some of what its owner may do, for a year at most; only one's own, or a service account's."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotAvailable
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.accounts.api_token import ApiToken, TokenKind, TokenStatus
from app.models.accounts.user import User
from app.policies.scopes import all_scopes_of
from workflows.api_tokens.token_rows import MadeToken, new_token
from workflows.authentication.sessions import Change, notify_of_change
from workflows.one_at_a_time import one_at_a_time
from workflows.transitions import note

LONGEST_LIFE = timedelta(days=366)
MOST_LIVE = 50
LONGEST_NAME = 80


def make_token(
    session: Session,
    *,
    owner: User,
    name: str,
    scopes: Sequence[str],
    expires_at: datetime | None,
    actor: User,
    now: datetime,
    kind: TokenKind = TokenKind.PERSONAL,
) -> MadeToken:
    """A key for some of what its owner may do, for a year at most; only one's own, or a service account's."""
    if owner.id != actor.id and not owner.is_service:
        raise NotAllowed
    name = clear_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(N_("Beri token ini nama, paling banyak 80 huruf."), field="name")
    if not set(scopes) or not set(scopes) <= set(all_scopes_of(owner.role)):
        raise Invalid(N_("Pilih izin yang memang dimiliki pemilik token ini."), field="scopes")
    if expires_at is None or not now < expires_at <= now + LONGEST_LIFE:
        raise Invalid(N_("Token berlaku paling lama satu tahun."), field="expires_at")
    _require_few_tokens(session, owner, now)
    made = new_token(owner, name, kind, list(dict.fromkeys(scopes)), expires_at)
    session.add(made.token)
    session.flush()
    values = {"name": name, "scopes": made.token.scopes}
    note(session, "api_tokens", made.token.id, "created", actor=actor, now=now, **values)
    if not owner.is_service:
        notify_of_change(session, owner, Change.TOKEN_MADE, now=now, detail=name)
    return made


def _require_few_tokens(session: Session, owner: User, now: datetime) -> None:
    one_at_a_time(session, f"api_tokens:{owner.id}")
    live = select(func.count()).where(
        ApiToken.user_id == owner.id,
        ApiToken.status == TokenStatus.ACTIVE,
        ApiToken.kind != TokenKind.SESSION,
        ApiToken.expires_at > now,
    )
    if (session.scalar(live) or 0) >= MOST_LIVE:
        raise NotAvailable(N_("Sudah ada %(most)d token yang berlaku. Cabut dulu yang tidak dipakai.", most=MOST_LIVE))
