"""A firm with a price list, a finished visit and the people around its invoice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.files import StorageObject
from app.core.identifiers import new_token, sha256
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind
from app.models.finance.invoice import Invoice, PriceItem, PriceKind
from app.models.messaging.outbox import Channel, Delivery, OutboxMessage
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceKind
from app.models.visits.visit import VisitStatus, VisitTicket
from tests import factories
from tests.factories import NOW
from workflows.documents import store_file
from workflows.invoices import approve_invoice, draft_invoice, send_invoice, submit_invoice

LABOUR_IDR = 350_000
BEFORE = timedelta(days=2, hours=2)
STARTED = NOW - BEFORE


@dataclass(frozen=True)
class Firm:
    """The cast and what they bill: Budi worked two days, Sari one."""

    dewi: User
    rina: User
    ani: User
    visit: VisitTicket
    labour: PriceItem


def make_price(session: Session, code: str, price_idr: int, **given: Any) -> PriceItem:
    item = PriceItem(
        **{"code": code, "name": code.title(), "kind": PriceKind.MATERIAL, "price_idr": price_idr, **given}
    )
    session.add(item)
    session.flush()
    return item


def make_done_visit(session: Session, **given: Any) -> VisitTicket:
    started = utc_now() - BEFORE
    facts = {
        "status": VisitStatus.DONE,
        "planned_start": started,
        "planned_end": started + timedelta(days=1, hours=8),
        "places_taken": 2,
    }
    return factories.make_visit(session, **facts | given)


def make_presence(session: Session, visit: VisitTicket, technician: User, *days: int) -> None:
    """Check-ins of one technician on the n-th day (from 0) of the visit."""
    place = Assignment(
        visit_id=visit.id,
        technician_id=technician.id,
        claimed_at=visit.planned_start,
        during=func.tstzrange(visit.planned_start, visit.planned_end),
    )
    session.add(place)
    session.flush()
    for day in days:
        at = visit.planned_start + timedelta(days=day)
        session.add(
            Attendance(
                assignment_id=place.id,
                visit_id=visit.id,
                technician_id=technician.id,
                kind=AttendanceKind.CHECK_IN,
                work_date=at.date(),
                server_at=at,
                reason="tanpa GPS",
                client_key=new_token(),
            )
        )
    session.flush()


def make_firm(session: Session) -> Firm:
    company = factories.make_company(session)
    company.bank_name, company.bank_account, company.bank_holder = "BCA", "0123456789", "PT Sejuk Sentosa"
    labour = make_price(session, "JASA", LABOUR_IDR, name="Jasa teknisi", kind=PriceKind.LABOUR, unit="orang-hari")
    visit = make_done_visit(session)
    make_presence(session, visit, factories.make_technician(session, "Budi"), 0, 1)
    make_presence(session, visit, factories.make_technician(session, "Sari"), 0)
    return Firm(
        dewi=factories.make_cs(session, telegram_chat_id=501),
        rina=factories.make_sales(session, telegram_chat_id=601, telegram_verified_at=utc_now()),
        ani=factories.make_admin(session),
        visit=visit,
        labour=labour,
    )


@pytest.fixture
def firm(session: Session) -> Firm:
    return make_firm(session)


def render(session: Session, invoice: Invoice) -> Document:
    """Stand in for the drawing job: the newest document of the invoice gets a file, then the invoice goes out."""
    wanted = select(Document).where(Document.invoice_id == invoice.id, Document.kind == DocumentKind.INVOICE)
    drawn = session.scalars(wanted.order_by(Document.id.desc()).limit(1)).one()
    kept = StorageObject(new_token(), sha256(b"%PDF"), 4, "application/pdf", "invoice.pdf")
    drawn.file_id = store_file(session, kept, actor=None).id
    session.flush()
    send_invoice(session, invoice_id=invoice.id, revision=drawn.revision, now=NOW)
    return drawn


def pending(session: Session, firm: Firm) -> Invoice:
    """Drafted and submitted by Dewi."""
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    return submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)


def send(session: Session, firm: Firm) -> Invoice:
    """Drafted and submitted by Dewi, approved by Rina, sent by the system."""
    invoice = pending(session, firm)
    approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, now=NOW)
    render(session, invoice)
    session.refresh(invoice)
    return invoice


@pytest.fixture
def sent(session: Session, firm: Firm) -> Invoice:
    return send(session, firm)


@pytest.fixture
def emitted(session: Session) -> Callable[[], list[str]]:
    """The kinds of all events so far, in order; those that take buttons off old messages aside."""
    told = select(OutboxMessage.kind).where(OutboxMessage.kind != "telegram.decided")
    return lambda: list(session.scalars(told.order_by(OutboxMessage.id)))


@pytest.fixture
def deliveries(app: Flask, session: Session):
    """Fan out every event; return the deliveries of one kind outside the application."""

    def addressed(kind: str) -> list[Delivery]:
        for message in session.scalars(select(OutboxMessage)):
            message.due_at = NOW - timedelta(days=400)
        session.commit()
        with app.app_context():
            fan_out_due()
        session.expire_all()
        broken = [f"{m.kind}: {m.error}" for m in session.scalars(select(OutboxMessage)) if m.error]
        assert broken == []
        outside = select(Delivery).where(Delivery.kind == kind, Delivery.channel != Channel.IN_APP)
        return list(session.scalars(outside.order_by(Delivery.id)))

    return addressed
