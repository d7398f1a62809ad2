"""The transitions of bug reports."""

from app.core.errors import DomainError
from app.core.flow import Action, Ask, Condition, Flow, Transition, not_by
from app.core.i18n import N_
from app.models.accounts.user import DESK, TECHNICAL, Role
from app.models.feedback.bug import ENDED_BUGS, OPEN_BUGS, VISIBILITY_LABELS, BugReport, BugStatus
from app.models.feedback.feedback_flow import AlreadyOwner, NothingUnread
from app.models.visits.visit_status import PRIORITY_LABELS


class OwnReport(DomainError):
    """Nobody marks what they added themselves."""

    code = "own_report"
    sentence = N_("Ini laporan Anda sendiri. Biarkan rekan lain yang membacanya.")


_UNREAD = Condition(lambda _actor: BugReport.unread_at.is_not(None), NothingUnread)

_S = BugStatus
_TRIAGE = TECHNICAL | DESK | {Role.SUPPORT}
BY_TABLE = "AUTO"

BUG_FLOW = Flow(
    "bug",
    BugReport,
    BugStatus,
    {
        "confirm": Transition(
            {_S.NEW, _S.CANNOT_REPRODUCE},
            _S.CONFIRMED,
            by=_TRIAGE,
            label=N_("Konfirmasi"),
            tone="primary",
            asks=(
                Ask(
                    "reproduction",
                    N_("Bagaimana bug ini terulang?"),
                    "long_text",
                    max_length=5000,
                    hint=N_("Langkah, akun, dan perangkat yang dipakai."),
                ),
            ),
            fact="bug.confirmed",
        ),
        "start": Transition(
            {_S.CONFIRMED}, _S.IN_PROGRESS, by=TECHNICAL, label=N_("Kerjakan"), tone="primary", bulk=True
        ),
        "test": Transition(
            {_S.IN_PROGRESS}, _S.TESTING, by=TECHNICAL, label=N_("Serahkan untuk diuji"), tone="primary"
        ),
        "send_back": Transition(
            {_S.TESTING},
            _S.IN_PROGRESS,
            by=_TRIAGE,
            label=N_("Belum beres"),
            tone="warning",
            asks=(Ask("reason", N_("Apa yang masih salah?"), "long_text", max_length=2000),),
        ),
        "fix": Transition(
            {_S.TESTING},
            _S.FIXED,
            by=TECHNICAL,
            label=N_("Sudah diperbaiki"),
            tone="positive",
            asks=(Ask("version", N_("Diperbaiki di versi"), max_length=40),),
            fact="bug.fixed",
        ),
        "cannot_reproduce": Transition(
            {_S.NEW, _S.CONFIRMED},
            _S.CANNOT_REPRODUCE,
            by=_TRIAGE,
            decides=True,
            label=N_("Tidak dapat direproduksi"),
            tone="warning",
            asks=(Ask("reason", N_("Apa yang sudah dicoba?"), "long_text", hint=N_("Pelapor membacanya.")),),
        ),
        "mark_duplicate": Transition(
            {_S.NEW, _S.CONFIRMED, _S.CANNOT_REPRODUCE},
            _S.DUPLICATE,
            by=_TRIAGE,
            label=N_("Tandai duplikat"),
            asks=(Ask("original", N_("Nomor laporan yang pertama"), max_length=20, hint="BUG-2026-000123"),),
            fact="bug.duplicate",
        ),
        "reject": Transition(
            {_S.NEW, _S.CONFIRMED, _S.CANNOT_REPRODUCE},
            _S.REJECTED,
            by=_TRIAGE,
            decides=True,
            label=N_("Tolak"),
            tone="danger",
            asks=(Ask("reason", N_("Alasan untuk pelapor"), "long_text"),),
            fact="bug.rejected",
        ),
        "reopen": Transition(
            {_S.FIXED, _S.CANNOT_REPRODUCE, _S.DUPLICATE, _S.REJECTED},
            _S.NEW,
            by=_TRIAGE,
            label=N_("Buka kembali"),
            asks=(Ask("reason", N_("Alasan"), "long_text", hint=N_("Menjadi catatan internal.")),),
            fact="bug.reopened",
        ),
        "override_priority": Action(
            set(_S),
            by=_TRIAGE | {Role.PRODUCT},
            label=N_("Ubah prioritas"),
            asks=(
                Ask(
                    "priority",
                    N_("Prioritas"),
                    "choice",
                    choices=(*PRIORITY_LABELS.items(), (BY_TABLE, N_("Hitung otomatis"))),
                ),
                Ask("reason", N_("Alasan"), max_length=300),
            ),
        ),
        "set_visibility": Action(
            set(_S),
            by=_TRIAGE,
            label=N_("Internal atau eksternal"),
            asks=(
                Ask(
                    "visibility",
                    N_("Siapa yang melihat laporan ini?"),
                    "choice",
                    choices=tuple(VISIBILITY_LABELS.items()),
                    hint=N_("Laporan dari anggota selalu eksternal: pelapornya membacanya."),
                ),
            ),
        ),
        "take": Action(
            set(_S), by=_TRIAGE, when=(not_by(BugReport.owner_id, AlreadyOwner),), label=N_("Saya tangani"), bulk=True
        ),
        "mark_read": Action(
            set(_S),
            by=_TRIAGE | {Role.PRODUCT},
            when=(not_by(BugReport.reporter_id, OwnReport), _UNREAD),
            label=N_("Tandai sudah dibaca"),
            bulk=True,
        ),
        "answer": Action(
            set(_S),
            by=_TRIAGE,
            label=N_("Jawab pelapor"),
            asks=(Ask("text", N_("Jawaban"), "long_text", max_length=5000),),
        ),
        "note": Action(
            set(_S),
            by=_TRIAGE | {Role.PRODUCT},
            label=N_("Catatan internal"),
            asks=(Ask("text", N_("Catatan"), "long_text", max_length=5000),),
        ),
    },
    subject="bug_id",
    groupings=((OPEN_BUGS, ENDED_BUGS),),
    labels={
        _S.NEW: N_("Baru"),
        _S.CONFIRMED: N_("Dikonfirmasi"),
        _S.IN_PROGRESS: N_("Dikerjakan"),
        _S.TESTING: N_("Diuji"),
        _S.FIXED: N_("Diperbaiki"),
        _S.CANNOT_REPRODUCE: N_("Tidak dapat direproduksi"),
        _S.DUPLICATE: N_("Duplikat"),
        _S.REJECTED: N_("Ditolak"),
    },
    tones={
        _S.NEW: "warning",
        _S.CONFIRMED: "primary",
        _S.IN_PROGRESS: "warning",
        _S.TESTING: "warning",
        _S.FIXED: "positive",
        _S.CANNOT_REPRODUCE: "neutral",
        _S.DUPLICATE: "neutral",
        _S.REJECTED: "danger",
    },
    facts={"created": "bug.reported"},
)
