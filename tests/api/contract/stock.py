"""Some of everything, so that a list has rows and a move has something to move."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.files import StorageObject
from app.models.files.document import DocumentKind
from app.models.finance.invoice import Invoice, InvoiceStatus, PriceItem, PriceKind
from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus
from app.models.messaging.inbox import InboxEvent, InboxStatus, Provider
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage
from app.models.visits.assignment import QueueEntry
from app.models.visits.attendance import Attendance, AttendanceKind
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.models.visits.rating import RatedRole, RatingStars, VisitRating
from app.models.visits.visit import VisitStatus
from tests.factories import make_assignment, make_cs, make_customer, make_sales, make_site, make_technician, make_visit
from workflows.documents import attach_document
from workflows.invoices import draft_invoice


def fill(session: Session) -> dict[str, Any]:
    """One of each kind of record; by the name of its resource."""
    now = utc_now()
    dewi, rina, budi = make_cs(session), make_sales(session), make_technician(session)
    customer = make_customer(session, code="STOK-1")
    site = make_site(session, customer)
    visit = make_visit(session, customer=customer, site=site, planned_start=now + timedelta(days=1))
    place = make_assignment(session, visit, budi)
    done = make_visit(
        session, customer=customer, site=site, status=VisitStatus.DONE, planned_start=now - timedelta(days=2), quota=1
    )
    worked = make_assignment(session, done, budi)
    session.add(PriceItem(code="JASA", name="Jasa teknisi", kind=PriceKind.LABOUR, unit="hari", price_idr=350_000))
    came = _attendance(worked, now - timedelta(days=2))
    extension = ExtensionRequest(visit_id=visit.id, requested_by_id=budi.id, days=1, reason="kurang")
    alert = EmergencyAlert(visit_id=visit.id, assignment_id=place.id, raised_at=now)
    message = OutboxMessage(kind="visit.opened", payload={"visit_id": visit.id}, due_at=now, visit_id=visit.id)
    session.add_all(
        [
            came,
            extension,
            alert,
            message,
            QueueEntry(visit_id=visit.id, technician_id=make_technician(session, "Sari").id, position=1),
        ]
    )
    session.flush()
    delivery = Delivery(
        message_id=message.id,
        kind=message.kind,
        channel=Channel.EMAIL,
        status=DeliveryStatus.SANDBOX,
        due_at=now,
        idempotency_key=f"stock-{message.id}",
    )
    received = InboxEvent(
        provider=Provider.WHATSAPP,
        unique_key=f"stock-{message.id}",
        kind="message",
        raw={},
        due_at=now,
        status=InboxStatus.FAILED,
    )
    rating = VisitRating(visit_id=done.id, customer_id=customer.id, comment="rapi", submitted_at=now)
    rating.stars = [RatingStars(user_id=budi.id, rated_role=RatedRole.TECHNICIAN, stars=5)]
    kept = StorageObject(storage_key=f"stock-{message.id}", sha256="0" * 64, size=1, media_type="image/jpeg")
    photo = attach_document(session, kept, kind=DocumentKind.DELIVERY_NOTE, visit_id=done.id, actor=budi, now=now)
    session.add_all([delivery, received, rating])
    session.flush()
    invoice = draft_invoice(session, visit_id=done.id, actor=dewi, now=now)
    payment = Payment(
        invoice_id=invoice.id,
        method=PaymentMethod.TRANSFER,
        status=PaymentStatus.PENDING,
        amount_idr=1000,
        check_tries=0,
    )
    session.add(payment)
    session.flush()
    return {
        "customers": customer,
        "sites": site,
        "visits": visit,
        "assignments": place,
        "attendance": came,
        "extensions": extension,
        "alerts": alert,
        "documents": photo,
        "invoices": invoice,
        "payments": payment,
        "ratings": rating,
        "users": rina,
        "deliveries": delivery,
        "inbox": received,
        "promises": message,
        "budi": budi,
        "done": done,
    }


def send(session: Session, invoice: Invoice) -> Invoice:
    invoice.status = InvoiceStatus.SENT
    session.flush()
    return invoice


def _attendance(place: Any, at: Any) -> Attendance:
    return Attendance(
        assignment_id=place.id,
        visit_id=place.visit_id,
        technician_id=place.technician_id,
        kind=AttendanceKind.CHECK_IN,
        work_date=at.date(),
        server_at=at,
        latitude=-6.9,
        longitude=107.6,
        client_key=f"stock-{place.id}",
    )
