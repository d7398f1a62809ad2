"""Reading a registration as people type it. Pure: text in, fields out; it survives any text whatever."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Self

FIELDS = ("name", "address", "complaint")
LONGEST = {"name": 120, "address": 380, "complaint": 1000}
SHORTEST = {"name": 2, "address": 5, "complaint": 2}
LONGEST_TEXT = 4096
EXAMPLE = {"name": "budi santoso", "address": "jl. merdeka 1, bandung", "complaint": "ac tidak dingin"}  # as we show it

# The example's own words, sent back unfilled.
_PLACEHOLDERS = {
    *FIELDS, "nama", "alamat", "keluhan", "nama anda", "alamat anda", "keluhan anda", "nama lengkap", "alamat lengkap",
    "isi nama", "isi alamat", "isi keluhan", "complaint", "-", "…", "...", "tidak ada", "xxx", "nama kamu",
}  # fmt: skip
_LABELS = {
    "name": r"(?:nama|nma|name)(?:\s+(?:lengkap|saya|pelanggan|pemesan|customer|konsumen|toko|perusahaan|pemilik))?",
    "address": r"(?:alamat|almat|alamt|almt|address|lokasi)(?:\s+(?:lengkap|rumah|saya|kantor|toko|servis))?",
    "complaint": r"(?:jenis\s+)?(?:keluhan|keluan|kluhan|masalah|permasalahan|kendala|kerusakan|keterangan|keperluan|"
    r"complaint|problem)",
    "phone": r"(?:no(?:mor)?\.?\s*)?(?:hp|wa|whatsapp|telp|tlp|telepon|telpon|phone|handphone)",
}
_STARTS = "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
_WITHIN = "|".join(f"(?P<{name}_>{words})" for name, words in _LABELS.items())
# A label stands at the beginning of a line, or after a separator, or is followed by a colon anywhere.
_LABELLED = re.compile(
    rf"(?:(?:^|[\n#;|,])[ \t*_>•\-\d.)]*(?:{_STARTS})[ \t*_]*(?:[:=]|[ \t]*[-–—][ \t])|(?<=\s)(?:{_WITHIN})[ \t]*[:=])",
    re.IGNORECASE,
)
_BARE_LABELS = re.compile(
    r"nama\s+(?:saya\s+|lengkap\s+)?(?P<name>.+?)[\s,.]+alamat(?:nya)?\s+(?:di\s+)?(?P<address>.+?)[\s,.]+"
    r"(?:keluhan|masalah|kendala|kerusakan)(?:nya)?\s+(?P<complaint>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = {  # what people write before the value itself
    "name": re.compile(r"(?:nama\s+saya|saya|dgn|dengan|atas\s+nama|a\.n\.?|an\.)\s+", re.IGNORECASE),
    "complaint": re.compile(r"keluhan(?:nya)?\s+", re.IGNORECASE),
}
_ITEM = re.compile(r"[1-9][.)]\s+")
_FIRST_ITEM = re.compile(r"(?<!\S)1[.)]\s")  # 1. Nama: Ujang 2. Alamat: …
_THANKS_AFTER = re.compile(
    r"[\s,.!;#]{0,5}\b(?:terima\s*kasih|makasih|trims|thanks|thank\s+you|thx|tks)\b"
    r"(?:\s+(?:ya|kak|pak|bu|min|banyak|sebelumnya))*\W{0,20}$",
    re.IGNORECASE,
)


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

    @property
    def is_empty(self) -> bool:
        return self.missing == FIELDS

    def filled_by(self, newer: Self) -> "Registration":
        """The newer message wins where it says something."""
        values = {field: value for field in (*FIELDS, "phone") if (value := getattr(newer, field))}
        return replace(self, **values)


def clean_text(text: str) -> str:
    """Full-width forms made plain, invisible and control characters dropped, spaces single, lines kept."""
    plain = unicodedata.normalize("NFKC", text[: LONGEST_TEXT * 2])
    lines = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n")
    return "\n".join(line for raw in lines if (line := _clean_line(raw)))[:LONGEST_TEXT]


def _clean_line(line: str) -> str:
    kept = (" " if unicodedata.category(mark) in {"Cc", "Zs"} else mark for mark in line)
    seen = (mark for mark in kept if unicodedata.category(mark) not in {"Cf", "Cs", "Co", "Cn"})
    return " ".join("".join(seen).split())


def read_labels(words: str) -> tuple[Registration, str] | None:
    """The labelled fields of a cleaned text, and what stood before the first label; None without a label."""
    marks = list(_LABELLED.finditer(words))
    if not marks:
        found = _BARE_LABELS.search(words)
        return (fitted(found.groupdict()), words[: found.start()]) if found else None
    fields: dict[str, str] = {}
    ends = [*(mark.start() for mark in marks[1:]), len(words)]
    is_list = _FIRST_ITEM.search(words[: marks[0].end()]) is not None
    for number, (mark, end) in enumerate(zip(marks, ends, strict=True), 1):
        label = _label_of(mark)
        if not fields.get(label, "").strip():
            value = words[mark.end() : end]
            fields[label] = re.sub(rf"\s{number + 1}[.)]\s*$", "", value) if is_list else value
    return fitted(fields), words[: marks[0].start()]


def count_names(words: str) -> int:
    """How many people are named: more than one is for a person to sort out."""
    return sum(_label_of(mark) == "name" for mark in _LABELLED.finditer(words))


def is_labelled_throughout(parts: list[str]) -> bool:
    return all(_LABELLED.match(f"#{part.strip()}") for part in parts if part.strip())


def fitted(found: dict[str, str]) -> Registration:
    return without_example(Registration(**{field: _fit(field, text) for field, text in found.items()}))


def without_example(read: Registration) -> Registration:
    """Our own example is nobody's data; a complaint or street that happens to be the same is."""
    same = [field for field in FIELDS if getattr(read, field).lower() == EXAMPLE[field]]
    return replace(read, **dict.fromkeys(same, "")) if "name" in same and len(same) > 1 else read


def is_example(text: str) -> bool:
    """All of our own example is in it."""
    return all(words in " ".join(text.lower().split()) for words in EXAMPLE.values())


def _label_of(mark: re.Match[str]) -> str:
    return next(name for name, value in mark.groupdict().items() if value is not None).rstrip("_")


def _fit(field: str, text: str) -> str:
    """A value worth keeping, or nothing: too short, only punctuation, or the example's own words."""
    value = " ".join(text.split()).strip(" #:;,|*_~`\"'“”<>[]")
    if field == "phone":
        return value[:30]
    if value.lower().strip(". ") not in _PLACEHOLDERS:
        value = _bare_value(field, value)
    is_word = any(mark.isalpha() for mark in value)
    if not is_word or len(value) < SHORTEST[field] or value.lower().strip(". ") in _PLACEHOLDERS:
        return ""
    return value[: LONGEST[field]].strip()


def _bare_value(field: str, value: str) -> str:
    """`1. Saya Siti` → `Siti`, `keluhan AC bocor, makasih` → `AC bocor`."""
    found = _ITEM.match(value)
    value = value[found.end() :] if found else value
    before = _BEFORE[field].match(value) if field in _BEFORE else None
    value = value[before.end() :] if before else value
    return _THANKS_AFTER.sub("", value) if field == "complaint" else value
