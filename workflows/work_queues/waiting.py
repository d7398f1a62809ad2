"""What waits for somebody at CS: one statement counts it all, each short list is one more."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session, joinedload

from app.models.accounts.user import User
from app.models.customers.customer import Customer, CustomerStatus
from app.models.files.document import Document
from app.models.files.undrawn_file import UndrawnFile, UndrawnStatus
from app.models.finance.counter_entry import CounterEntry, CounterEntryStatus
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus
from app.models.finance.payment_review import PaymentReview, ReviewStatus
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.messaging.outbox import Delivery, DeliveryStatus, OutboxMessage, OutboxStatus
from app.models.releases.backup import AlarmStatus, BackupAlarm
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceStatus
from app.models.visits.fieldwork import AlertStatus, EmergencyAlert, ExtensionRequest, RequestStatus
from app.models.visits.rating import RatingStatus, VisitRating
from app.models.visits.visit import VisitStatus, VisitTicket
from app.policies.company_time import today_in_sql
from app.policies.overdue import is_overdue
from app.policies.visibility import deliveries_visible_to
from workflows.documents import is_undrawable
from workflows.work_queues.help import HELP_QUEUES
from workflows.work_queues.releases import RELEASE_QUEUES, judged_by
from workflows.work_queues.reports import REPORT_QUEUES, mentioning
from workflows.work_queues.support import SUPPORT_QUEUES

MOST_COUNTED = 100  # beyond this the tile says "100+": counting further helps nobody
SHOWN = 6
SOON = timedelta(hours=24)

Condition = ColumnElement[bool]
WorkQueue = tuple[type[Any], Callable[[datetime], Condition], Any, tuple[Any, ...]]

# name → what, which of them, in which order, what is loaded with them. Every condition begins with an indexed status.
QUEUES: Mapping[str, WorkQueue] = {
    "alerts": (
        EmergencyAlert,
        lambda _now: EmergencyAlert.status == AlertStatus.OPEN,
        EmergencyAlert.id,
        (joinedload(EmergencyAlert.visit), joinedload(EmergencyAlert.assignment).joinedload(Assignment.technician)),
    ),
    "drafts": (
        VisitTicket,
        lambda _now: VisitTicket.status == VisitStatus.DRAFT,
        VisitTicket.planned_start,
        (joinedload(VisitTicket.customer), joinedload(VisitTicket.site)),
    ),
    "complaints": (
        Customer,
        lambda _now: Customer.complaint_at.is_not(None) & (Customer.status == CustomerStatus.ACTIVE),
        Customer.complaint_at,
        (),
    ),
    "short_of_people": (
        VisitTicket,
        lambda now: (VisitTicket.status == VisitStatus.OPEN) & (VisitTicket.planned_start < now + SOON),
        VisitTicket.planned_start,
        (joinedload(VisitTicket.customer), joinedload(VisitTicket.site)),
    ),
    "release_requests": (
        Assignment,
        lambda _now: Assignment.release_asked_at.is_not(None) & Assignment.released_at.is_(None),
        Assignment.release_asked_at,
        (joinedload(Assignment.visit), joinedload(Assignment.technician)),
    ),
    "extensions": (
        ExtensionRequest,
        lambda _now: ExtensionRequest.status == RequestStatus.PENDING,
        ExtensionRequest.id,
        (joinedload(ExtensionRequest.visit), joinedload(ExtensionRequest.requested_by)),
    ),
    "attendances": (
        Attendance,
        lambda _now: Attendance.status == AttendanceStatus.QUESTIONED,
        Attendance.id,
        (joinedload(Attendance.visit).joinedload(VisitTicket.site), joinedload(Attendance.technician)),
    ),
    "conversations": (
        WhatsAppContact,
        lambda _now: WhatsAppContact.wants_person_at.is_not(None),
        WhatsAppContact.wants_person_at,
        (joinedload(WhatsAppContact.customer),),
    ),
    "low_ratings": (
        VisitRating,
        lambda _now: VisitRating.status == RatingStatus.LOW,
        VisitRating.id,
        (joinedload(VisitRating.visit), joinedload(VisitRating.customer)),
    ),
    "proofs": (
        Payment,
        lambda _now: (Payment.status == PaymentStatus.PENDING) & (Payment.method == PaymentMethod.TRANSFER),
        Payment.id,
        (joinedload(Payment.invoice).joinedload(Invoice.customer),),
    ),
    "payment_reviews": (
        PaymentReview,
        lambda _now: PaymentReview.status == ReviewStatus.OPEN,
        PaymentReview.id,
        (joinedload(PaymentReview.invoice).joinedload(Invoice.customer),),
    ),
    "counter_entries": (
        CounterEntry,
        lambda _now: CounterEntry.status == CounterEntryStatus.WAITING,
        CounterEntry.id,
        (joinedload(CounterEntry.invoice).joinedload(Invoice.customer), joinedload(CounterEntry.requested_by)),
    ),
    "finished": (
        VisitTicket,
        lambda _now: VisitTicket.status == VisitStatus.DONE,
        VisitTicket.id,
        (joinedload(VisitTicket.customer), joinedload(VisitTicket.site)),
    ),
    "rejected_invoices": (
        Invoice,
        lambda _now: Invoice.status == InvoiceStatus.REVISION,
        Invoice.id,
        (joinedload(Invoice.customer),),
    ),
    "approvals": (
        Invoice,
        lambda _now: Invoice.status == InvoiceStatus.PENDING,
        Invoice.id,
        (joinedload(Invoice.customer),),
    ),
    "overdue": (
        Invoice,
        lambda now: is_overdue(today_in_sql(now)),
        Invoice.due_date,
        (joinedload(Invoice.customer),),
    ),
    "by_hand": (
        Delivery,
        lambda _now: Delivery.status == DeliveryStatus.BY_HAND,
        Delivery.id,
        (joinedload(Delivery.customer), joinedload(Delivery.user)),
    ),
    "parked": (
        Delivery,
        lambda _now: Delivery.status == DeliveryStatus.PARKED,
        Delivery.id,
        (joinedload(Delivery.customer), joinedload(Delivery.user)),
    ),
    "parked_promises": (OutboxMessage, lambda _now: OutboxMessage.status == OutboxStatus.PARKED, OutboxMessage.id, ()),
    "undrawn_documents": (Document, lambda _now: is_undrawable(), Document.id, (joinedload(Document.visit),)),
    **REPORT_QUEUES,
    **SUPPORT_QUEUES,
    **HELP_QUEUES,
    **RELEASE_QUEUES,
    "undrawn_files": (UndrawnFile, lambda _now: UndrawnFile.status == UndrawnStatus.OPEN, UndrawnFile.id, ()),
    "backup_alarms": (BackupAlarm, lambda _now: BackupAlarm.status == AlarmStatus.OPEN, BackupAlarm.id, ()),
    "failed_events": (InboxEvent, lambda _now: InboxEvent.status == InboxStatus.FAILED, InboxEvent.id, ()),
}

# queue → what narrows it to one person
PERSONAL: Mapping[str, Callable[[User], Condition]] = {"mentions": mentioning, "watched_releases": judged_by}


def count_waiting(session: Session, names: Sequence[str], *, now: datetime, user: User | None = None) -> dict[str, int]:
    """How many wait in each queue, at most MOST_COUNTED + 1, all in one statement; `user`: whose personal queues."""
    counts = [_capped(name, now, user).label(name) for name in names]
    return dict(session.execute(select(*counts)).mappings().one())


def list_waiting(
    session: Session, name: str, *, now: datetime, user: User | None = None, most: int = SHOWN
) -> Sequence[Any]:
    """The first of a queue, those that have waited longest or are due soonest."""
    model, _which, order, loads = QUEUES[name]
    rows: Select[Any] = select(model).where(_waits(name, now, user)).options(*loads)
    return session.scalars(rows.order_by(order, model.id).limit(most)).all()


def _waits(name: str, now: datetime, user: User | None) -> Condition:
    model, which, _order, _loads = QUEUES[name]
    condition = which(now)
    if model is Delivery and user is not None:
        condition &= deliveries_visible_to(user)
    if name not in PERSONAL:
        return condition
    return condition & (PERSONAL[name](user) if user is not None else false())


def _capped(name: str, now: datetime, user: User | None) -> Any:
    model = QUEUES[name][0]
    some = select(model.id).where(_waits(name, now, user)).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
