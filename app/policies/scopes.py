"""What a token may be made for: `<things>:read`, `:write` and one scope for each act, drawn from the flow tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.flow import Flow
from app.core.i18n import N_, Sentence
from app.models.accounts.api_token import TOKEN_FLOW
from app.models.accounts.user import DESK, EVERYONE, TECHNICAL, Role
from app.models.accounts.user_flow import USER_FLOW
from app.models.chat.chat import CHAT_FLOW
from app.models.customers.customer import CUSTOMER_FLOW
from app.models.feedback.bug_flow import BUG_FLOW
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from app.models.feedback.user_report import USER_REPORT_FLOW
from app.models.files.undrawn_file import UNDRAWN_FLOW
from app.models.finance.counter_entry import COUNTER_ENTRY_FLOW
from app.models.finance.invoice_flow import INVOICE_FLOW
from app.models.finance.payment import PAYMENT_FLOW
from app.models.finance.payment_review import PAYMENT_REVIEW_FLOW
from app.models.forum.forum_flow import FORUM_FLOW
from app.models.help.article_flow import ARTICLE_FLOW, EDITORS
from app.models.help.searches import GAP_FLOW
from app.models.incidents.incident_flow import INCIDENT_FLOW, READERS, RESPONDERS
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from app.models.messaging.inbox import INBOX_FLOW
from app.models.messaging.outbox import DELIVERY_FLOW, OUTBOX_EVENT_FLOW
from app.models.messaging.webhooks import WEBHOOK_FLOW
from app.models.monitoring.alarm import ALARM_FLOW
from app.models.monitoring.check import CHECK_FLOW
from app.models.monitoring.error_group import ERROR_FLOW
from app.models.on_call.swap import SWAP_FLOW
from app.models.releases.backup import BACKUP_ALARM_FLOW, KEEPERS
from app.models.releases.readiness import PLANNERS, RELEASE_ITEM_FLOW, TICKERS
from app.models.releases.release_flow import RELEASE_FLOW
from app.models.social.social_flow import SOCIAL_FLOW
from app.models.status.announcement import ANNOUNCEMENT_FLOW
from app.models.status.status_page import MAINTENANCE_FLOW
from app.models.support.settings.rules import RULE_FLOW
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.models.visits.attendance import ATTENDANCE_FLOW
from app.models.visits.fieldwork import ALERT_FLOW, EXTENSION_FLOW
from app.models.visits.rating import RATING_FLOW
from app.models.visits.visit import VISIT_FLOW

Roles = frozenset[Role]
NOBODY: Roles = frozenset()
TECHNICIANS: Roles = frozenset({Role.TECHNICIAN})
OFFICE: Roles = DESK | {Role.SALES}
TEAM: Roles = DESK | TECHNICAL
FEEDBACK_READERS: Roles = DESK | {Role.PRODUCT, Role.MANAGER, Role.DEVELOPER, Role.SUPPORT}  # of other people's, too
BUG_READERS: Roles = TEAM | {Role.PRODUCT, Role.MANAGER, Role.SUPPORT}


@dataclass(frozen=True)
class Thing:
    """What programs may do with one kind of record; `acts` are workflows that are no transitions."""

    name: str
    label: Sentence  # one of them, for people
    readers: Roles
    writers: Roles = NOBODY
    flow: Flow | None = None
    acts: Mapping[str, Roles] = field(default_factory=dict[str, Roles])

    def operations(self) -> dict[str, Roles]:
        """Which roles may read, write, and take each act and transition."""
        transitions = self.flow.transitions if self.flow else {}
        by = {
            name: frozenset(Role(role) for role in transition.by)
            for name, transition in transitions.items()
            if not transition.is_system
        }
        wide = {"read": self.readers, "write": self.writers}
        return {name: roles for name, roles in {**wide, **self.acts, **by}.items() if roles}

    def words_for(self, operation: str) -> Sentence:
        """What an operation is called."""
        transitions = self.flow.transitions if self.flow else {}
        return transitions[operation].label if operation in transitions else ACTS[operation]

    def scope(self, operation: str) -> str:
        return f"{self.name}:{operation}"


ACTS: dict[str, Sentence] = {
    "read": N_("Baca"),
    "write": N_("Buat dan ubah"),
    "claim": N_("Ambil tempat"),
    "leave_line": N_("Keluar dari antrean"),
    "check_in": N_("Check-in"),
    "check_out": N_("Check-out"),
    "add_photo": N_("Tambah foto pekerjaan"),
    "hand_over": N_("Buat BAST"),
    "add_evidence": N_("Kirim bukti"),
    "add_proof": N_("Unggah bukti pembayaran"),
    "set_email": N_("Ubah e-mail"),
    "set_phone": N_("Ubah nomor telepon"),
    "edit_admin": N_("Buat dan ubah akun admin"),
}
_ON_SITE: Mapping[str, Roles] = dict.fromkeys(
    ("claim", "leave_line", "check_in", "check_out", "add_photo", "hand_over"), TECHNICIANS
)

THINGS = {
    thing.name: thing
    for thing in (
        Thing("customers", N_("pelanggan"), OFFICE, DESK, CUSTOMER_FLOW),
        Thing("sites", N_("lokasi"), OFFICE, DESK),
        Thing(
            "visits",
            N_("tiket kunjungan"),
            OFFICE | TECHNICIANS,
            DESK,
            VISIT_FLOW,
            _ON_SITE,
        ),
        Thing("assignments", N_("penugasan"), OFFICE | TECHNICIANS),
        Thing("attendance", N_("absensi"), OFFICE | TECHNICIANS, flow=ATTENDANCE_FLOW),
        Thing("extensions", N_("permintaan Tambah Hari"), DESK | TECHNICIANS, TECHNICIANS, EXTENSION_FLOW),
        Thing("alerts", N_("peringatan ketidakhadiran"), DESK, flow=ALERT_FLOW),
        Thing("documents", N_("dokumen"), OFFICE | TECHNICIANS),
        Thing("invoices", N_("invoice"), OFFICE, DESK, INVOICE_FLOW, {"add_proof": DESK}),
        Thing("payments", N_("pembayaran"), DESK, flow=PAYMENT_FLOW),
        Thing("payment_reviews", N_("pembayaran yang diperiksa"), DESK, flow=PAYMENT_REVIEW_FLOW),
        Thing("counter_entries", N_("pengembalian dan pembatalan"), DESK, flow=COUNTER_ENTRY_FLOW),
        Thing("ratings", N_("penilaian"), OFFICE | {Role.MANAGER}, flow=RATING_FLOW),
        Thing(
            "users",
            N_("pengguna"),
            EVERYONE,
            DESK,
            USER_FLOW,
            {"set_email": DESK, "set_phone": DESK, "edit_admin": frozenset({Role.ADMIN})},
        ),
        Thing("deliveries", N_("pesan keluar"), DESK, flow=DELIVERY_FLOW),
        Thing("inbox", N_("pesan masuk"), DESK, flow=INBOX_FLOW),
        Thing("promises", N_("antrean pesan"), DESK, flow=OUTBOX_EVENT_FLOW),
        Thing("feedback", N_("masukan"), EVERYONE, EVERYONE, FEEDBACK_FLOW),
        Thing("bugs", N_("laporan bug"), EVERYONE, EVERYONE, BUG_FLOW),
        Thing("user_reports", N_("laporan pengguna"), BUG_READERS, flow=USER_REPORT_FLOW),
        Thing("support", N_("tiket dukungan"), SUPPORT_TEAM, SUPPORT_TEAM, SUPPORT_FLOW),
        Thing("support_measures", N_("ukuran dukungan"), SUPPORT_TEAM | {Role.MANAGER, Role.PRODUCT}),
        Thing("support_rules", N_("aturan pembagian tiket"), SUPPORT_TEAM, flow=RULE_FLOW),
        Thing("support_teams", N_("tim dukungan"), SUPPORT_TEAM),
        Thing("support_macros", N_("makro dukungan"), SUPPORT_TEAM),
        Thing("support_fields", N_("isian tiket"), SUPPORT_TEAM),
        Thing("support_mailboxes", N_("folder kotak surel"), DESK),
        Thing("forum_questions", N_("pertanyaan forum"), EVERYONE, EVERYONE),
        Thing("forum_posts", N_("kiriman forum"), EVERYONE, EVERYONE, FORUM_FLOW),
        Thing("social_posts", N_("kiriman media sosial"), SUPPORT_TEAM, flow=SOCIAL_FLOW),
        Thing("chats", N_("obrolan"), SUPPORT_TEAM, flow=CHAT_FLOW),
        Thing("articles", N_("artikel"), EVERYONE, EDITORS, ARTICLE_FLOW),
        Thing("help_gaps", N_("pencarian tanpa jawaban"), EDITORS, flow=GAP_FLOW),
        Thing("releases", N_("rilis"), TICKERS, flow=RELEASE_FLOW, acts={"add_evidence": PLANNERS}),
        Thing("release_items", N_("butir kesiapan"), TICKERS, flow=RELEASE_ITEM_FLOW),
        Thing("release_systems", N_("sistem yang dirilis"), TICKERS),
        Thing("rollout_commands", N_("perintah rilis"), TICKERS),
        Thing("rollout_samples", N_("putusan rilis"), TICKERS),
        Thing("release_validations", N_("pemeriksaan sebelum rilis"), TICKERS),
        Thing("freeze_windows", N_("masa beku"), TICKERS),
        Thing("backups", N_("cadangan"), KEEPERS),
        Thing("restore_drills", N_("uji pulih"), KEEPERS),
        Thing("backup_alarms", N_("gangguan cadangan"), KEEPERS, flow=BACKUP_ALARM_FLOW),
        Thing("undrawn_files", N_("PDF yang belum dapat dibuat"), EDITORS, flow=UNDRAWN_FLOW),
        Thing("hooks", N_("langganan webhook"), TECHNICAL, flow=WEBHOOK_FLOW),
        Thing("checks", N_("pemeriksaan"), TECHNICAL, flow=CHECK_FLOW),
        Thing("incidents", N_("insiden"), READERS, flow=INCIDENT_FLOW),
        Thing("incident_measures", N_("ukuran insiden"), READERS),
        Thing("on_call_swaps", N_("tukar jaga"), READERS, flow=SWAP_FLOW),
        Thing("announcements", N_("pengumuman"), RESPONDERS, flow=ANNOUNCEMENT_FLOW),
        Thing("maintenances", N_("pemeliharaan"), TECHNICAL, flow=MAINTENANCE_FLOW),
        Thing("maintenance_records", N_("catatan pemeliharaan"), TECHNICAL, flow=MAINTENANCE_RECORD_FLOW),
        Thing("alarms", N_("alarm"), TECHNICAL, flow=ALARM_FLOW),
        Thing("errors", N_("galat"), TECHNICAL, flow=ERROR_FLOW),
        Thing("tokens", N_("token"), EVERYONE, flow=TOKEN_FLOW),
    )
}


def scopes_of(role: Role) -> dict[str, list[str]]:
    """By thing: every scope somebody of this role could use, in the tables' order."""
    found = {
        thing.name: [thing.scope(name) for name, roles in thing.operations().items() if role in roles]
        for thing in THINGS.values()
    }
    return {name: scopes for name, scopes in found.items() if scopes}


def choices_of(role: Role) -> list[tuple[Sentence, list[tuple[str, Sentence]]]]:
    """The same for a form: what it is about, and each scope with its words."""
    return [
        (THINGS[name].label, [(scope, THINGS[name].words_for(scope.partition(":")[2])) for scope in scopes])
        for name, scopes in scopes_of(role).items()
    ]


def all_scopes_of(role: Role) -> list[str]:
    return [scope for scopes in scopes_of(role).values() for scope in scopes]
