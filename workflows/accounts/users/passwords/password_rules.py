"""Which passwords are taken: any that is long enough and not one that everybody guesses. Nothing about its make-up."""

import re
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.company import Company

SHORTEST, LONGEST = 10, 128
INITIAL_LIVES = timedelta(days=7)  # of a password that the desk gives
PADDING = 6  # digits and signs that make no password of a well-known word
LITTLE_LEFT = 6  # letters that must remain besides a name
FEW_LETTERS = 3
_LIKE_LETTERS = str.maketrans("013457@$!", "oleastasi")
TOO_EASY = N_("Kata sandi ini terlalu mudah ditebak. Pakai kalimat pendek milik Anda sendiri.")


def initial_password(now: datetime) -> dict[str, Any]:
    """Columns of a user whose password somebody else gave."""
    return {"must_change_password": True, "initial_until": now + INITIAL_LIVES}


def require_good(password: str, user: User, *, session: Session | None = None) -> None:
    """Raises Invalid for a password that is too short, too well known, or little more than a name around here."""
    if len(password) < SHORTEST:
        raise Invalid(N_("Kata sandi minimal 10 karakter."), field="password")
    if len(password) > LONGEST:
        raise Invalid(N_("Kata sandi paling panjang 128 karakter."), field="password")
    if is_well_known(password) or _is_a_name(password, [*_own_words(user), *_company_words(session)]):
        raise Invalid(TOO_EASY, field="password")


def is_well_known(password: str) -> bool:
    """On the list, a word of the list with digits and signs around it, a row of keys, or the same over and over."""
    lowered = password.lower()
    if len(set(lowered)) <= FEW_LETTERS or _is_a_row(lowered):
        return True
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", lowered)
    forms = {lowered} | ({_once(core), _once(core.translate(_LIKE_LETTERS))} if _is_padded(lowered, core) else set())
    return not forms.isdisjoint(_well_known())


def _is_padded(text: str, core: str) -> bool:
    return len(text) - len(core) <= PADDING


def _once(text: str) -> str:
    """`sayangsayang` is `sayang`."""
    place = (text + text).find(text, 1)
    return text[:place] if 0 < place < len(text) else text


def _is_a_row(text: str) -> bool:
    """`1234567890`, `abcdefghijk`, `9876543210`."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}


def _is_a_name(password: str, names: list[str]) -> bool:
    lowered = password.lower()
    for name in names:
        if name in lowered and len(re.sub(r"[^a-z]", "", lowered.replace(name, ""))) < LITTLE_LEFT:
            return True
    return False


def _own_words(user: User) -> list[str]:
    phone = (user.phone_e164 or "").lstrip("+").removeprefix("62")
    words = [user.username, *(user.name or "").split(), (user.email or "").partition("@")[0], phone]
    return [word.lower() for word in words if len(word) >= 3]  # noqa: PLR2004


def _company_words(session: Session | None) -> list[str]:
    firm = session.scalar(select(Company.name)) if session is not None else None
    words = [word.lower() for word in (firm or "").split() if len(word) > 3]  # noqa: PLR2004
    return ["sigap", *words, "".join(words)] if words else ["sigap"]


@cache
def _well_known() -> frozenset[str]:
    """Leaked and obvious passwords, and the words people build them from, Indonesian ones among them."""
    return frozenset(Path(__file__).with_name("well_known_passwords.txt").read_text().split())
