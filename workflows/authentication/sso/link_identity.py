"""A person ties an outside identity to the account they are logged in to, and takes it off again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.models.accounts.sso import Identity
from app.models.accounts.user import User
from workflows.authentication.sessions import Change, tell_change
from workflows.authentication.sso.recognise import Person
from workflows.transitions import note


def list_identities(session: Session, *, user_id: int) -> Sequence[Identity]:
    return session.scalars(select(Identity).where(Identity.user_id == user_id).order_by(Identity.id)).all()


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
    tell_change(session, user, Change.IDENTITY_LINKED, now=now)
    return fresh


def unlink_identity(session: Session, *, user: User, identity_id: int, now: datetime) -> None:
    """Raises NotFound for somebody else's; Invalid when no way in would be left."""
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
    tell_change(session, user, Change.IDENTITY_UNLINKED, now=now)
