"""Unlink an outside identity."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.models.accounts.sessions import LoginWay
from app.models.accounts.sso import Identity
from app.models.accounts.user import User
from workflows.authentication.sessions import Change, end_sessions, notify_of_change
from workflows.transitions import note


def unlink_identity(
    session: Session, *, user: User, identity_id: int, now: datetime, spared_session: int | None = None
) -> None:
    """Log-ins that came by a provider end, but for `spared_session`.

    Raises NotFound for somebody else's; Invalid when no way in would be left.
    """
    mine = select(Identity).where(Identity.id == identity_id, Identity.user_id == user.id).with_for_update()
    found = session.scalars(mine).one_or_none()
    if found is None:
        raise NotFound
    if not user.email:
        raise Invalid(N_("Isi alamat e-mail di profil dulu, supaya Anda tetap bisa masuk."))
    issuer = found.issuer
    session.delete(found)
    session.flush()
    note(session, "users", user.id, "identity_unlinked", actor=user, now=now, issuer=issuer)
    by_provider = (LoginWay.OIDC, LoginWay.CLERK)
    end_sessions(session, user_id=user.id, now=now, except_id=spared_session, ways=by_provider)
    notify_of_change(session, user, Change.IDENTITY_UNLINKED, now=now)
