"""Reading a registration as people type it. Pure: text in, fields out; it survives any text whatever."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Self

FIELDS = ("name", "address", "complaint")
LONGEST = {"name": 120, "address": 380, "complaint": 1000}
SHORTEST = {"name": 2, "address": 5, "complaint": 2}
LONGEST_TEXT = 4096

_LABELS = {
    "name": r"nama(?:\s+(?:lengkap|saya|pelanggan))?|name",
    "address": r"alamat(?:\s+(?:lengkap|rumah|saya))?|almt|address|lokasi",
    "complaint": r"keluhan|masalah|kendala|kerusakan|keterangan|complaint|problem",
    "phone": r"(?:no(?:mor)?\.?\s*)?(?:hp|wa|whatsapp|telp|telepon|telpon|phone)",
}
_STARTS = "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
_WITHIN = "|".join(f"(?P<{name}_>{words})" for name, words in _LABELS.items())
# A label stands at the beginning of a line, or after a separator, or is followed by a colon anywhere.
_LABELLED = re.compile(
    rf"(?:(?:^|[\n#;|,])[ \t*_>•\-]*(?:{_STARTS})[ \t*_]*(?:[:=]|[ \t]-[ \t])|(?<=\s)(?:{_WITHIN})[ \t]*[:=])",
    re.IGNORECASE,
)
_DAFTAR = re.compile(r"(?:daftar|mendaftar|pendaftaran|registrasi|register)\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_HOUSE_NUMBER = re.compile(r"(?:no\.?\s*)?[0-9]{1,4}[A-Za-z]?\b", re.IGNORECASE | re.ASCII)
# The example itself, sent back unfilled.
_PLACEHOLDERS = {
    "nama",
    "alamat",
    "keluhan",
    "nama anda",
    "alamat anda",
    "keluhan anda",
    "nama lengkap",
    "-",
    "…",
    "...",
}


@dataclass(frozen=True, slots=True)
class Registration:
    """What is known so far; an empty field is missing."""

    name: str = ""
    address: str = ""
    complaint: str = ""
    phone: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(field for field in FIELDS if not getattr(self, field))

    def filled_by(self, newer: Self) -> "Registration":
        """The newer message wins where it says something."""
        said = {field: value for field in (*FIELDS, "phone") if (value := getattr(newer, field))}
        return replace(self, **said)


def clean_text(text: str) -> str:
    """Full-width forms made plain, invisible and control characters dropped, spaces single, lines kept."""
    plain = unicodedata.normalize("NFKC", text[: LONGEST_TEXT * 2])
    lines = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n")
    return "\n".join(line for raw in lines if (line := _clean_line(raw)))[:LONGEST_TEXT]


def _clean_line(line: str) -> str:
    kept = (" " if unicodedata.category(mark) in {"Cc", "Zs"} else mark for mark in line)
    seen = (mark for mark in kept if unicodedata.category(mark) not in {"Cf", "Cs", "Co", "Cn"})
    return " ".join("".join(seen).split())


def read_registration(text: str) -> Registration | None:
    """None: this is no attempt to register. A bare DAFTAR is one with everything missing."""
    words = clean_text(text).strip(" *_~`\"'“”‘’")
    command = _DAFTAR.match(words)
    if command is None:
        found = _labelled(words)
        return found if found and any(getattr(found, field) for field in FIELDS) else None
    rest = command["rest"].strip(" *_~`\"'“”‘’")
    found = _labelled(rest)
    if found is not None and "#" not in rest.split("\n", 1)[0].strip("# "):
        return found
    if "#" not in rest:
        return Registration() if "\n" not in rest else _from_lines(rest)
    return found if found is not None and _is_labelled_throughout(rest) else _from_parts(rest)


def read_missing(text: str, known: Registration) -> Registration:
    """The next message of a half-finished registration: `known`, with what this message adds."""
    words = clean_text(text)
    again = read_registration(words) or _labelled(words)
    if again is not None:
        return known.filled_by(again)
    gaps = known.missing
    pieces = [piece.strip() for piece in words.split("#" if "#" in words else "\n") if piece.strip()]
    if len(gaps) == 1:
        pieces = [" ".join(words.replace("#", " ").split())]
    said = {field: _fit(field, piece) for field, piece in zip(gaps, pieces, strict=False)}
    return known.filled_by(Registration(**said))


def _from_parts(rest: str) -> Registration:
    parts = [" ".join(part.split()) for part in re.sub(r"^[ :]*#?", "", rest).split("#")]
    # "Jl. Merdeka #5": a house number is part of the address, any further # part of the complaint.
    while len(parts) > len(FIELDS) and _HOUSE_NUMBER.match(parts[2]):
        parts[1:3] = [f"{parts[1]} #{parts[2]}"]
    filled = [*parts[:2], "#".join(parts[2:])] if len(parts) > len(FIELDS) else parts
    return _fitted(dict(zip(FIELDS, filled, strict=False)))


def _from_lines(rest: str) -> Registration:
    lines = [line.strip() for line in rest.strip().split("\n") if line.strip(" :#")]
    filled = [*lines[:2], " ".join(lines[2:])]
    return _fitted(dict(zip(FIELDS, filled, strict=False)))


def _labelled(words: str) -> Registration | None:
    marks = list(_LABELLED.finditer(words))
    if not marks:
        return None
    found: dict[str, str] = {}
    ends = [*(mark.start() for mark in marks[1:]), len(words)]
    for mark, end in zip(marks, ends, strict=True):
        label = next(name for name, said in mark.groupdict().items() if said is not None).rstrip("_")
        found[label] = words[mark.end() : end]
    return _fitted(found)


def _is_labelled_throughout(rest: str) -> bool:
    parts = [part for part in rest.split("#") if part.strip()]
    return all(_LABELLED.match(f"#{part.strip()}") for part in parts)


def _fitted(found: dict[str, str]) -> Registration:
    return Registration(**{field: _fit(field, text) for field, text in found.items()})


def _fit(field: str, text: str) -> str:
    """A value worth keeping, or nothing: too short, only punctuation, or the example's own words."""
    value = " ".join(text.split()).strip(" #:;,|*_~`\"'“”<>[]")
    if field == "phone":
        return value[:30]
    is_word = any(mark.isalpha() for mark in value)
    if not is_word or len(value) < SHORTEST[field] or value.lower() in _PLACEHOLDERS:
        return ""
    return value[: LONGEST[field]].strip()
