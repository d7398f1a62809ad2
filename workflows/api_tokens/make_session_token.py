"""Exchange a password for a token valid for an hour."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.api_token import TokenKind
from app.models.accounts.sessions import LoginWay
from app.models.accounts.user import User
from app.policies.scopes import all_scopes_of
from workflows.api_tokens.token_rows import MadeToken, new_token
from workflows.authentication.sessions import start_session
from workflows.transitions import note

SESSION_LIFE = timedelta(hours=1)


def make_session_token(
    session: Session, *, owner: User, now: datetime, device: str = "", how: LoginWay = LoginWay.PASSWORD
) -> MadeToken:
    """What a password is exchanged for by an application of the owner's: everything they may, for an hour.

    It is a log-in like every other: shown in the owner's list, ended there, ended by a changed password or role.
    """
    if owner.must_change_password:
        raise NotAvailable(N_("Ganti dulu kata sandi awal Anda di halaman masuk."))
    made = new_token(owner, "auth/token", TokenKind.SESSION, all_scopes_of(owner.role), now + SESSION_LIFE)
    begun = start_session(
        session,
        user=owner,
        token=secrets.token_urlsafe(32),  # of no cookie: nobody is told
        how=how,
        now=now,
        lasts=SESSION_LIFE,
        device=device,
    )
    made.token.session_id = begun.id
    session.add(made.token)
    session.flush()
    note(session, "api_tokens", made.token.id, "created", actor=owner, now=now, name=made.token.name)
    return made
