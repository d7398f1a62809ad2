"""How a waiting record is written as one line, and which record the line leads to."""

from typing import Any

from app.core.i18n import gettext
from app.models.customers.customer import Customer
from app.models.files.document import DOCUMENT_LABELS, Document
from app.models.files.undrawn_file import DRAWN_LABELS, UndrawnFile
from app.models.finance.counter_entry import CounterEntry
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.finance.payment_review import PaymentReview
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.releases.backup import BACKUP_FAULT_LABELS, BackupAlarm
from app.models.releases.release import Release
from app.models.support.ticket import SupportTicket
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import DOUBT_LABELS, Attendance
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.models.visits.rating import VisitRating
from app.models.visits.visit import VisitTicket
from app.presenters.dates import ago, day_short, moment_at_site
from app.presenters.finance.payment_reviews import payment_review_sentence
from app.presenters.money import rupiah

Line = tuple[Any, Any, Any]  # title, text, what stands at the right


def _start(visit: VisitTicket) -> str:
    return moment_at_site(visit.planned_start, visit.site.time_zone)


def visit_line(visit: VisitTicket) -> Line:
    return f"{visit.number} · {visit.customer.name}", visit.problem[:90], _start(visit)


def team_line(visit: VisitTicket) -> Line:
    taken = gettext("%(taken)d dari %(quota)d teknisi", taken=visit.places_taken, quota=visit.places_offered)
    return f"{visit.number} · {visit.customer.name}", taken, _start(visit)


def alert_line(alert: EmergencyAlert) -> Line:
    who = alert.assignment.technician.name
    return alert.visit.number, gettext("%(name)s belum check-in", name=who), ago(alert.raised_at)


def release_request_line(place: Assignment) -> Line:
    asks = gettext("%(name)s minta dilepas", name=place.technician.name)
    return f"{place.visit.number} · {asks}", place.release_asked_reason[:90], ago(place.release_asked_at)


def extension_line(request: ExtensionRequest) -> Line:
    asks = gettext("%(name)s minta %(days)d hari", name=request.requested_by.name, days=request.days)
    return f"{request.visit.number} · {asks}", request.reason[:90], ago(request.asked_at)


def attendance_line(row: Attendance) -> Line:
    why = str(DOUBT_LABELS[row.doubt]) if row.doubt else ""
    at = moment_at_site(row.happened_at, row.visit.site.time_zone)
    return f"{row.visit.number} · {row.technician.name}", why, at


def complaint_line(customer: Customer) -> Line:
    return f"{customer.name} · {customer.code}", customer.complaint[:90], ago(customer.complaint_at)


def conversation_line(contact: WhatsAppContact) -> Line:
    known = contact.customer.code if contact.customer else gettext("belum terdaftar")
    return str(contact), known, ago(contact.wants_person_at)


def rating_line(rating: VisitRating) -> Line:
    title = f"{rating.visit.number} · {rating.customer.name}"
    return title, f"{rating.lowest_stars} ★ {rating.comment[:80]}".strip(), ago(rating.submitted_at)


def payment_line(payment: Payment) -> Line:
    again = gettext("gambar ini pernah dipakai") if payment.same_proof_as_id else ""
    return f"{payment.invoice.number} · {payment.invoice.customer.name}", again, rupiah(payment.amount_idr)


def review_line(review: PaymentReview) -> Line:
    why = payment_review_sentence(review.reason, review.amount_idr)
    return f"{review.invoice.number} · {review.invoice.customer.name}", why, ago(review.created_at)


def counter_entry_line(entry: CounterEntry) -> Line:
    who = gettext("diminta %(name)s", name=entry.requested_by.name)
    return f"{entry.invoice.number} · {entry.invoice.customer.name}", who, rupiah(entry.amount_idr)


def invoice_line(invoice: Invoice) -> Line:
    since = gettext("diajukan %(ago)s", ago=ago(invoice.submitted_at)) if invoice.submitted_at else ""
    return f"{invoice.number} · {invoice.customer.name}", invoice.reason[:90] or since, rupiah(invoice.total_idr)


def overdue_line(invoice: Invoice) -> Line:
    due = gettext("jatuh tempo %(day)s", day=day_short(invoice.due_date))
    return f"{invoice.number} · {invoice.customer.name}", due, rupiah(invoice.total_idr - invoice.paid_idr)


def delivery_line(delivery: Delivery) -> Line:
    to = delivery.customer.name if delivery.customer else delivery.user.name if delivery.user else delivery.address
    return to, delivery.body[:90], ago(delivery.created_at)


def outbox_event_line(message: OutboxMessage) -> Line:
    return message.kind, message.error[:90], ago(message.created_at)


def event_line(event: InboxEvent) -> Line:
    return event.summary or event.kind, event.error[:90], ago(event.created_at)


def document_line(document: Document) -> Line:
    title = f"{DOCUMENT_LABELS[document.kind]} {document.number or ''} · {document.visit.number}"
    return title, document.render_error[:90], ago(document.issued_at)


def undrawn_line(file: UndrawnFile) -> Line:
    return f"{DRAWN_LABELS[file.kind]} {file.title}".strip(), file.error[:90], ago(file.created_at)


def backup_alarm_line(alarm: BackupAlarm) -> Line:
    return str(BACKUP_FAULT_LABELS[alarm.fault]), alarm.detail[:90], ago(alarm.created_at)


def release_line(release: Release) -> Line:
    return str(release), release.owner.name if release.owner else "", ago(release.live_at)


def support_line(ticket: SupportTicket) -> Line:
    return f"{ticket.number} · {ticket.subject}", ticket.description[:90], ago(ticket.created_at)


def itself(record: Any) -> tuple[Any, int | None]:
    return type(record), record.id


def its_visit(record: Any) -> tuple[Any, int | None]:
    return VisitTicket, record.visit_id


def its_invoice_or_visit(record: Any) -> tuple[Any, int | None]:
    return (Invoice, record.invoice_id) if record.invoice_id else (VisitTicket, record.visit_id)


def its_invoice(record: Any) -> tuple[Any, int | None]:
    return Invoice, record.invoice_id


def its_customer(record: Any) -> tuple[Any, int | None]:
    return (type(record.customer), record.customer_id) if record.customer else (type(record), record.id)
