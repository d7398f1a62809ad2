"""A site's zone from coordinates, postal code and names."""

import csv
from pathlib import Path

import pytest

import app.core.time_zones
from app.core.clock import ZONES
from app.core.time_zones import WIB, WIT, WITA, zone_at, zone_of_address, zone_of_postal_code
from app.models.customers.customer import CustomerSource
from tests.factories import NOW, make_cs, make_customer, make_site, make_visit
from tests.support.people import sign_in
from workflows.customers import register_customer

REGIONS = Path(app.core.time_zones.__file__).parent / "regions.csv"


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (-6.2088, 106.8456, WIB),  # Jakarta
        (-0.0263, 109.3425, WIB),  # Pontianak
        (-8.2190, 114.3690, WIB),  # Banyuwangi
        (-8.1730, 114.4370, WITA),  # Gilimanuk, across the strait
        (-8.6705, 115.2126, WITA),  # Denpasar
        (0.1330, 117.4850, WITA),  # Bontang
        (0.5435, 123.0568, WITA),  # Gorontalo
        (-4.5468, 136.8837, WIT),  # Timika
        (-3.6954, 128.1814, WIT),  # Ambon
        (1.3521, 103.8198, None),  # Singapore
        (None, None, None),
    ],
)
def test_coordinates(latitude, longitude, zone):
    assert zone_at(latitude, longitude) == zone


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("10110", WIB),
        ("69999", WIB),
        ("70111", WITA),
        ("73111", WIB),
        ("75311", WITA),
        ("78111", WIB),
        ("80361", WITA),
        ("87999", WITA),
        ("90111", WITA),
        ("96111", WITA),
        ("97111", WIT),
        ("99910", WIT),
        ("0123", None),
        ("٩٧١١١", None),
    ],
)
def test_postal_codes(code, zone):
    assert zone_of_postal_code(code) == zone


@pytest.mark.parametrize(
    ("parts", "zone"),
    [
        ({"province": "Bali"}, WITA),
        ({"city": "Badung"}, WITA),
        ({"city": "Kab. Badung"}, WITA),
        ({"city": "Kuta, Badung"}, WITA),
        ({"city": "Lombok"}, WITA),
        ({"city": "Lombok Barat"}, WITA),
        ({"city": "Gorontalo"}, WITA),
        ({"city": "Bontang"}, WITA),
        ({"city": "Timika"}, WIT),
        ({"city": "Kota Jayapura"}, WIT),
        ({"city": "Labuan Bajo"}, WITA),
        ({"city": "Maumere"}, WITA),
        ({"city": "Singaraja, Buleleng"}, WITA),
        ({"street": "Jl. Imam Bonjol 3, Biak"}, WIT),
        ({"city": "Ubud"}, WITA),
        ({"district": "Ubud"}, WITA),
        ({"city": "Sofifi"}, WIT),
        ({"city": "Banjarmasin"}, WITA),
        ({"city": "Kota Banjar"}, WIB),
        ({"city": "Kabupaten Banjar"}, WITA),
        ({"city": "Banjar", "province": "Kalimantan Selatan"}, WITA),
        ({"city": "Kab. Banjar"}, WITA),
        ({"city": "Banjar"}, None),
        ({"city": "Halmahera"}, WIT),
        ({"city": "Kep. Aru"}, WIT),
        ({"city": "Seram"}, WIT),
        ({"city": "Morotai"}, WIT),
        ({"city": "Yapen"}, WIT),
        ({"city": "Kutai"}, WITA),
        ({"city": "Toraja"}, WITA),
        ({"city": "Sangihe"}, WITA),
        ({"city": "Gilimanuk"}, WITA),
        ({"city": "Nusa Lembongan"}, WITA),
        ({"city": "PPU, Kaltim"}, WITA),
        ({"city": "Barito"}, None),  # Barito Kuala is WITA, its neighbours are WIB
        ({"city": "Kep. Seribu"}, WIB),
        ({"city": "Palangka Raya"}, WIB),
        ({"province": "Kalimantan Barat"}, WIB),
        ({"province": "East Nusa Tenggara"}, WITA),
        ({"province": "West Papua"}, WIT),
        ({"province": "NTT"}, WITA),
        ({"city": "Bandung", "street": "Jl. Bali 3"}, WIB),
        ({"street": "Jl. Bali no 3, Bandung"}, WIB),
        ({"street": "Jl Bali no 3 Bandung"}, WIB),
        ({"street": "Jl. Lombok 12"}, None),
        ({"street": "Jl. Gorontalo"}, None),
        ({"street": "Jl. Sunset Road 88, Kuta, Badung 80361"}, WITA),
        ({"street": "Jl. Cenderawasih 5 Timika"}, WIT),
        ({"city": "Bandung", "postal_code": "80361"}, WITA),
        ({"city": "Kuala Kurun"}, WIB),
        ({"city": "Kota Kuala Kurun"}, WIB),
        ({"street": "Jl. Ahmad Yani 3, Kuala Kurun"}, WIB),
        ({"street": "Jl. Ahmad Yani 3 Puruk Cahu"}, WIB),
        ({"city": "Pangkalan Bun"}, WIB),
        ({"city": "Cibinong"}, WIB),
        ({"city": "Sumbawa Besar"}, WITA),
        ({"city": "Oelamasi"}, WITA),
        ({"city": "Ba'a"}, WITA),
        ({"city": "Tideng Pale"}, WITA),
        ({"city": "Sorendiweri"}, WIT),
        ({"city": "Kumurkek"}, WIT),
        ({"city": "Martapura"}, None),  # capitals of OKU Timur and of Kabupaten Banjar
        ({"city": "Martapura, OKU Timur"}, WIB),
        ({"city": "Martapura, Kab. Banjar"}, WITA),
        ({"city": "Kab. Siau Tagulandang Biaro"}, WITA),
        ({"city": "Kab. TTS"}, WITA),
        ({"city": "Polman"}, WITA),
        ({"city": "Menado"}, WITA),
        ({"city": "MBD"}, WIT),
        ({"city": "Propinsi Bali"}, WITA),
        ({"city": "Denpasar 80361"}, WITA),
        ({"city": "Kota Jayapura 99111"}, WIT),
        ({"city": "Wonosari"}, None),  # Gunungkidul and Boalemo
        ({"city": "Kei"}, WIT),
        ({"city": "Kepulauan Kei"}, WIT),
        ({"city": "Pulau Kei Besar, Maluku Tenggara"}, WIT),
        ({"street": "Jl. Kei 5"}, None),
        ({"city": "Misool"}, WIT),
        ({"city": "Pulau Obi"}, WIT),
        ({"city": "Tentena"}, WITA),
        ({"city": "Moni, Ende"}, WITA),
        ({"street": "Desa Moni, Kec. Kelimutu, Flores"}, WITA),
        ({"city": "Moni", "postal_code": "86372"}, WITA),
        ({"city": "Tanah Merah", "province": "Papua Selatan"}, WIT),
        ({"street": "Tanah Merah, Kab. Boven Digoel"}, WIT),
        ({"street": "Kel. Tanah Merah, Samarinda Utara"}, WITA),
        ({"city": "Tanah Merah, Riau"}, WIB),
        ({"city": "Tanah Merah"}, None),
        ({"city": "Rantau, Tapin"}, WITA),
        ({"city": "Rantau", "province": "Kalimantan Selatan"}, WITA),
        ({"city": "Rantau, Aceh Tamiang"}, WIB),
        ({"city": "Rantau"}, None),
        ({"city": "Kampung Bali, Tanah Abang"}, None),
        ({"street": "Kp. Bali, Matraman, Jakarta"}, WIB),
        ({"street": "Hotel Lombok, Malang"}, WIB),
        ({"street": "Warung Bali"}, None),
        ({"street": "Rumah Makan Manado, Kelapa Gading"}, None),
        ({"city": "Bakso Malang"}, None),
        ({"postal_code": "88111"}, None),
        ({}, None),
    ],
)
def test_names(parts, zone):
    assert zone_of_address(parts) == zone


