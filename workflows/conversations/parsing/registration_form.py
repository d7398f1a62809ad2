"""The fields of a DAFTAR message in all their forms: other separators, lines, swapped parts. Pure."""

import re
from dataclasses import dataclass, replace

from app.core.errors import Invalid
from app.core.phones import to_e164
from workflows.conversations.parsing.registration_text import (
    FIELDS,
    Registration,
    fitted,
    is_labelled_throughout,
    read_labels,
)
from workflows.conversations.parsing.vocabulary import PLACE, PROBLEM, QUESTION, REQUEST, STREET, without_greeting

_HOUSE_NUMBER = re.compile(r"(?:no\.?\s*)?[0-9]{1,4}[A-Za-z]?\b", re.IGNORECASE | re.ASCII)
_VAGUE = re.compile(
    r"(?:(?:alamat|masih|yang)\s+)*(?:sama|seperti|kayak)(?:\s+(?:seperti|kayak|dengan|yang|alamat|tadi|kemarin|kemaren|biasa|"
    r"dulu|sebelumnya|lama|ya|kak))*|(?:(?:di|ke|dekat|deket)\s+)*(?:rumah|kantor|toko|kos|kost|sini|situ|disini|tempat)"
    r"(?:\s+(?:saya|kami|ini|biasa|kemarin|kemaren|aja|saja|ya|kak|mas|min|pak|bu))*",
    re.IGNORECASE,
)
_PHONE_WORDS = re.compile(
    r"[\s,;#|]*\b(?:(?:no(?:mor)?(?:nya)?\.?\s*)?(?:hp|wa|whatsapp|telp|tlp|telepon|telpon|kontak)(?:nya)?\b"
    r"|no(?:mor)?(?:nya)?\b(?=\W{0,3}(?:\+?62|0)[\s\-]?8))\.?\s*[:=]?\s*(?P<phone>\+?[0-9][0-9 .()\-]{7,18}[0-9])",
    re.IGNORECASE | re.ASCII,
)
_NO_NAME = re.compile(
    r"[<>{}=\\]|\b(?:saya|aku|kami|gue|tidak|gak|nggak|ga|kok|loh|lho|lagi|sudah|udah|belum|mau|nanti|itu|ini|yang|kan)\b",
    re.IGNORECASE,
)
_NUMBER_AFTER = re.compile(r"\+?[0-9][0-9 .()\-]{7,18}[0-9]\W*$", re.ASCII)
_LOOSE = (re.compile(r"\s[-–—]\s"), re.compile(r"(?<!\d)/|/(?!\d)"), re.compile(r"\*"), re.compile(r","))
_SIGNS = re.compile(r"\s*(?:[-=]>|::|[>~@+=\\•→])\s*")
_DOTS = re.compile(r"(?<!\bjl)(?<!\bjln)(?<!\bno)(?<!\bgg)(?<!\brt)\.(?![0-9]|$)", re.IGNORECASE)
LONGEST_NAME, MOST_NAME_WORDS = 60, 7


@dataclass(frozen=True, slots=True)
class Form:
    """`certain`: every part stands where it was asked for and looks like what it should be."""

    known: Registration
    certain: bool = True


def read_without_command(words: str) -> Registration | None:
    """`Siti#Jl. Kenanga 5#AC bocor` and `Siti, Jl. Kenanga 5, AC bocor`: three parts that are what they look like."""
    for separator in "#|;,":
        pieces = [piece.strip() for piece in without_greeting(words).split(separator) if piece.strip()]
        if len(pieces) == len(FIELDS) and "?" not in words:
            known = _by_looks(pieces).known
            return None if known.missing else known
    return None


def read_form(rest: str) -> Form:
    """The fields after the command; whatever cannot be told apart is left out."""
    found = _PHONE_WORDS.search(rest)
    if found is None:
        return _read_fields(rest)
    form = _read_fields(rest[: found.start()] + rest[found.end() :])
    return replace(form, known=replace(form.known, phone=form.known.phone or found["phone"]))


def _read_fields(rest: str) -> Form:
    rest = rest.strip(" *_~`\"'“”‘’:-–—")
    labelled = read_labels(rest)
    parts = [part for part in rest.split("#")[1:] if part.strip()] if rest.startswith("#") else rest.split("#")
    if labelled and (len(parts) < len(FIELDS) or is_labelled_throughout(parts)):
        return _judged(labelled[0])
    for separator in ("#", "|", ";"):
        if separator in rest[1:]:
            return _in_order(_parts(rest, separator))
    if "\n" in rest:
        return _from_lines([line.strip(" #:-•*") for line in rest.split("\n") if line.strip(" :#-•*")])
    for separator in (*_LOOSE, _SIGNS, _DOTS):
        pieces = [piece.strip() for piece in separator.split(rest) if piece.strip()]
        form = _by_looks(pieces) if len(pieces) >= len(FIELDS) else None
        if form and (separator in _LOOSE or not form.known.missing):
            return form
    only = rest.strip("# ")
    return (
        Form(fitted({"name": only})) if rest.startswith("#") and is_name(only) else Form(Registration(), certain=False)
    )


