"""The goods of a Surat Jalan as CS types or pastes them."""

import re

from app.core.errors import Invalid
from app.core.i18n import N_

MOST_LINES = 60
LENGTHS = {"name": 120, "quantity": 12, "unit": 20, "code": 30, "note": 80}
PARTS: tuple[str, ...] = ("name", "quantity", "unit", "code", "note")


def read_goods(text: str) -> list[dict[str, str]]:
    """One thing per line, parts separated by `|` or a tab: name, quantity, unit, code, note. Raises Invalid."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not 1 <= len(lines) <= MOST_LINES:
        raise Invalid(N_("Tulis 1 sampai 60 barang, satu barang per baris."), field="goods")
    return [_thing(number, line) for number, line in enumerate(lines, 1)]


def _thing(number: int, line: str) -> dict[str, str]:
    parts = [part.strip() for part in re.split(r"[|\t]", line)]
    thing = dict(zip(PARTS, [*parts, *[""] * len(PARTS)], strict=False))
    thing["quantity"] = thing["quantity"] or "1"
    thing["unit"] = thing["unit"] or "unit"
    if len(parts) > len(PARTS) or any(len(thing[name]) > most for name, most in LENGTHS.items()):
        raise Invalid(
            N_("Baris %(number)d terlalu panjang atau punya terlalu banyak bagian.", number=number), field="goods"
        )
    if not thing["name"] or not re.fullmatch(r"[0-9]+([.,][0-9]+)?", thing["quantity"]):
        raise Invalid(
            N_("Baris %(number)d: tulis “nama | jumlah | satuan”, misalnya “Freon R32 | 2 | tabung”.", number=number),
            field="goods",
        )
    return thing