def test_a_site_in_bali_counts_its_days_in_wita(session):
    customer = register_customer(
        session,
        name="Bu Wayan",
        phone_e164=None,
        address={"street": "Jl. Raya 5", "city": "Badung"},
        source=CustomerSource.MANUAL,
        now=NOW,
    )
    (site,) = customer.sites
    assert site.time_zone == WITA


def test_coordinates_say_more_than_names(session):
    place = {"latitude": -8.1730, "longitude": 114.4370}
    customer = register_customer(
        session,
        name="Pak Made",
        phone_e164=None,
        address="Gilimanuk, Banyuwangi",
        site=place,
        now=NOW,
        source=CustomerSource.MANUAL,
    )
    assert customer.sites[0].time_zone == WITA


def test_lists_show_the_sites_time_with_its_zone(app, client, session):
    dewi = make_cs(session)
    site = make_site(session, make_customer(session), time_zone=WIT)
    visit = make_visit(session, customer=site.customer, site=site)
    page = sign_in(client, dewi).get("/admin/visits/").text
    assert visit.number in page
    assert "11.00 WIT" in page  # 09.00 WIB


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ({"street": "Jl. Kenanga 5, Moni"}, True),
        ({"street": "Jl. Kenanga 5, Moni, Ende"}, False),
        ({"street": "Jl. Kenanga 5, Bandung"}, False),
        ({"street": "Jl. Kenanga 5", "latitude": -6.9, "longitude": 107.6}, False),
        ({"street": "Jl. Kenanga 5", "time_zone": WIT}, False),
    ],
)
def test_the_page_of_a_site_asks_about_a_zone_that_nothing_names(client, session, place, asked):
    site = make_site(
        session, make_customer(session), **{"city": "", "province": "", "latitude": None, "longitude": None, **place}
    )
    page = sign_in(client, make_cs(session)).get(f"/admin/sites/details/?id={site.id}").text
    assert "Zona waktu" in page
    assert ("tidak menyebut zona waktunya" in page) is asked


def test_every_capital_names_its_zone():
    with REGIONS.open() as file:
        capitals = [row for row in csv.DictReader(file) if row["kind"] == "capital"]
    silent = [row["name"] for row in capitals if ZONES.get(zone_of_address({"city": row["name"]})) != row["zone"]]
    assert len(capitals) > 300
    assert silent == []
