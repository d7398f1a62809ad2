"""Link an outside identity to the account one is logged in to."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.sso import Identity
from app.models.accounts.user import User
from workflows.authentication.sessions import Change, notify_of_change
from workflows.authentication.sso.list_identities import list_identities
from workflows.authentication.sso.recognise import Person
from workflows.transitions import note


def link_identity(session: Session, *, user: User, person: Person, now: datetime) -> Identity:
    """Raises Invalid when it belongs to somebody else, or another of the same provider is linked."""
    wanted = select(Identity).where(Identity.issuer == person.issuer, Identity.subject == person.subject)
    known = session.scalars(wanted).one_or_none()
    if known is not None and known.user_id == user.id:
        return known
    if known is not None:
        raise Invalid(N_("Identitas ini sudah tertaut ke akun lain."))
    if any(one.issuer == person.issuer for one in list_identities(session, user_id=user.id)):
        raise Invalid(N_("Akun ini sudah tertaut ke identitas lain di penyedia yang sama. Lepas dulu yang itu."))
    fresh = Identity(
        user_id=user.id,
        issuer=person.issuer,
        subject=person.subject,
        email=person.email if person.email_verified else "",
        created_at=now,
    )
    session.add(fresh)
    session.flush()
    note(session, "users", user.id, "identity_linked", actor=user, now=now, issuer=person.issuer)
    notify_of_change(session, user, Change.IDENTITY_LINKED, now=now)
    return fresh
