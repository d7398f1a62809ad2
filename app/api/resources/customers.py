"""Customers."""

from typing import Any

from sqlalchemy.orm import Session, selectinload

from app.api.fields import Choice, Items, Part, Real, Text
from app.api.resource import Filter, Resource, Write, exact, one_of
from app.api.schemas import body_schema, record_schema
from app.core.clock import ZONES
from app.core.i18n import N_
from app.core.phones import to_e164
from app.models.customers.address import ADDRESS_PARTS
from app.models.customers.customer import Customer, CustomerSource, Site
from app.policies.visibility import customers_visible_to
from workflows.customers import clean_address, edit_customer, register_customer

LONGEST = {"rt_rw": 9, "postal_code": 5, "street": 200, "landmark": 200}
COLUMNS = ("id", "code", "name", "phone_e164", "email", "npwp", "locale", "source", "status", "notes", *ADDRESS_PARTS)
SITE_COLUMNS = ("id", "customer_id", "name", *ADDRESS_PARTS, "latitude", "longitude", "time_zone", "created_at")

site_schema = record_schema("Site", Site, SITE_COLUMNS)
customer_schema = record_schema(
    "Customer",
    Customer,
    (*COLUMNS, "created_at"),
    sites=Items(Part(site_schema), most=1000),
)


def address_fields() -> dict[str, Any]:
    return {name: Text(LONGEST.get(name, 80), load_default="") for name in ADDRESS_PARTS}


def place_fields() -> dict[str, Any]:
    return {
        "latitude": Real(-90, 90, allow_none=True),
        "longitude": Real(-180, 180, allow_none=True),
        "time_zone": Choice(ZONES),
    }


def _fields() -> dict[str, Any]:
    return {
        "name": Text(120, least=1, required=True),
        "phone_e164": Text(30, allow_none=True, metadata={"description": N_("seperti orang menulisnya")}),
        "email": Text(254, allow_none=True),
        "npwp": Text(30),
        "notes": Text(2000),
        "locale": Choice(("id", "en")),
        **address_fields(),
    }


def _new_fields() -> dict[str, Any]:
    site = body_schema("FirstSite", name=Text(120, least=1), **place_fields())
    return {**_fields(), "site": Part(site, metadata={"description": N_("lokasi pertama, di alamat yang sama")})}


def _register(session: Session, *, actor: Any, now: Any, name: str, **given: Any) -> Customer:
    address = clean_address({part: given.pop(part, "") for part in ADDRESS_PARTS})
    phone = given.pop("phone_e164", None)
    return register_customer(
        session,
        name=name,
        phone_e164=phone,
        address=address,
        source=CustomerSource.MANUAL,
        actor=actor,
        now=now,
        **given,
    )


def _edit(session: Session, *, record: Customer, actor: Any, now: Any, **given: Any) -> Customer:
    names = ("name", "phone_e164", "email", "npwp", "notes", "locale")
    facts = {name: given.get(name, getattr(record, name)) for name in names}
    address = {part: given.get(part, getattr(record, part)) for part in ADDRESS_PARTS}
    return edit_customer(session, customer_id=record.id, actor=actor, now=now, address=address, **facts)


RESOURCE = Resource(
    "customers",
    Customer,
    customer_schema,
    customers_visible_to,
    loads=(selectinload(Customer.sites),),
    filters={
        "status": one_of(Customer.status),
        "source": one_of(Customer.source),
        "code": exact(Customer.code, 20),
        "city": exact(Customer.city, 80),
        "phone": Filter(lambda: Text(30, least=1), lambda value: Customer.phone_e164 == to_e164(value)),
    },
    create=Write(_new_fields, _register),
    edit=Write(_fields, _edit),
)
