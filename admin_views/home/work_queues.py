"""How each work queue is named and linked, and which role sees which."""

from collections.abc import Mapping

from admin_views.home.help_queues import HELP_QUEUES
from admin_views.home.queue import WorkQueue
from admin_views.home.queue_lines import (
    alert_line,
    attendance_line,
    backup_alarm_line,
    complaint_line,
    conversation_line,
    counter_entry_line,
    delivery_line,
    document_line,
    event_line,
    extension_line,
    invoice_line,
    its_customer,
    its_invoice,
    its_invoice_or_visit,
    its_visit,
    itself,
    outbox_event_line,
    overdue_line,
    payment_line,
    rating_line,
    release_line,
    release_request_line,
    review_line,
    team_line,
    undrawn_line,
    visit_line,
)
from admin_views.home.report_queues import REPORT_QUEUES
from admin_views.home.support_queues import SUPPORT_QUEUES
from app.core.i18n import N_
from app.models.accounts.user import Role
from app.models.customers.customer import Customer
from app.models.files.document import Document
from app.models.files.undrawn_file import UndrawnFile
from app.models.finance.counter_entry import CounterEntry
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.finance.payment_review import PaymentReview
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.releases.backup import BackupAlarm
from app.models.releases.release import Release
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.models.visits.rating import VisitRating
from app.models.visits.visit import VisitTicket

_OPEN = {"flt_status": "OPEN"}
_PENDING = {"flt_status": "PENDING"}

QUEUES: Mapping[str, WorkQueue] = {
    "alerts": WorkQueue(
        N_("Teknisi belum datang"), "danger", EmergencyAlert, _OPEN, alert_line, its_visit, always=True
    ),
    "drafts": WorkQueue(
        N_("Tiket belum dibuka"), "primary", VisitTicket, {"flt_status": "DRAFT"}, visit_line, itself, always=True
    ),
    "complaints": WorkQueue(
        N_("Keluhan baru belum dijadwalkan"), "warning", Customer, {"flt_complaint": "1"}, complaint_line, itself
    ),
    "short_of_people": WorkQueue(
        N_("Kurang teknisi dalam 24 jam"), "warning", VisitTicket, _OPEN, team_line, itself, always=True
    ),
    "release_requests": WorkQueue(
        N_("Teknisi minta dilepas"), "warning", Assignment, {}, release_request_line, its_visit
    ),
    "extensions": WorkQueue(
        N_("Permintaan tambah hari"), "warning", ExtensionRequest, _PENDING, extension_line, its_visit
    ),
    "attendances": WorkQueue(
        N_("Absensi perlu diperiksa"), "warning", Attendance, {"flt_status": "QUESTIONED"}, attendance_line, itself
    ),
    "conversations": WorkQueue(
        N_("Pelanggan menunggu CS"), "warning", WhatsAppContact, {}, conversation_line, its_customer
    ),
    "proofs": WorkQueue(
        N_("Bukti bayar diperiksa"), "primary", Payment, _PENDING, payment_line, its_invoice, always=True
    ),
    "payment_reviews": WorkQueue(N_("Pembayaran tidak cocok"), "danger", PaymentReview, _OPEN, review_line, itself),
    "low_ratings": WorkQueue(N_("Penilaian rendah"), "danger", VisitRating, {"flt_status": "LOW"}, rating_line, itself),
    "counter_entries": WorkQueue(
        N_("Pengembalian menunggu orang kedua"),
        "warning",
        CounterEntry,
        {"flt_status": "WAITING"},
        counter_entry_line,
        itself,
    ),
    "finished": WorkQueue(
        N_("Selesai, belum ditutup"), "primary", VisitTicket, {"flt_status": "DONE"}, visit_line, itself, always=True
    ),
    "rejected_invoices": WorkQueue(
        N_("Invoice ditolak sales"), "danger", Invoice, {"flt_status": "REVISION"}, invoice_line, itself
    ),
    "approvals": WorkQueue(
        N_("Invoice menunggu persetujuan"), "warning", Invoice, _PENDING, invoice_line, itself, always=True
    ),
    "overdue": WorkQueue(
        N_("Lewat jatuh tempo"), "danger", Invoice, {"flt_status": "SENT"}, overdue_line, itself, always=True
    ),
    "by_hand": WorkQueue(
        N_("Pesan dikirim manual"), "warning", Delivery, {"flt_status": "BY_HAND"}, delivery_line, itself
    ),
    "parked": WorkQueue(N_("Pesan gagal"), "danger", Delivery, {"flt_status": "PARKED"}, delivery_line, itself),
    "parked_promises": WorkQueue(
        N_("Pesan tidak dapat dialamatkan"),
        "danger",
        OutboxMessage,
        {"flt_status": "PARKED"},
        outbox_event_line,
        itself,
    ),
    "undrawn_documents": WorkQueue(
        N_("Dokumen belum dapat dibuat"), "danger", Document, {}, document_line, its_invoice_or_visit
    ),
    **REPORT_QUEUES,
    **SUPPORT_QUEUES,
    **HELP_QUEUES,
    "watched_releases": WorkQueue(
        N_("Pengawasan rilis menunggu penilaian"), "warning", Release, {"flt_status": "LIVE"}, release_line, itself
    ),
    "undrawn_files": WorkQueue(N_("PDF belum dapat dibuat"), "danger", UndrawnFile, _OPEN, undrawn_line, itself),
    "backup_alarms": WorkQueue(N_("Gangguan cadangan"), "danger", BackupAlarm, _OPEN, backup_alarm_line, itself),
    "failed_events": WorkQueue(
        N_("Kiriman masuk gagal diproses"), "danger", InboxEvent, {"flt_status": "FAILED"}, event_line, itself
    ),
}

