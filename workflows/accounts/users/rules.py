"""Rules every change of a person's record is held to."""

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotFound
from app.core.i18n import N_
from app.core.phones import to_e164_or_none
from app.core.text.cleaning import clear_line
from app.models.accounts.user import Skill, User, UserStatus
from app.policies.people import can_care_for

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
LONGEST_EMAIL = 254


def get_person(session: Session, user_id: int, *, actor: User | None) -> User:
    """The user, locked, if the actor may look after them; None as actor is the command line."""
    user = session.scalars(select(User).where(User.id == user_id).with_for_update()).one_or_none()
    if user is None:
        raise NotFound
    if actor is not None and not can_care_for(actor, user):
        raise NotAllowed
    return user


def clean_name(name: str) -> str:
    name = clear_line(name)
    if not name:
        raise Invalid(N_("Nama harus diisi."), field="name")
    return name


def clean_username(session: Session, username: str, *, besides: int | None = None) -> str:
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise Invalid(
            N_("Nama pengguna 3–40 karakter: huruf kecil, angka, titik, garis bawah atau tanda hubung."),
            field="username",
        )
    taken = select(User.name).where(func.lower(User.username) == username, User.id != (besides or 0))
    _refuse_taken(session.scalar(taken), "username")
    return username


def shape_email(email: str) -> str:
    """In small letters; raises Invalid for what is no address."""
    email = email.strip().lower()
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise Invalid(N_("Alamat e-mail tidak sah. Contoh: nama@perusahaan.co.id."), field="email")
    return email


def clean_email(session: Session, email: str | None, *, besides: int | None = None) -> str | None:
    if not (email or "").strip():
        return None
    email = shape_email(email or "")
    taken = select(User.name).where(func.lower(User.email) == email, User.id != (besides or 0))
    _refuse_taken(session.scalar(taken), "email")
    return email


def clean_phone(session: Session, phone: str | None, *, besides: int | None = None) -> str | None:
    """E.164, free among the active."""
    number = to_e164_or_none(phone)
    if number is not None:
        require_free_phone(session, number, besides=besides)
    return number


def require_free_phone(session: Session, number: str, *, besides: int | None) -> None:
    taken = select(User.name).where(
        User.phone_e164 == number, User.status == UserStatus.ACTIVE, User.id != (besides or 0)
    )
    _refuse_taken(session.scalar(taken), "phone_e164")


def skills_of(session: Session, skill_ids: tuple[int, ...] | list[int]) -> list[Skill]:
    return list(session.scalars(select(Skill).where(Skill.id.in_(skill_ids)).order_by(Skill.name)))


def _refuse_taken(owner: str | None, field: str) -> None:
    if owner is None:
        return
    sentences = {
        "username": N_("Nama pengguna ini sudah dipakai %(owner)s.", owner=owner),
        "email": N_("E-mail ini sudah dipakai %(owner)s.", owner=owner),
        "phone_e164": N_("Nomor telepon ini sudah dipakai %(owner)s.", owner=owner),
    }
    raise Invalid(sentences[field], field=field)