def is_name(text: str) -> bool:
    """Short, without an address, a machine or a question in it."""
    words = text.split()
    if not 1 <= len(words) <= MOST_NAME_WORDS or len(text) > LONGEST_NAME or not any(sign.isalpha() for sign in text):
        return False
    digits = sum(sign.isdigit() for sign in text)
    if digits >= 5 or STREET.search(text) or QUESTION.search(text) or _NO_NAME.search(text):  # noqa: PLR2004  a number, not a name
        return False
    return not (PROBLEM.search(text) or REQUEST.search(text))


def is_address(text: str) -> bool:
    """A street or place word, a number, or at least two words; never a question, and not just `rumah saya`."""
    if "?" in text or is_vague(text):
        return False
    return PLACE.search(text) is not None or len(text.split()) > 1 or any(sign.isdigit() for sign in text)


def is_vague(text: str) -> bool:
    """`di rumah saya`: nobody finds it."""
    return _VAGUE.fullmatch(text.strip(" .,!")) is not None


def _parts(rest: str, separator: str) -> list[str]:
    parts = [" ".join(part.split()) for part in re.sub(rf"^[\s:]*[{separator}]?", "", rest).split(separator)]
    # "Jl. Merdeka #5": a house number is part of the address, any further # part of the complaint.
    while len(parts) > len(FIELDS) and _HOUSE_NUMBER.match(parts[2]) and to_phone(parts[2]) is None:
        parts[1:3] = [f"{parts[1]} {separator}{parts[2]}"]
    return parts


def _in_order(parts: list[str]) -> Form:
    phones = [phone for part in parts if (phone := to_phone(part))]
    if to_phone(parts[0]) and len(parts) <= len(FIELDS):
        parts[0] = ""  # a number where the name is asked for
    parts = [part for part in parts if to_phone(part) is None]
    if len(parts) < len(FIELDS) and (split := _name_and_street(parts[0])):
        parts[:1] = split
    name, *others = parts
    name, after_name = without_phone(name)
    phones += [after_name] if after_name else []
    parts = [name, *others]
    swapped = len(parts) == len(FIELDS) and STREET.search(parts[2]) and not PLACE.search(parts[1])
    if swapped or (name and not is_name(name) and any(is_name(other) for other in others)):
        return replace(_by_looks([part for part in parts if part]), certain=False)
    filled = [*parts[:2], "#".join(parts[2:])] if len(parts) > len(FIELDS) else parts
    known = fitted(dict(zip(FIELDS, filled, strict=False)))
    return _judged(replace(known, phone=phones[0] if phones else ""))


def _name_and_street(part: str) -> list[str]:
    """`Siti, Jl. Kenanga 5` where only a name should stand."""
    name, _, street = (piece.strip() for piece in part.partition(","))
    return [name, street] if is_name(name) and STREET.search(street) else []


def _from_lines(lines: list[str]) -> Form:
    """Name, then every line that belongs to an address, then the complaint."""
    phones = [phone for line in lines if (phone := to_phone(line))]
    lines = [line for line in lines if to_phone(line) is None]
    if not lines:
        return Form(Registration(phone=phones[0] if phones else ""), certain=False)
    name, *others = lines
    cut = next((place for place, line in enumerate(others) if place and not _continues_address(line)), len(others))
    known = fitted({"name": name, "address": ", ".join(others[:cut]), "complaint": " ".join(others[cut:])})
    return _judged(replace(known, phone=phones[0] if phones else ""))


def _continues_address(line: str) -> bool:
    return PLACE.search(line) is not None or (PROBLEM.search(line) is None and len(line.split()) <= 4)  # noqa: PLR2004


def _by_looks(pieces: list[str]) -> Form:
    """Each piece where it fits best, when their order says little."""
    found: dict[str, list[str]] = {field: [] for field in (*FIELDS, "phone")}
    for piece in pieces:
        found[_kind_of(piece, found)].append(piece)
    known = {"name": " ".join(found["name"]), "address": ", ".join(found["address"])}
    known |= {"complaint": ", ".join(found["complaint"]), "phone": (found["phone"] or [""])[0]}
    return Form(fitted(known), certain=False)


def _kind_of(piece: str, found: dict[str, list[str]]) -> str:
    if to_phone(piece):
        return "phone"
    if STREET.search(piece) or (PLACE.search(piece) and not PROBLEM.search(piece)):
        return "address"
    if PROBLEM.search(piece) or REQUEST.search(piece):
        return "complaint"
    if not found["name"] and is_name(piece):
        return "name"
    return "complaint" if found["complaint"] or not found["address"] else "address"


def _judged(known: Registration) -> Form:
    name_fits = not known.name or is_name(known.name)
    address_fits = not known.address or is_address(known.address)
    return Form(known, certain=name_fits and address_fits and "?" not in known.complaint[-1:])


def without_phone(text: str) -> tuple[str, str]:
    """The words, and the number after them: `Siti 0812-3456-7890`."""
    found = _NUMBER_AFTER.search(text)
    phone = to_phone(found[0]) if found else None
    return (text[: found.start()].strip(" ,-/("), phone) if found and phone else (text, "")


def to_phone(text: str) -> str | None:
    """The number that a piece consists of."""
    try:
        return to_e164(text) if sum(sign.isdigit() for sign in text) >= 8 else None  # noqa: PLR2004  shorter is none
    except Invalid:
        return None
