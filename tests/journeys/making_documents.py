"""Surat Tugas and Surat Jalan: made as numbered PDFs, seen by the technicians, verified by whoever scans them."""

import hashlib

import requests
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.models.files.document import Document, DocumentKind
from tests.journeys.panel import make_transition
from tests.journeys.world import World, eventually
from tests.support.phones import phone_of

LETTERS = (DocumentKind.ASSIGNMENT_LETTER, DocumentKind.DELIVERY_NOTE)
GOODS = "Kapasitor 35 µF | 2 | pcs | KP-35 | untuk outdoor\nFreon R32 | 1 | tabung"


def dewi_makes_the_documents(world: World) -> None:
    """Two buttons of the ticket, two forms, two PDFs."""
    desk, ticket = world.page_of("dewi"), f"/admin/visits/details/?id={world.ids['visit']}"
    make_transition(desk, ticket, "make_letter", vehicle="B 1234 SGP", tools="Tang, manometer")
    make_transition(desk, ticket, "make_note", goods=GOODS, vehicle="B 1234 SGP", driver="Pak Udin")
    for kind in LETTERS:
        rendered(world, kind)


def the_technician_reads_them(world: World) -> None:
    """On the phone the documents can be opened, and are the ones that the public page verifies."""
    phone = world.page_of("first", "phone", viewport={"width": 360, "height": 780})
    phone.goto(f"/technician/visits/{world.ids['visit']}")
    cookie = phone_of(world.first, world.site).cookie
    for kind in LETTERS:
        paper = rendered(world, kind)
        address = phone.get_by_role("link").filter(has_text=paper.number).get_attribute("href")
        opened = requests.get(f"{world.site.url}{address}", headers={"Cookie": cookie}, timeout=30)
        assert opened.content.startswith(b"%PDF-")
        digest = hashlib.sha256(opened.content).hexdigest()
        assert digest == paper.file.sha256
        vouched = requests.get(f"{world.site.url}/v/{paper.verify_token}", timeout=30).text
        assert paper.number in vouched
        assert digest in vouched


def rendered(world: World, kind: DocumentKind) -> Document:
    """Wait for the PDF of the visit's document of this kind."""
    wanted = select(Document).where(Document.visit_id == world.ids["visit"], Document.kind == kind)
    there = wanted.where(Document.file_id.is_not(None)).options(joinedload(Document.file))
    return eventually(lambda: world.rows(there.order_by(Document.id)), f"{kind} as a PDF")[-1]
