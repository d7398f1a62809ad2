"""What a message of a customer is about. Pure: text in, a reading out."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from workflows.conversations.parsing.plain_sentence import read_sentence
from workflows.conversations.parsing.registration_command import count_people, rest_of_command
from workflows.conversations.parsing.registration_form import (
    Form,
    is_name,
    read_form,
    read_without_command,
)
from workflows.conversations.parsing.registration_text import Registration, clean_text, is_example, read_labels
from workflows.conversations.parsing.vocabulary import (
    CORRECTION,
    LISTS,
    PROBLEM,
    QUESTION,
    REQUEST,
    STREET,
    agrees,
    is_cancel,
    is_greeting,
    is_no,
    is_thanks,
)

_PRICE = re.compile(r"\b(?:berapa\w*|harga|biaya|tarif|ongkos|bayar|gratis)\b", re.IGNORECASE)
_RENAMED = re.compile(
    r"(?P<label>nama|alamat|keluhan)(?:nya)?\s*(?:saya\s*)?(?:jadi|menjadi|ke|adalah|yang\s+benar)?\s*[:=]?\s*(?P<value>.+)",
    re.IGNORECASE | re.DOTALL,
)
_RATHER = re.compile(r"\b(?:tapi|tetapi|melainkan)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"[\s,(]*\b(?:bukan(?:nya)?|bkn)\b", re.IGNORECASE)
_OBJECTION = re.compile(r"(?:kurang|belum|blm|masih|kok|tidak|gak|ga|nggak)\b", re.IGNORECASE)
_FIELD = {"nama": "name", "alamat": "address", "keluhan": "complaint"}
NOTHING = Registration()


class Kind(StrEnum):
    FORM = "FORM"
    SEVERAL = "SEVERAL"  # more than one person's data
    EXAMPLE = "EXAMPLE"  # our own example sent back
    YES = "YES"
    NO = "NO"
    CORRECTION = "CORRECTION"
    CANCEL = "CANCEL"
    THANKS = "THANKS"
    QUESTION = "QUESTION"
    REQUEST = "REQUEST"  # somebody needs help, in plain words
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Reading:
    kind: Kind
    known: Registration = NOTHING
    certain: bool = True


def understand(text: str, *, asked: bool = False, checking: bool = False) -> Reading:
    """`asked`: a question of ours can be answered by yes or no. `checking`: the data were repeated to be checked."""
    words = clean_text(text)
    if is_example(words):
        return Reading(Kind.EXAMPLE)
    if count_people(words) > 1:
        return Reading(Kind.SEVERAL)
    if is_cancel(words):
        return Reading(Kind.CANCEL)
    about_data = _about_data(words) if asked or checking else None
    return about_data or _form_in(words) or (_renamed(words) if asked or checking else None) or _plain(words)


def _about_data(words: str) -> Reading | None:
    """Yes, no or a correction of what was repeated."""
    if is_no(words):
        return Reading(Kind.NO)
    if agrees(words):
        return Reading(Kind.YES)
    found = CORRECTION.match(words)
    return Reading(Kind.CORRECTION, read_correction(words[found.end() :])) if found else None


def _renamed(words: str) -> Reading | None:
    """`alamat saya Jl. Mawar 9`, said of data that were repeated."""
    known = read_correction(words) if _RENAMED.match(words) else NOTHING
    return None if known == NOTHING else Reading(Kind.CORRECTION, known)


def read_correction(words: str) -> Registration:
    """`alamat Jl. Kenanga 6`, `Nama: Budi`, `namanya Siti bukan Sita`, or an address alone; empty: it names nothing."""
    words = _right_part(words)
    labelled = read_labels(words)
    if labelled and not labelled[0].is_empty:
        return labelled[0]
    renamed = _RENAMED.match(words)
    if renamed:
        value = " ".join(_without_wrong(renamed["value"]).split())[:380]
        field = _FIELD[renamed["label"].lower()]
        is_without_meaning = not value or is_greeting(value) or QUESTION.search(value) or _OBJECTION.match(value)
        return (
            NOTHING
            if is_without_meaning or (field == "name" and not is_name(value))
            else Registration(**{field: value})
        )
    return Registration(address=" ".join(_without_wrong(words).split())) if STREET.search(words) else Registration()


def _right_part(words: str) -> str:
    """What follows `tapi`, with the label that stands before: `nama bukan Sita tapi Siti` → `nama Siti`."""
    *before, last = (part.strip() for part in _RATHER.split(words))
    label = _RENAMED.match(words) if before and not _RENAMED.match(last) and not STREET.search(last) else None
    return f"{label['label']} {last}" if label else last


def _without_wrong(value: str) -> str:
    """Without `salah, yang benar …` before it and `bukan …` after it."""
    found = CORRECTION.match(value)
    value = value[found.end() :] if found else value
    return _INSTEAD.split(value, maxsplit=1)[0] or value


def _form_in(words: str) -> Reading | None:
    rest = rest_of_command(words)
    if rest is not None:
        return _command(rest)
    labelled = read_labels(words)
    if labelled is None or labelled[0].is_empty:
        return Reading(Kind.FORM) if labelled and "\n" in words else None
    known, before = labelled
    if not known.complaint and PROBLEM.search(before):
        known = replace(known, complaint=read_sentence(before).complaint)
    entries = [part for part in (known.name, known.address, known.complaint) if part]
    if len(entries) == 1 and QUESTION.search(entries[0]):
        return Reading(Kind.QUESTION)
    return Reading(Kind.FORM, known, certain=not any("?" in part for part in (known.name, known.address)))


def _command(rest: str) -> Reading:
    if LISTS.match(rest):
        return Reading(Kind.QUESTION)
    form: Form = read_form(rest)
    known = form.known
    asks = known.is_empty and ("?" in rest or _PRICE.search(rest))
    if asks or any(QUESTION.search(part) for part in (known.name, known.address)):
        return Reading(Kind.QUESTION)
    if known.is_empty and not known.phone and "#" not in rest:
        known = _with_leading_name(read_sentence(rest), rest)
    return Reading(Kind.FORM, known, certain=form.certain)


def _with_leading_name(known: Registration, rest: str) -> Registration:
    """`DAFTAR Anton Jl. Gatot Subroto 77 …`: what stands before the street."""
    street = STREET.search(rest)
    name = rest[: street.start()].strip(" ,:-") if street else ""
    return replace(known, name=name) if not known.name and is_name(name) else known


def _plain(words: str) -> Reading:
    if is_thanks(words) or not any(sign.isalpha() for sign in words):
        return Reading(Kind.THANKS if is_thanks(words) else Kind.OTHER)
    if parts := read_without_command(words):
        return Reading(Kind.REQUEST, parts, certain=False)
    known = read_sentence(words)
    if known.address and (known.complaint or REQUEST.search(words)):
        return Reading(Kind.REQUEST, known, certain=False)
    if QUESTION.search(words):
        return Reading(Kind.QUESTION)
    if PROBLEM.search(words) or REQUEST.search(words):
        complaint = known.complaint or (" ".join(words.split())[:1000] if PROBLEM.search(words) else "")
        return Reading(Kind.REQUEST, replace(known, complaint=complaint), certain=False)
    return Reading(Kind.OTHER, known, certain=False)
