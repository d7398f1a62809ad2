"""Whose domain a mail address belongs to: the part that somebody registers, whatever subdomains they make."""

import re

# below these of a country its registry gives out names; https://pandi.id for .id
_OF_INDONESIA = frozenset({"ac", "biz", "co", "desa", "go", "kop", "mil", "my", "net", "or", "ponpes", "sch", "web"})
_ELSEWHERE = frozenset(
    {"ac", "co", "com", "ed", "edu", "go", "gob", "gouv", "gov", "ltd", "me", "mil", "ne", "net", "or", "org", "sch"}
)
_COUNTRY = re.compile(r".+\.[a-z]+\.[a-z]{2}")


def registered_domain(address: str) -> str:
    """`a@surat.toko.co.id` → `toko.co.id`, `a@x.y.firma.com` → `firma.com`; an IP address stays whole."""
    host = address.rpartition("@")[2].strip().rstrip(".").lower()
    if not any(map(str.isalpha, host)) or host.startswith("["):
        return host
    labels = host.split(".")
    return ".".join(labels[-3:] if _is_below_country(labels) else labels[-2:])


def _is_below_country(labels: list[str]) -> bool:
    of_country = _OF_INDONESIA if labels[-1] == "id" else _ELSEWHERE
    return bool(_COUNTRY.fullmatch(".".join(labels))) and labels[-2] in of_country
