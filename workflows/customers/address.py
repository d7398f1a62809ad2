"""Addresses as they are given: one line, or in their Indonesian parts."""

import re
from collections.abc import Mapping
from typing import Any

from app.core.errors import Invalid
from app.core.i18n import N_

PARTS = ("street", "rt_rw", "village", "district", "city", "province", "postal_code", "landmark")
LONGEST = {
    "street": 200,
    "rt_rw": 9,
    "village": 80,
    "district": 80,
    "city": 80,
    "province": 80,
    "postal_code": 5,
    "landmark": 200,
}
_RT_RW = re.compile(r"(?:RT)?\W*([0-9]{1,3})\W+(?:RW)?\W*([0-9]{1,3})", re.IGNORECASE | re.ASCII)
_POSTAL = re.compile(r"[1-9][0-9]{4}", re.ASCII)

# Provinces east of WIB; everything else counts its days in WIB.
_WITA = ("kalimantan selatan", "kalimantan timur", "kalimantan utara", "bali", "nusa tenggara", "sulawesi", "gorontalo")
_WIT = ("maluku", "papua", "irian")
_CITIES = {
    "makassar": "Asia/Makassar",
    "denpasar": "Asia/Makassar",
    "manado": "Asia/Makassar",
    "balikpapan": "Asia/Makassar",
    "samarinda": "Asia/Makassar",
    "banjarmasin": "Asia/Makassar",
    "mataram": "Asia/Makassar",
    "kupang": "Asia/Makassar",
    "palu": "Asia/Makassar",
    "kendari": "Asia/Makassar",
    "ambon": "Asia/Jayapura",
    "ternate": "Asia/Jayapura",
    "jayapura": "Asia/Jayapura",
    "sorong": "Asia/Jayapura",
    "manokwari": "Asia/Jayapura",
    "merauke": "Asia/Jayapura",
}


def clean_address(address: Mapping[str, Any] | str) -> dict[str, str]:
    """Every part, trimmed; one line becomes the street. Raises Invalid naming the part."""
    given = {"street": address} if isinstance(address, str) else address
    parts = {name: " ".join(str(given.get(name) or "").split()) for name in PARTS}
    parts["rt_rw"] = _rt_rw(parts["rt_rw"])
    if parts["postal_code"] and not _POSTAL.fullmatch(parts["postal_code"]):
        raise Invalid(N_("Kode pos terdiri dari 5 angka."), field="postal_code")
    for name, text in parts.items():
        if len(text) > LONGEST[name]:
            raise Invalid(N_("Terlalu panjang: paling banyak %(most)d huruf.", most=LONGEST[name]), field=name)
    return parts


def zone_of(parts: Mapping[str, str]) -> str:
    """The time zone of a place, guessed from its province or city; WIB when nothing says otherwise."""
    province, city = parts.get("province", "").lower(), parts.get("city", "").lower()
    if any(name in province for name in _WIT):
        return "Asia/Jayapura"
    if any(name in province for name in _WITA):
        return "Asia/Makassar"
    return next((zone for name, zone in _CITIES.items() if name in city), "Asia/Jakarta")


def _rt_rw(text: str) -> str:
    """`RT 1 / RW 2`, `001/002` → `001/002`."""
    if not text:
        return ""
    found = _RT_RW.fullmatch(text)
    if not found:
        raise Invalid(N_("Tulis RT/RW seperti 001/002."), field="rt_rw")
    return f"{int(found.group(1)):03d}/{int(found.group(2)):03d}"
