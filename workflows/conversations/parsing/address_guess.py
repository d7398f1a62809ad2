"""An address in one line, cut where its parts can be told apart. Pure."""

import re

STREET, CITY, LANDMARK = 200, 80, 200
_CITY = re.compile(r"(?:kota|kab\.?|kabupaten)?\s*(?P<name>[^\W\d_][^\d,#/]{2,40})", re.IGNORECASE)
_NO_CITY = re.compile(r"(?:rt|rw|no|blok|kec|kel|ds|desa|lantai|lt|gang|gg|jl|jalan|perum|komplek)\b", re.IGNORECASE)


def address_parts(line: str) -> dict[str, str]:
    """`street`, `city` and, for what does not fit, `landmark`: the city is what stands after the last comma."""
    street, comma, last = line.rpartition(",")
    found = _CITY.fullmatch(last.strip())
    if not comma or found is None or _NO_CITY.match(last.strip()):
        street, city = line, ""
    else:
        city = found["name"].strip()[:CITY]
    street = street.strip()
    cut = street if len(street) <= STREET else street[:STREET].rpartition(" ")[0] or street[:STREET]
    return {"street": cut, "city": city, "landmark": street[len(cut) :].strip(" ,")[:LANDMARK]}
