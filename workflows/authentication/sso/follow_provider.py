"""The provider tells that somebody joined, changed or left there: keep the member in step."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.accounts.sso import Identity
from app.models.accounts.user import Role, User
from workflows.authentication.sessions import Change, close_every_way_in, end_former_contact, notify_of_change
from workflows.authentication.sso.recognise import KnownAddress, Person, recognise
from workflows.transitions import note


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    person: Person
    at: datetime
    deleted: bool = False


def follow_provider(session: Session, *, facts: ProviderFacts, now: datetime) -> str:
    """What came of it: made, changed, deleted, old, unknown, known_address. In any order, any number of times."""
    wanted = select(Identity).where(Identity.issuer == facts.person.issuer, Identity.subject == facts.person.subject)
    known = session.scalars(wanted.with_for_update()).one_or_none()
    if known is None:
        return "unknown" if facts.deleted else _join(session, facts, now)
    if known.told_at is not None and facts.at <= known.told_at:
        return "old"
    if facts.deleted:
        return _leave(session, known, now)
    _change(session, known, facts, now)
    return "changed"


def _join(session: Session, facts: ProviderFacts, now: datetime) -> str:
    try:
        recognise(session, person=facts.person, now=now, needs_email=False)
    except KnownAddress:
        return "known_address"  # the owner links it by hand; an address alone opens nothing
    _stamp(session, facts)
    return "made"


def _stamp(session: Session, facts: ProviderFacts) -> None:
    wanted = select(Identity).where(Identity.issuer == facts.person.issuer, Identity.subject == facts.person.subject)
    session.scalars(wanted).one().told_at = facts.at
    session.flush()


def _leave(session: Session, known: Identity, now: datetime) -> str:
    user_id, issuer = known.user_id, known.issuer
    session.delete(known)
    session.flush()
    user = session.scalars(select(User).where(User.id == user_id).with_for_update()).one()
    close_every_way_in(session, user=user, actor=None, now=now)
    note(session, "users", user_id, "identity_unlinked", actor=None, now=now, issuer=issuer)
    notify_of_change(session, user, Change.IDENTITY_UNLINKED, now=now)
    return "deleted"


def _change(session: Session, known: Identity, facts: ProviderFacts, now: datetime) -> None:
    """Name and address follow only for members, and an address only where it is proved and free."""
    known.told_at, person = facts.at, facts.person
    user = session.scalars(select(User).where(User.id == known.user_id).with_for_update()).one()
    email = person.email.strip().lower() if person.email_verified else ""
    known.email = email or known.email
    if user.role != Role.MEMBER:
        return
    if person.name.strip():
        user.name = " ".join(person.name.split())[:120]
    taken = email and session.scalar(select(User.id).where(func.lower(User.email) == email, User.id != user.id))
    if email and not taken:
        former = user.email
        user.email, user.email_verified_at = email, now
        if former != email:
            end_former_contact(session, user, now=now, email=former, phone=user.phone_e164)
            notify_of_change(session, user, Change.EMAIL, now=now, email=former)
    session.flush()
