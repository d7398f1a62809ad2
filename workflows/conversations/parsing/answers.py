"""The next message of a half-finished registration, read as the answer to what was asked. Pure."""

import re

from workflows.conversations.parsing.registration_form import is_name, is_vague, read_form, to_phone, without_phone
from workflows.conversations.parsing.registration_text import Registration, clean_text, fitted
from workflows.conversations.parsing.vocabulary import (
    PROBLEM,
    QUESTION,
    STREET,
    is_greeting,
    is_no,
    is_put_off,
    is_thanks,
    is_yes,
)

_WITHOUT_MEANING = (is_thanks, is_yes, is_no, is_greeting, is_put_off)
_INTRODUCTIONS = {
    "name": re.compile(r"^(?:nama\s*(?:saya|lengkap)?|atas\s+nama|a\.?n\.?|dengan|saya)\s*[:=]?\s+", re.IGNORECASE),
    "address": re.compile(
        r"^(?:(?:(?:alamat|lokasi)(?:nya|\s+saya)?|rumah\s+saya|di|ada\s+di)\s*[:=]?\s+)+", re.IGNORECASE
    ),
    "complaint": re.compile(r"^(?:keluhan|masalah)(?:nya|\s+saya)?\s*[:=]?\s+", re.IGNORECASE),
}


def read_missing(text: str, known: Registration) -> Registration:
    """`known`, with what this message adds: nothing where it answers nothing."""
    words = clean_text(text)
    gaps = known.missing
    if not gaps or QUESTION.search(words) or any(is_without_meaning(words) for is_without_meaning in _WITHOUT_MEANING):
        return known
    if len(gaps) == 1:
        between = ", " if gaps[0] == "address" else " "
        lines = (line.strip(" ,") for line in words.replace("#", " ").split("\n"))
        return known.filled_by(_alone(gaps[0], " ".join(between.join(lines).split())))
    pieces = [piece.strip() for piece in re.split(r"[#|;\n]", words) if piece.strip()]
    if len(pieces) == len(gaps) and all(to_phone(piece) is None for piece in pieces):
        return known.filled_by(fitted(dict(zip(gaps, pieces, strict=True))))
    if len(pieces) == 1:
        return known.filled_by(_first_that_fits(gaps, pieces[0]))
    return known.filled_by(read_form(words).known)


def _alone(field: str, words: str) -> Registration:
    value = _INTRODUCTIONS[field].sub("", words)
    phone = ""
    if field == "name":
        value, phone = without_phone(value)
    if (field == "name" and not is_name(value)) or (field == "address" and is_vague(value)):
        return Registration()
    return fitted({field: value, "phone": phone})


def _first_that_fits(gaps: tuple[str, ...], words: str) -> Registration:
    """One piece for several gaps: an address or a complaint speaks for itself, else it is the first that is asked."""
    looks = "address" if STREET.search(words) else "complaint" if PROBLEM.search(words) else gaps[0]
    return _alone(looks if looks in gaps else gaps[0], words)
