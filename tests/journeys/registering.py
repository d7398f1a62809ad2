"""Somebody unregistered writes to the company's WhatsApp number and becomes a customer."""

from sqlalchemy import select

from app.models.customers.customer import Customer, CustomerSource, Site
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.messaging.outbox import Delivery, DeliveryStatus
from tests.journeys.world import World, eventually
from tests.standins import payloads
from tests.support.programs.browser import JAKARTA

AGUS = "6281234567890"
REGISTRATION = "daftar # Pak Agus # Jl. Melati 7, Jakarta Pusat # AC ruang rapat tidak dingin"


def pak_agus_registers(world: World) -> None:
    """One signed message makes the customer, and the answer carries the code."""
    world.from_whatsapp(payloads.whatsapp_text(REGISTRATION, wa_id=AGUS, name="Agus"))
    reply = world.told_by_whatsapp("Kode pelanggan", AGUS)
    customer = world.one(select(Customer))
    assert customer.code in reply
    assert (customer.name, customer.phone_e164, customer.source) == ("Pak Agus", f"+{AGUS}", CustomerSource.WHATSAPP)
    assert world.one(select(WhatsAppContact)).customer_id == customer.id
    assert world.one(select(InboxEvent).where(InboxEvent.kind == "message")).status == InboxStatus.APPLIED
    read = select(Delivery).where(Delivery.customer_id == customer.id, Delivery.status == DeliveryStatus.READ)
    eventually(lambda: world.rows(read), "news that the customer has read the reply")
    world.ids["customer"] = customer.id


def pak_agus_sends_his_location(world: World) -> None:
    """The pin they drop becomes the coordinates of their site."""
    place = {"latitude": JAKARTA["latitude"], "longitude": JAKARTA["longitude"]}
    world.from_whatsapp(payloads.whatsapp_message("location", place, wa_id=AGUS, name="Agus"))
    placed = select(Site).where(Site.customer_id == world.ids["customer"], Site.latitude == JAKARTA["latitude"])
    world.ids["site"] = eventually(lambda: world.rows(placed), "site with coordinates")[0].id
