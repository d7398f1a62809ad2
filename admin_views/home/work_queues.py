"""How each pile of waiting work is named, linked and written as a line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from admin_views.framework.navigation import list_url, record_url
from app.core.i18n import N_, Sentence, gettext
from app.models.accounts.user import Role
from app.models.document import DOCUMENT_LABELS, Document
from app.models.feedback.feedback import Feedback
from app.models.finance.counter_entry import CounterEntry
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.finance.payment_review import PaymentReview
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.support import SupportTicket
from app.models.visits.attendance import DOUBT_LABELS, Attendance
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.models.visits.visit import VisitTicket
from app.presenters.dates import ago, day_short, moment_at_site
from app.presenters.money import rupiah
from app.presenters.payment_reviews import payment_review_sentence

Line = tuple[Any, Any, Any]  # title, text, what stands at the right


@dataclass(frozen=True, slots=True)
class WorkQueue:
    label: Sentence
    tone: str
    model: Any
    query: Mapping[str, str]
    line: Callable[[Any], Line]
    target: Callable[[Any], tuple[Any, int | None]]  # the record a line leads to
    always: bool = False  # shown when empty, too

    def list_url(self) -> str | None:
        return list_url(self.model, **self.query)

    def row(self, record: Any) -> dict[str, Any]:
        title, text, meta = self.line(record)
        return {"title": title, "text": text, "meta": meta, "badge": None, "tone": None, "href": self._href(record)}

    def _href(self, record: Any) -> str | None:
        return record_url(self.model, record.id) or record_url(*self.target(record))


def _start(visit: VisitTicket) -> str:
    return moment_at_site(visit.planned_start, visit.site.time_zone)


def _visit(visit: VisitTicket) -> Line:
    return f"{visit.number} · {visit.customer.name}", visit.problem[:90], _start(visit)


def _team(visit: VisitTicket) -> Line:
    taken = gettext("%(taken)d dari %(quota)d teknisi", taken=visit.places_taken, quota=visit.places_offered)
    return f"{visit.number} · {visit.customer.name}", taken, _start(visit)


def _alert(alert: EmergencyAlert) -> Line:
    who = alert.assignment.technician.name
    return alert.visit.number, gettext("%(name)s belum check-in", name=who), ago(alert.raised_at)


def _extension(request: ExtensionRequest) -> Line:
    asks = gettext("%(name)s minta %(days)d hari", name=request.requested_by.name, days=request.days)
    return f"{request.visit.number} · {asks}", request.reason[:90], ago(request.created_at)


def _attendance(row: Attendance) -> Line:
    why = str(DOUBT_LABELS[row.doubt]) if row.doubt else ""
    at = moment_at_site(row.happened_at, row.visit.site.time_zone)
    return f"{row.visit.number} · {row.technician.name}", why, at


def _conversation(contact: WhatsAppContact) -> Line:
    known = contact.customer.code if contact.customer else gettext("belum terdaftar")
    return str(contact), known, ago(contact.wants_person_at)


def _payment(payment: Payment) -> Line:
    again = gettext("gambar ini pernah dipakai") if payment.same_proof_as_id else ""
    return f"{payment.invoice.number} · {payment.invoice.customer.name}", again, rupiah(payment.amount_idr)


def _review(review: PaymentReview) -> Line:
    why = payment_review_sentence(review.reason, review.amount_idr)
    return f"{review.invoice.number} · {review.invoice.customer.name}", why, ago(review.created_at)


def _counter_entry(entry: CounterEntry) -> Line:
    who = gettext("diminta %(name)s", name=entry.requested_by.name)
    return f"{entry.invoice.number} · {entry.invoice.customer.name}", who, rupiah(entry.amount_idr)


def _invoice(invoice: Invoice) -> Line:
    return f"{invoice.number} · {invoice.customer.name}", invoice.reason[:90], rupiah(invoice.total_idr)


def _overdue(invoice: Invoice) -> Line:
    due = gettext("jatuh tempo %(day)s", day=day_short(invoice.due_date))
    return f"{invoice.number} · {invoice.customer.name}", due, rupiah(invoice.total_idr - invoice.paid_idr)


def _delivery(letter: Delivery) -> Line:
    to = letter.customer.name if letter.customer else letter.user.name if letter.user else letter.address
    return to, letter.body[:90], ago(letter.created_at)


def _promise(message: OutboxMessage) -> Line:
    return message.kind, message.error[:90], ago(message.created_at)


def _event(event: InboxEvent) -> Line:
    return event.summary or event.kind, event.error[:90], ago(event.created_at)


def _document(document: Document) -> Line:
    title = f"{DOCUMENT_LABELS[document.kind]} {document.number or ''} · {document.visit.number}"
    return title, document.render_error[:90], ago(document.issued_at)


def _feedback(feedback: Feedback) -> Line:
    who = feedback.author.username if feedback.author else gettext("Anonim")
    return f"{feedback.number} · {feedback.subject}", who, ago(feedback.created_at)


def _support(ticket: SupportTicket) -> Line:
    return f"{ticket.number} · {ticket.subject}", ticket.description[:90], ago(ticket.created_at)


def _itself(record: Any) -> tuple[Any, int | None]:
    return type(record), record.id


def _its_visit(record: Any) -> tuple[Any, int | None]:
    return VisitTicket, record.visit_id


def _its_invoice_or_visit(record: Any) -> tuple[Any, int | None]:
    return (Invoice, record.invoice_id) if record.invoice_id else (VisitTicket, record.visit_id)


def _its_invoice(record: Any) -> tuple[Any, int | None]:
    return Invoice, record.invoice_id


def _its_customer(record: Any) -> tuple[Any, int | None]:
    return (type(record.customer), record.customer_id) if record.customer else (type(record), record.id)


_OPEN = {"flt_status": "OPEN"}
_PENDING = {"flt_status": "PENDING"}

PILES: Mapping[str, WorkQueue] = {
    "alerts": WorkQueue(N_("Teknisi belum datang"), "danger", EmergencyAlert, _OPEN, _alert, _its_visit, always=True),
    "drafts": WorkQueue(
        N_("Tiket belum dibuka"), "primary", VisitTicket, {"flt_status": "DRAFT"}, _visit, _itself, always=True
    ),
    "short_of_people": WorkQueue(
        N_("Kurang teknisi dalam 24 jam"), "warning", VisitTicket, _OPEN, _team, _itself, always=True
    ),
    "extensions": WorkQueue(
        N_("Permintaan tambah hari"), "warning", ExtensionRequest, _PENDING, _extension, _its_visit
    ),
    "attendances": WorkQueue(
        N_("Absensi perlu diperiksa"), "warning", Attendance, {"flt_status": "QUESTIONED"}, _attendance, _itself
    ),
    "conversations": WorkQueue(
        N_("Pelanggan menunggu CS"), "warning", WhatsAppContact, {}, _conversation, _its_customer
    ),
    "proofs": WorkQueue(N_("Bukti bayar diperiksa"), "primary", Payment, _PENDING, _payment, _its_invoice, always=True),
    "payment_reviews": WorkQueue(N_("Pembayaran tidak cocok"), "danger", PaymentReview, _OPEN, _review, _itself),
    "counter_entries": WorkQueue(
        N_("Pengembalian menunggu orang kedua"),
        "warning",
        CounterEntry,
        {"flt_status": "WAITING"},
        _counter_entry,
        _itself,
    ),
    "finished": WorkQueue(
        N_("Selesai, belum ditutup"), "primary", VisitTicket, {"flt_status": "DONE"}, _visit, _itself, always=True
    ),
    "rejected_invoices": WorkQueue(
        N_("Invoice ditolak sales"), "danger", Invoice, {"flt_status": "REVISION"}, _invoice, _itself
    ),
    "approvals": WorkQueue(
        N_("Invoice menunggu persetujuan"), "warning", Invoice, _PENDING, _invoice, _itself, always=True
    ),
    "overdue": WorkQueue(
        N_("Lewat jatuh tempo"), "danger", Invoice, {"flt_status": "SENT"}, _overdue, _itself, always=True
    ),
    "by_hand": WorkQueue(
        N_("Pesan dikirim manual"), "warning", Delivery, {"flt_status": "BY_HAND"}, _delivery, _itself
    ),
    "parked": WorkQueue(N_("Pesan gagal"), "danger", Delivery, {"flt_status": "PARKED"}, _delivery, _itself),
    "parked_promises": WorkQueue(
        N_("Pesan tidak dapat dialamatkan"), "danger", OutboxMessage, {"flt_status": "PARKED"}, _promise, _itself
    ),
    "undrawn_documents": WorkQueue(
        N_("Dokumen belum dapat dibuat"), "danger", Document, {}, _document, _its_invoice_or_visit
    ),
    "new_feedback": WorkQueue(
        N_("Saran & kritik baru"), "primary", Feedback, {"flt_status": "NEW"}, _feedback, _itself
    ),
    "new_support": WorkQueue(
        N_("Tiket dukungan baru"), "primary", SupportTicket, {"flt_status": "NEW"}, _support, _itself
    ),
    "failed_events": WorkQueue(
        N_("Kiriman masuk gagal diproses"), "danger", InboxEvent, {"flt_status": "FAILED"}, _event, _itself
    ),
}

_CS = (
    "alerts",
    "short_of_people",
    "extensions",
    "attendances",
    "conversations",
    "payment_reviews",
    "proofs",
    "counter_entries",
    "drafts",
    "finished",
    "rejected_invoices",
    "by_hand",
    "parked",
    "undrawn_documents",
    "overdue",
    "new_feedback",
    "new_support",
)
_OF_ROLE: Mapping[Role, tuple[str, ...]] = {
    Role.CS: _CS,
    Role.SALES: ("approvals", "overdue"),
    Role.PRODUCT: ("new_feedback",),
    Role.DEVELOPER: ("new_support",),
    Role.DEVOPS: ("new_support",),
    Role.ADMIN: ("failed_events", "parked_promises", "alerts", "approvals", *_CS[1:]),
}


def work_queues_of(role: Role) -> dict[str, WorkQueue]:
    """What waits for this role, most urgent first."""
    return {name: PILES[name] for name in _OF_ROLE.get(role, ())}
