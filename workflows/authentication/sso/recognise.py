"""Find the user of an outside identity, or make a member."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.core.errors import DomainError
from app.core.i18n import N_
from app.core.identifiers import new_secret
from app.models.accounts.sso import Identity
from app.models.accounts.user import Role, User
from workflows.accounts.members.rules import invent_username
from workflows.accounts.users import hash_password
from workflows.transitions import note


class KnownAddress(DomainError):
    """The provider's word about an address opens no account that is not linked."""

    code = "known_address"
    sentence = N_("Alamat e-mail ini sudah punya akun. Masuk dengan kata sandi, lalu tautkan di halaman Akun.")


class UnprovedAddress(DomainError):
    code = "unproved_address"
    sentence = N_("Penyedia itu belum memastikan alamat e-mail Anda. Pastikan dulu di sana, atau daftar dengan e-mail.")


@dataclass(frozen=True, slots=True)
class Person:
    """What the provider says, signed."""

    issuer: str
    subject: str
    email: str = ""
    email_verified: bool = False
    name: str = ""


def find_linked(session: Session, *, issuer: str, subject: str) -> User | None:
    wanted = select(Identity).where(Identity.issuer == issuer, Identity.subject == subject)
    found = session.scalars(wanted.options(joinedload(Identity.user))).one_or_none()
    return found.user if found else None


def recognise(session: Session, *, person: Person, now: datetime, needs_email: bool = True) -> User:
    """The linked user, else a new member. Raises KnownAddress, UnprovedAddress.

    Two at once end in one member: the unique index refuses the second, who looks again and finds the first.
    `needs_email` False: the provider tells addresses later and elsewhere (Clerk's webhooks).
    """
    linked = find_linked(session, issuer=person.issuer, subject=person.subject)
    if linked is not None:
        return linked
    if needs_email and not (person.email and person.email_verified):
        raise UnprovedAddress
    email = person.email.strip().lower() if person.email_verified else ""
    if email and session.scalar(select(User.id).where(func.lower(User.email) == email)) is not None:
        raise KnownAddress
    return _new_member(session, person, email, now)


def _new_member(session: Session, person: Person, email: str, now: datetime) -> User:
    name = " ".join(person.name.split())[:120] or email.partition("@")[0] or "Anggota"
    member = User(
        name=name,
        username=invent_username(session, name),
        email=email or None,
        email_verified_at=now if email else None,
        role=Role.MEMBER,
        password_hash=hash_password(new_secret()),  # nobody knows it; “Lupa kata sandi” makes another
        must_change_password=False,
    )
    session.add(member)
    session.flush()
    session.add(
        Identity(user_id=member.id, issuer=person.issuer, subject=person.subject, email=email, last_used_at=now)
    )
    session.flush()
    note(session, "users", member.id, "joined_by_identity", actor=None, now=now, issuer=person.issuer)
    return member
