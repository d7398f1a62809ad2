"""Addresses as they are given: one line, or in their Indonesian parts."""

import re
from collections.abc import Mapping
from typing import Any

from app.core.clock import WIB
from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.core.time_zones import zone_at, zone_of_address
from app.models.customers.address import ADDRESS_PARTS

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


def clean_address(address: Mapping[str, Any] | str) -> dict[str, str]:
    """Every part, trimmed; one line becomes the street. Raises Invalid naming the part."""
    given = {"street": address} if isinstance(address, str) else address
    parts = {name: clear_line(str(given.get(name) or "")) for name in ADDRESS_PARTS}
    parts["rt_rw"] = _rt_rw(parts["rt_rw"])
    if parts["postal_code"] and not _POSTAL.fullmatch(parts["postal_code"]):
        raise Invalid(N_("Kode pos terdiri dari 5 angka."), field="postal_code")
    for name, text in parts.items():
        if len(text) > LONGEST[name]:
            raise Invalid(N_("Terlalu panjang: paling banyak %(most)d huruf.", most=LONGEST[name]), field=name)
    return parts


def zone_of(parts: Mapping[str, Any], *, latitude: float | None = None, longitude: float | None = None) -> str:
    """The time zone of a place by its coordinates, else its postal code and names; WIB when nothing says otherwise."""
    return find_zone(parts, latitude=latitude, longitude=longitude) or WIB.key


def find_zone(parts: Mapping[str, Any], *, latitude: float | None, longitude: float | None) -> str | None:
    """None when neither coordinates nor address say it: somebody has to be asked."""
    return zone_at(latitude, longitude) or zone_of_address(parts)


def _rt_rw(text: str) -> str:
    """`RT 1 / RW 2`, `001/002` → `001/002`."""
    if not text:
        return ""
    found = _RT_RW.fullmatch(text)
    if not found:
        raise Invalid(N_("Tulis RT/RW seperti 001/002."), field="rt_rw")
    return f"{int(found.group(1)):03d}/{int(found.group(2)):03d}"
