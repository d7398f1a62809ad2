"""Whether a technician's home area is where a site is."""

import re

from app.models.customers.customer import Site

_KINDS = re.compile(r"\b(kota|kabupaten|kab|adm|administrasi|dki|daerah|istimewa|provinsi|prov)\b\.?")


def is_in_area(home_area: str | None, site: Site) -> bool:
    """`Kota Bandung` and `Bandung` are one; who has no area works everywhere, and a site without a city is anywhere."""
    area, names = _plain(home_area or ""), _names_of(site)
    return not area or not names or any(area in name or name in area for name in names)


def _names_of(site: Site) -> set[str]:
    names = {name for name in map(_plain, (site.district, site.city, site.province)) if name}
    return names | {"jakarta" for name in names if name.startswith("jakarta ")}  # one town with five city governments


def _plain(name: str) -> str:
    return " ".join(_KINDS.sub(" ", name.casefold()).split())
