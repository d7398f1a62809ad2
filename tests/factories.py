"""The standing cast and what they work with: `make_<thing>(session, **given)` adds one and flushes."""

import itertools
from datetime import timedelta
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.accounts.user import Role, User
from app.models.company import Company
from app.models.customers.customer import Customer, Site
from app.models.visits.assignment import Assignment, ClaimSource
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.support.clock import NOW as NOW
from workflows.accounts.users import hash_password

PASSWORD = "rumah bambu hijau"
_numbers = itertools.count(500_001)  # above the numbers that tests write themselves and that the series hand out
_hash: list[str] = []


def password_hash() -> str:
    if not _hash:
        _hash.append(hash_password(PASSWORD))
    return _hash[0]


def make_user(session: Session, name: str, role: Role, **given: Any) -> User:
    number = next(_numbers)
    facts: dict[str, Any] = {
        "username": f"{name.split(maxsplit=1)[0].lower()}{number}",
        "email": f"{name.split(maxsplit=1)[0].lower()}{number}@contoh.id",
        "phone_e164": f"+62812{number:08d}",
        "password_hash": password_hash(),
        "must_change_password": False,
    }
    if "telegram_chat_id" in given:  # proved by its owner, unless a test says otherwise
        facts["telegram_verified_at"] = utc_now()
    return _added(session, User(name=name, role=role, **facts | given))


def make_technician(session: Session, name: str = "Budi", **given: Any) -> User:
    return make_user(session, name, Role.TECHNICIAN, **given)


def make_cs(session: Session, name: str = "Dewi", **given: Any) -> User:
    return make_user(session, name, Role.CS, **given)


def make_sales(session: Session, name: str = "Rina", **given: Any) -> User:
    return make_user(session, name, Role.SALES, **given)


def make_manager(session: Session, name: str = "Maya", **given: Any) -> User:
    return make_user(session, name, Role.MANAGER, **given)


def make_admin(session: Session, name: str = "Ani", **given: Any) -> User:
    return make_user(session, name, Role.ADMIN, **given)


def make_company(session: Session, **given: Any) -> Company:
    facts: dict[str, Any] = {"name": "PT Sejuk Sentosa", "city": "Bandung", "phone": "+62224200000"}
    company = session.get(Company, 1)
    return company or _added(session, Company(id=1, **facts | given))


def make_customer(session: Session, name: str = "Pak Agus", **given: Any) -> Customer:
    number = next(_numbers)
    facts: dict[str, Any] = {
        "code": f"PLG-{number:06d}",
        "phone_e164": f"+62813{number:08d}",
        "street": "Jl. Merdeka 1",
        "city": "Bandung",
    }
    return _added(session, Customer(name=name, **facts | given))


def make_site(session: Session, customer: Customer, **given: Any) -> Site:
    facts: dict[str, Any] = {
        "name": "Rumah",
        "street": "Jl. Merdeka 1",
        "city": "Bandung",
        "latitude": -6.914744,
        "longitude": 107.609810,
    }
    return _added(session, Site(customer_id=customer.id, **facts | given))


def make_visit(
    session: Session, *, customer: Customer | None = None, site: Site | None = None, **given: Any
) -> VisitTicket:
    """A ticket open to the pool, tomorrow 09.00–17.00 WIB, quota 2, unless told otherwise."""
    customer = customer or make_customer(session)
    site = site or make_site(session, customer)
    start = given.pop("planned_start", utc_now() + timedelta(days=1, hours=-1))
    quota = given.pop("quota", 2)
    facts: dict[str, Any] = {
        "number": f"TKT-2026-{next(_numbers):06d}",
        "customer_id": customer.id,
        "site_id": site.id,
        "problem": "AC tidak dingin",
        "status": VisitStatus.OPEN,
        "planned_start": start,
        "planned_end": start + timedelta(hours=8),
        "quota": quota,
        "places_offered": quota,
    }
    return _added(session, VisitTicket(**facts | given))


def make_assignment(session: Session, visit: VisitTicket, technician: User, **given: Any) -> Assignment:
    """A place already taken; keeps the visit's own count right."""
    visit.places_taken += 1
    if visit.places_taken == visit.places_offered and visit.status == VisitStatus.OPEN:
        visit.status = VisitStatus.ASSIGNED
    facts: dict[str, Any] = {
        "source": ClaimSource.POOL,
        "claimed_at": utc_now(),
        "during": func.tstzrange(visit.planned_start, visit.planned_end),
    }
    return _added(session, Assignment(visit_id=visit.id, technician_id=technician.id, **facts | given))


def _added(session: Session, record: Any) -> Any:
    session.add(record)
    session.flush()
    return record
