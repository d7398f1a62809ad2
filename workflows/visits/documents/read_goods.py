"""The goods of a Surat Jalan: from the form's table, or a list as people type and paste it."""

import re

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.money import TwoReadings, read_quantity
from app.core.text.cleaning import clear
from app.models.visits.goods import GOODS_COLUMNS

MOST_LINES = 60
LONGEST_PHRASE = 300  # the patterns' time grows with the cube of it, and longer names are refused anyway
LENGTHS = {name: longest for name, _, longest in GOODS_COLUMNS}
PARTS = tuple(LENGTHS)
UNITS = (
    "kg|kilo|gram|gr|g|ons|liter|ltr|lt|l|ml|meter|mtr|m|cm|roll|rol|tabung|tbg|pcs|pc|pieces|buah|bh|biji|unit|set|box"
    "|boks|dus|pak|pack|pax|botol|btl|kaleng|klg|lembar|lbr|batang|btg|sak|karung|pasang|psg|ikat|lusin|kodi|rim|sachet"
    "|kotak|karton|drum|ember|galon|tube|ea|bungkus|bks|slop|rak|paket|butir|ton|kubik|m2|m3"
)
_NUMBER = r"(?P<quantity>[0-9]{1,6}(?:[.,][0-9]{1,3})?)"
_DECIMALS = {
    "½": "5",
    "1/2": "5",
    "setengah": "5",
    "¼": "25",
    "1/4": "25",
    "seperempat": "25",
    "¾": "75",
    "3/4": "75",
}
_COUNTED = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_WORDS = {word: str(number) for number, word in enumerate(_COUNTED, 1)}
_MEASURES = "kg|kilo|ons|liter|ltr|lt|l|meter|mtr|m|lusin|kodi|rim|kubik|m2|m3|ton"  # of others 3/4 is a size
_FRACTION = re.compile(
    rf"(?<!\S)(?:(?P<whole>[0-9]{{1,3}})\s+)?(?P<part>{'|'.join(_DECIMALS)})\s*(?=(?:{_MEASURES})\b)", re.IGNORECASE
)
_NUMBER_WORD = re.compile(rf"^(?P<word>{'|'.join(_WORDS)})\s+(?=(?:{UNITS})\b)", re.IGNORECASE)
_ONE_OF = re.compile(
    r"^se(?P<unit>lusin|kodi|buah|unit|pasang|rim|set|roll?|dus|botol|tabung|liter|meter)\b", re.IGNORECASE
)
_RANGE = re.compile(rf"(?<![\w.,/-])([0-9]{{1,4}})\s?[-–]\s?([0-9]{{1,4}})\s*(?=(?:{UNITS})\b)", re.IGNORECASE)
_BRAND = re.compile(r"(?<!\S)3M$")  # makes filters and tapes
_EACH = re.compile(  # 2 roll @50m, 2 lembar 120x240: how large one is
    r"\s*@\s?[0-9][0-9.,]*\s?[A-Za-z]+$|\s[0-9]+(?:[.,][0-9]+)?\s?x\s?[0-9]+(?:[.,][0-9]+)?(?:\s?(?:cm|mm|m))?$"
)
_SIZED = re.compile(  # counted by the piece, and sold by its length, load or content
    r"(?:(?P<quantity>[0-9]{1,3})\s+)?(?P<name>(?:tangga|timbangan|meteran|tangki|toren|tandon|drum|tabung|jerigen|jeriken|"
    r"ember|galon|kulkas|freezer|showcase|dispenser|water\s?heater|mesin|kompresor|dongkrak|katrol|takel|scaffolding)\b"
    r"[^\d]*\s[0-9]+(?:[.,][0-9]+)?\s*(?:kg|kilo|ton|m|mtr|meter|cm|l|lt|ltr|liter)\.?)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-–•*·]\s*|[0-9]{1,2}[.)]\s+)")
_NOT_A_COUNT = r"(?!(?:phase|phasa|fasa|pk|volt|watt|inch|inci|ampere|amper|core|speed|pole|mm|way)\b)"
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NUMBER}\s*(?P<unit>{UNITS})\b\.?\s+(?P<name>\S.*)",  # 2 kg freon R32
        rf"(?P<name>\S.*?)[\s,;:=(@–-]+(?:x\s*)?{_NUMBER}\s*(?P<unit>{UNITS})\b\.?\s*\)?",  # freon R32 2 kg
        rf"{_NUMBER}\s*x\s+(?P<name>\S.*)",  # 2x freon R32
        rf"(?P<name>\S.*?)\s*(?:[x=:,(]\s*|\sx\s*){_NUMBER}\s*x?\)?",  # freon R32 x2, freon R32 (2), freon R32: 2
        rf"{_NUMBER}\s+{_NOT_A_COUNT}(?P<name>[^\W\d_]{{3,}}.*)",  # 2 kapasitor
    )
)
_COUNTED_THING = re.compile(
    rf"[0-9]{{1,4}}\s+(?!(?:{UNITS})\b){_NOT_A_COUNT}[^\W\d_]{{3,}}.*", re.IGNORECASE
)  # 2 remote


