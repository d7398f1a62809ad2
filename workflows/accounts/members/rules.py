"""Rules for what people choose themselves, and how often they may ask."""

import re
import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User

LINK_LIVES = timedelta(hours=24)
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")  # begins with a letter, so that it cannot be a phone number
# who would be taken for Sigap itself
RESERVED = frozenset(
    {
        "admin",
        "administrator",
        "anggota",
        "anonim",
        "anonymous",
        "bantuan",
        "cs",
        "customer",
        "dukungan",
        "help",
        "kasir",
        "me",
        "null",
        "official",
        "owner",
        "postmaster",
        "resmi",
        "root",
        "security",
        "sigap",
        "staff",
        "support",
        "sistem",
        "system",
        "teknisi",
        "undefined",
        "webmaster",
    }
)


def clean_own_username(session: Session, username: str, *, besides: int | None = None) -> str:
    """What a person calls themselves; says that it is taken, never by whom."""
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise Invalid(
            N_("Nama pengguna 3–40 karakter, diawali huruf: huruf kecil, angka, titik, garis bawah, tanda hubung."),
            field="username",
        )
    if username in RESERVED or is_taken(session, username, besides=besides):
        raise Invalid(N_("Nama pengguna ini sudah dipakai. Pilih yang lain."), field="username")
    return username


def is_taken(session: Session, username: str, *, besides: int | None = None) -> bool:
    taken = exists().where(func.lower(User.username) == username, User.id != (besides or 0))
    return bool(session.scalar(select(taken)))


def invent_username(session: Session, name: str) -> str:
    """The first name with a few digits; the unique index decides between two at once."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z][a-z0-9]*", plain)
    stem = next((word for word in words if len(word) > 2), "anggota")[:30]  # noqa: PLR2004  a name, not initials
    while True:
        username = f"{stem}{secrets.randbelow(9_000) + 1_000}"
        if not is_taken(session, username):
            return username


def has_account(session: Session, email: str, *, besides: int | None = None) -> bool:
    known = exists().where(func.lower(User.email) == email.lower(), User.id != (besides or 0))
    return bool(session.scalar(select(known)))


def is_over(expires_at: datetime | None, now: datetime) -> bool:
    return expires_at is None or now >= expires_at
