"""The places of customers."""

from typing import Any

from sqlalchemy.orm import Session

from app.api.fields import Text, Whole
from app.api.resource import Resource, Write, same, yes_no
from app.api.resources.customers import address_fields, place_fields, site_schema
from app.models.customers.address import ADDRESS_PARTS
from app.models.customers.customer import Site
from app.policies.visibility import sites_visible_to
from workflows.customers import add_site, edit_site

PLACE = ("latitude", "longitude", "time_zone")


def _fields() -> dict[str, Any]:
    return {"name": Text(120, least=1, required=True), **address_fields(), **place_fields()}


def _add(session: Session, *, actor: Any, now: Any, customer_id: int, name: str, **given: Any) -> Site:
    address = {part: given.get(part, "") for part in ADDRESS_PARTS}
    place = {part: given.get(part) for part in PLACE}
    return add_site(session, customer_id=customer_id, actor=actor, now=now, name=name, address=address, **place)


def _edit(session: Session, *, record: Site, actor: Any, now: Any, **given: Any) -> Site:
    address = {part: given.get(part, getattr(record, part)) for part in ADDRESS_PARTS}
    place = {part: given.get(part, getattr(record, part)) for part in PLACE}
    name = given.get("name", record.name)
    return edit_site(session, site_id=record.id, actor=actor, now=now, name=name, address=address, **place)


RESOURCE = Resource(
    "sites",
    Site,
    site_schema,
    sites_visible_to,
    filters={"customer_id": same(Site.customer_id), "located": yes_no(Site.latitude.is_not(None))},
    create=Write(lambda: {"customer_id": Whole(1, required=True), **_fields()}, _add),
    edit=Write(_fields, _edit),
)
