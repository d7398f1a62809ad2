"""What a message of a customer is about. Pure: text in, a reading out."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from workflows.conversations.parsing.plain_sentence import read_sentence
from workflows.conversations.parsing.registration_form import Form, count_people, read_form, rest_of_command
from workflows.conversations.parsing.registration_text import Registration, clean_text, is_example, read_labels
from workflows.conversations.parsing.vocabulary import (
    CORRECTION,
    LISTS,
    PROBLEM,
    QUESTION,
    REQUEST,
    STREET,
    is_cancel,
    is_no,
    is_thanks,
    is_yes,
)

_PRICE = re.compile(r"\b(?:berapa\w*|harga|biaya|tarif|ongkos|bayar|gratis)\b", re.IGNORECASE)
_RENAMED = re.compile(
    r"(?P<label>nama|alamat|keluhan)(?:nya)?\s*(?:saya\s*)?(?:jadi|menjadi|ke|adalah|yang\s+benar)?\s*[:=]?\s*(?P<value>.+)",
    re.IGNORECASE | re.DOTALL,
)
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
    if (asked or checking) and (is_yes(words) or is_no(words)):
        return Reading(Kind.YES if is_yes(words) else Kind.NO)
    if checking and (found := CORRECTION.match(words)):
        return Reading(Kind.CORRECTION, read_correction(words[found.end() :]))
    return _form_in(words) or _plain(words)


def read_correction(words: str) -> Registration:
    """`alamat Jl. Kenanga 6`, `Nama: Budi`, or an address alone; empty when it does not say what."""
    labelled = read_labels(words)
    if labelled and not labelled[0].is_empty:
        return labelled[0]
    renamed = _RENAMED.match(words)
    if renamed:
        return Registration(**{_FIELD[renamed["label"].lower()]: " ".join(renamed["value"].split())[:380]})
    return Registration(address=" ".join(words.split())) if STREET.search(words) else Registration()


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
    said = [part for part in (known.name, known.address, known.complaint) if part]
    if len(said) == 1 and QUESTION.search(said[0]):
        return Reading(Kind.QUESTION)
    return Reading(Kind.FORM, known, certain=not any("?" in part for part in (known.name, known.address)))


def _command(rest: str) -> Reading:
    if LISTS.match(rest):
        return Reading(Kind.QUESTION)
    form: Form = read_form(rest)
    known = form.known
    if any(QUESTION.search(part) for part in (known.name, known.address)) or (known.is_empty and _PRICE.search(rest)):
        return Reading(Kind.QUESTION)
    if known.is_empty and not known.phone and "#" not in rest:
        known = read_sentence(rest)
    return Reading(Kind.FORM, known, certain=form.certain)


def _plain(words: str) -> Reading:
    if is_thanks(words) or not any(sign.isalpha() for sign in words):
        return Reading(Kind.THANKS if is_thanks(words) else Kind.OTHER)
    known = read_sentence(words)
    if known.address and (known.complaint or REQUEST.search(words)):
        return Reading(Kind.REQUEST, known, certain=False)
    if QUESTION.search(words):
        return Reading(Kind.QUESTION)
    if PROBLEM.search(words) or REQUEST.search(words):
        complaint = known.complaint or (" ".join(words.split())[:1000] if PROBLEM.search(words) else "")
        return Reading(Kind.REQUEST, replace(known, complaint=complaint), certain=False)
    return Reading(Kind.OTHER, known, certain=False)
