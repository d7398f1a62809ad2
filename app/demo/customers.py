"""Sixty customers, their sites, and how they write to us."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.core.clock import WIB
from app.demo.row_batches import RowBatches
from app.demo.staff.people import People
from app.demo.vocabulary import CITY_WEIGHTS, COMPANY_CUSTOMERS, FAMILY_CUSTOMERS, LANDMARKS, PLACES, SITE_NAMES
from app.models.customers.customer import Customer, CustomerSource, CustomerStatus, Site
from app.models.messaging.contact import WhatsAppContact


@dataclass(frozen=True, slots=True)
class Place:
    """A site, as the visits need it."""

    site_id: int
    customer_id: int
    contact_id: int | None
    city: str
    zone: str
    latitude: float
    longitude: float


def write_customers(book: RowBatches, random: Random, people: People, now: datetime) -> list[Place]:
    names = [(name, False) for name in FAMILY_CUSTOMERS] + [(name, True) for name in COMPANY_CUSTOMERS]
    random.shuffle(names)
    cities = [city for city, weight in CITY_WEIGHTS for _ in range(weight)]
    random.shuffle(cities)
    places: list[Place] = []
    for number, ((name, is_company), city) in enumerate(zip(names, cities, strict=True), 1):
        joined = _office_hour(now - timedelta(days=random.randint(95, 180)), random)
        places += _write_one(book, random, people, number, name, city, joined, now, is_company=is_company)
    _write_unregistered(book, now)
    return places


def _office_hour(day: datetime, random: Random) -> datetime:
    morning = day.astimezone(WIB).replace(hour=8, minute=0, second=0, microsecond=0)
    return morning + timedelta(minutes=random.randint(0, 540))


def _write_one(
    book: RowBatches,
    random: Random,
    people: People,
    number: int,
    name: str,
    city: str,
    joined: datetime,
    now: datetime,
    *,
    is_company: bool,
) -> list[Place]:
    source = CustomerSource.IMPORT if number <= 15 else random.choice((CustomerSource.MANUAL, CustomerSource.WHATSAPP))
    status = CustomerStatus.INACTIVE if number in {7, 33} else CustomerStatus.DELETED if number == 50 else None
    phone = f"+6281{random.choice('23')}{random.randint(10_000_000, 99_999_999)}"
    customer = book.add(
        Customer,
        code=f"PLG-{number:06d}",
        name=name,
        phone_e164=phone,
        email=f"kontak{number}@pelanggan.example" if is_company else None,
        npwp=f"{random.randint(10**14, 10**15 - 1)}0" if is_company and random.random() < 0.7 else "",
        source=source,
        status=status or CustomerStatus.ACTIVE,
        deleted_at=now - timedelta(days=9) if status == CustomerStatus.DELETED else None,
        created_by_id=None if source == CustomerSource.WHATSAPP else random.choice(people.cs),
        created_at=joined,
        **_address(random, city),
    )
    writes = source == CustomerSource.WHATSAPP or random.random() < 0.6
    contact = _write_contact(book, random, customer, name, phone, joined, now) if writes else None
    if status is not None:
        contact = None
    sites = [
        _write_site(book, random, customer, contact, city, at, is_company=is_company)
        for at in range(1 + (is_company and random.random() < 0.35))
    ]
    return sites if status is None else []


def _address(random: Random, city: str) -> dict[str, str]:
    province, _zone, _latitude, _longitude, streets = PLACES[city]
    street, village, district, postal_code = random.choice(streets)
    return {
        "street": f"{street} No. {random.randint(1, 240)}",
        "rt_rw": f"{random.randint(1, 12):03d}/{random.randint(1, 15):03d}",
        "village": village,
        "district": district,
        "city": city,
        "province": province,
        "postal_code": postal_code,
        "landmark": random.choice(LANDMARKS),
    }


def _write_site(
    book: RowBatches, random: Random, customer: int, contact: int | None, city: str, at: int, *, is_company: bool
) -> Place:
    _province, zone, latitude, longitude, _streets = PLACES[city]
    latitude = round(latitude + random.uniform(-0.04, 0.04), 6)
    longitude = round(longitude + random.uniform(-0.04, 0.04), 6)
    site = book.add(
        Site,
        customer_id=customer,
        name=(SITE_NAMES[1] if at == 0 else random.choice(SITE_NAMES[2:])) if is_company else SITE_NAMES[0],
        latitude=latitude,
        longitude=longitude,
        time_zone=zone,
        **_address(random, city),
    )
    return Place(site, customer, contact, city, zone, latitude, longitude)


def _write_contact(
    book: RowBatches, random: Random, customer: int, name: str, phone: str, joined: datetime, now: datetime
) -> int:
    """A third wrote within the last day: their window is open."""
    recent = random.random() < 0.35
    return book.add(
        WhatsAppContact,
        wa_id=phone.lstrip("+"),
        phone_e164=phone,
        profile_name=name,
        customer_id=customer,
        last_inbound_at=now
        - (timedelta(hours=random.uniform(0.5, 20)) if recent else timedelta(days=random.randint(2, 60))),
        created_at=joined,
    )


def _write_unregistered(book: RowBatches, now: datetime) -> None:
    """One half-registered, one who asked for a person, one who hides the number, one who wrote STOP."""
    half, waiting, stopped = now - timedelta(hours=1), now - timedelta(minutes=40), now - timedelta(days=12)
    draft = {"name": "Pak Wahyu", "asked": "address"}
    _unregistered(book, "Wahyu", "6281355501001", half, draft=draft, failures=1)
    _unregistered(book, "Bu Mira", "6281355501002", waiting, wants_person_at=waiting, failures=2)
    _unregistered(book, "Toko Sinar", None, now - timedelta(days=1, hours=3), bsuid="ID.1234567890")
    _unregistered(book, "Doni", "6281355501004", stopped, stopped_at=stopped)


def _unregistered(book: RowBatches, name: str, wa_id: str | None, wrote_at: datetime, **more: object) -> None:
    phone = f"+{wa_id}" if wa_id else None
    book.add(
        WhatsAppContact,
        wa_id=wa_id,
        phone_e164=phone,
        profile_name=name,
        last_inbound_at=wrote_at,
        **{"bsuid": None, "draft": {}, "failures": 0, "stopped_at": None, "wants_person_at": None, **more},
    )