_SUPPORT = ("late_support", "unanswered_support", "low_rated_support", "new_support", "social_posts")
_HELP = ("forum_posts", "articles_in_review", "articles_to_check", "help_gaps")
_CS = (
    "alerts",
    "short_of_people",
    "complaints",
    "release_requests",
    "extensions",
    "attendances",
    "conversations",
    "payment_reviews",
    "low_ratings",
    "proofs",
    "counter_entries",
    "drafts",
    "finished",
    "rejected_invoices",
    "by_hand",
    "parked",
    "undrawn_documents",
    "undrawn_files",
    "overdue",
    "mentions",
    "feedback_additions",
    "new_feedback",
    *_SUPPORT,
    *_HELP,
)
_BUGS = ("new_bugs", "bug_additions", "confirmed_bugs", "bugs_in_test")
_OF_ROLE: Mapping[Role, tuple[str, ...]] = {
    Role.CS: _CS,
    Role.SALES: ("approvals", "overdue"),
    Role.PRODUCT: (
        "watched_releases",
        "mentions",
        "feedback_additions",
        "new_feedback",
        "feedback_in_review",
        "new_bugs",
        *_HELP,
        "undrawn_files",
    ),
    Role.DEVELOPER: ("watched_releases", "mentions", *_BUGS, *_SUPPORT, "undrawn_files"),
    Role.DEVOPS: ("security_support", "backup_alarms", "watched_releases", "undrawn_files", *_BUGS, *_SUPPORT),
    Role.SUPPORT: (*_SUPPORT, *_HELP, "undrawn_files"),
    Role.ADMIN: (
        "security_support",
        "failed_events",
        "backup_alarms",
        "watched_releases",
        "parked_promises",
        "alerts",
        "approvals",
        *_CS[1:],
        "bug_additions",
        "new_bugs",
    ),
}


def work_queues_of(role: Role) -> dict[str, WorkQueue]:
    """What waits for this role, most urgent first."""
    return {name: QUEUES[name] for name in _OF_ROLE.get(role, ())}