def read_goods(text: str) -> list[dict[str, str]]:
    """One thing per line: parts separated by `|` or a tab (name, quantity, unit, code, note), or words. Raises Invalid.

    `2 kg freon R32`, `Freon R32 2 kg`, `Kapasitor 35 uF x3`: the quantity is what people mean by it.
    """
    lines = [thing for line in clear(text).splitlines() if line.strip() for thing in _things_of(line.strip(" \r"))]
    if not 1 <= len(lines) <= MOST_LINES:
        raise Invalid(N_("Tulis 1 sampai 60 barang, satu barang per baris."), field="goods")
    return [_thing(number, line) for number, line in enumerate(lines, 1)]


def _things_of(line: str) -> list[str]:
    """`2 kg freon, 3 pcs baut` are two; a comma inside a name divides nothing."""
    parts = [part.strip() for part in re.split(r"[,;]\s|\s(?:dan|\+|&)\s", line)]
    whole = all(_is_whole(part) for part in parts) or all(_COUNTED_THING.fullmatch(part) for part in parts)
    return parts if whole and len(parts) > 1 else [line]


def _is_whole(words: str) -> bool:
    """With a quantity and a unit."""
    if len(words) > LONGEST_PHRASE:
        return False
    plain = _plain_numbers(words)
    return any(pattern.fullmatch(plain) for pattern in _WRITTEN[:2])


def _plain_numbers(words: str) -> str:
    """`1 1/2 kg`, `½ kg` and `setengah kg` as `1,5 kg` and `0,5 kg`; `dua kg` as `2 kg`."""

    def decimal(found: re.Match[str]) -> str:
        return f"{found['whole'] or 0},{_DECIMALS[found['part'].lower()]} "

    words = _FRACTION.sub(decimal, _ONE_OF.sub(r"1 \g<unit>", words))
    return _NUMBER_WORD.sub(lambda found: f"{_WORDS[found['word'].lower()]} ", words)


def _thing(number: int, line: str) -> dict[str, str]:
    parts = [part.strip() for part in re.split(r"[|\t]", line)]
    thing = dict(zip(PARTS, [*parts, *[""] * len(PARTS)], strict=False))
    if not thing["quantity"] and not thing["unit"]:
        thing |= _meant(thing["name"])
    thing["quantity"] = thing["quantity"] or "1"
    thing["unit"] = thing["unit"] or "unit"
    if len(parts) > len(PARTS) or any(len(thing[name]) > most for name, most in LENGTHS.items()):
        raise Invalid(
            N_("Baris %(number)d terlalu panjang atau punya terlalu banyak bagian.", number=number), field="goods"
        )
    if not thing["name"] or not _is_quantity(thing["quantity"]):
        raise Invalid(
            N_("Baris %(number)d: tulis “nama | jumlah | satuan”, misalnya “Freon R32 | 2 | tabung”.", number=number),
            field="goods",
        )
    return thing


def _is_quantity(text: str) -> bool:
    """Raises TwoReadings: `1.500` on a delivery note is no better than on an invoice."""
    try:
        return read_quantity(text, field="goods") > 0
    except TwoReadings:
        raise
    except Invalid:
        return False


def _meant(words: str) -> dict[str, str]:
    """Name, quantity and unit out of one phrase; all of it is the name when it holds no quantity."""
    words = _BULLET.sub("", words)
    if len(words) > LONGEST_PHRASE:
        return {"name": words}
    if found := _RANGE.search(words):
        raise TwoReadings(
            N_(
                "“%(text)s” bisa dibaca %(readings)s. Tulis salah satunya.",
                text=words[:60],
                readings=f"{found[1]} / {found[2]}",
            ),
            field="goods",
        )
    each = _EACH.search(words)
    if (sized := _SIZED.fullmatch(words)) and not each:
        return {"name": sized["name"], "quantity": sized["quantity"] or "1"}
    plain = _plain_numbers(words[: each.start()] if each else words)
    for pattern in _WRITTEN:
        if (found := pattern.fullmatch(plain)) and not _BRAND.search(plain):
            parts = found.groupdict()
            name = parts["name"].strip(" ,;:–-") + (each[0] if each else "")
            return {"name": name, "quantity": parts["quantity"], "unit": parts.get("unit") or ""}
    return {"name": words}
