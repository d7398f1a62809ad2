"""The transitions of support tickets."""

from app.core.flow import Action, Ask, Flow, Transition, not_by
from app.core.i18n import N_
from app.models.support.actions.collaboration import TOGETHER
from app.models.support.actions.in_public import IN_PUBLIC
from app.models.support.actions.incident import TO_INCIDENT
from app.models.support.actions.scheduling import LATER
from app.models.support.actions.thanks import THANKS
from app.models.support.settings.state_names import renamed
from app.models.support.ticket import SupportStatus, SupportTicket
from app.models.support.ticket_steps import (
    ENDED,
    KIND_AND_IMPACT,
    LONGEST_MESSAGE,
    MERGED,
    NOT_MERGED,
    OPEN,
    PAUSING,
    PERSON,
    PRIORITY,
    REASON,
    RESOLVED,
    SEEN,
    SUPPORT_TEAM,
    TARGET,
    TEXT,
    UNTAKEN,
    AlreadyYours,
)

_S = SupportStatus

# until the panel gives them other names (state_names.py)
BUILT_IN_LABELS = {
    _S.NEW: N_("Baru"),
    _S.ASSIGNED: N_("Ditugaskan"),
    _S.IN_PROGRESS: N_("Dikerjakan"),
    _S.WAITING: N_("Menunggu pelanggan"),
    _S.DONE: N_("Terselesaikan"),
    _S.CLOSED: N_("Ditutup"),
    _S.REJECTED: N_("Ditolak"),
}
# what the customer reads
BUILT_IN_SHOWN = {
    _S.NEW: N_("Diterima"),
    _S.ASSIGNED: N_("Diterima"),
    _S.IN_PROGRESS: N_("Dikerjakan"),
    _S.WAITING: N_("Menunggu jawaban Anda"),
    _S.DONE: N_("Selesai, menunggu konfirmasi Anda"),
    _S.CLOSED: N_("Selesai"),
    _S.REJECTED: N_("Tidak dapat kami kerjakan"),
}

SUPPORT_FLOW = Flow(
    "support",
    SupportTicket,
    SupportStatus,
    {
        "take": Transition(
            UNTAKEN,
            _S.IN_PROGRESS,
            by=SUPPORT_TEAM,
            label=N_("Kerjakan"),
            tone="primary",
            bulk=True,
            fact="ticket.taken",
        ),
        "answer": Transition(
            OPEN,
            _S.IN_PROGRESS,
            by=SUPPORT_TEAM,
            label=N_("Balas"),
            tone="primary",
            asks=(TEXT, SEEN),
            fact="ticket.answered",
        ),
        "answer_and_wait": Transition(
            OPEN,
            _S.WAITING,
            by=SUPPORT_TEAM,
            label=N_("Balas dan tunggu pelanggan"),
            asks=(TEXT, SEEN),
            fact="ticket.answered",
        ),
        "note": Action(
            set(_S),
            by=SUPPORT_TEAM,
            label=N_("Catatan internal"),
            asks=(Ask("text", N_("Catatan"), "long_text", max_length=LONGEST_MESSAGE),),
        ),
        "finish": Transition(
            OPEN,
            _S.DONE,
            by=SUPPORT_TEAM,
            label=N_("Selesaikan"),
            tone="positive",
            asks=(
                Ask(
                    "outcome",
                    N_("Apa yang sudah dikerjakan"),
                    "long_text",
                    max_length=2000,
                    hint=N_("Pelanggan membacanya."),
                ),
                SEEN,
            ),
            fact="ticket.resolved",
        ),
        "assign": Transition(
            UNTAKEN, _S.ASSIGNED, by=SUPPORT_TEAM, label=N_("Tugaskan"), asks=(PERSON,), fact="ticket.assigned"
        ),
        "hand_over": Action(
            {_S.IN_PROGRESS, _S.WAITING},
            by=SUPPORT_TEAM,
            label=N_("Oper ke petugas lain"),
            asks=(PERSON,),
            fact="ticket.assigned",
        ),
        "take_over": Action(
            {_S.IN_PROGRESS, _S.WAITING},
            by=SUPPORT_TEAM,
            label=N_("Ambil alih"),
            bulk=True,
            when=(not_by(SupportTicket.assignee_id, AlreadyYours),),
            fact="ticket.assigned",
        ),
        "wait": Transition(
            UNTAKEN | {_S.IN_PROGRESS},
            _S.WAITING,
            by=SUPPORT_TEAM,
            label=N_("Tunggu pelanggan"),
            bulk=True,
            fact="ticket.waiting",
        ),
        "resume": Transition({_S.WAITING}, _S.IN_PROGRESS, by=SUPPORT_TEAM, label=N_("Lanjutkan"), bulk=True),
        **THANKS,
        "classify": Action(
            set(_S) - ENDED,
            by=SUPPORT_TEAM,
            label=N_("Jenis dan dampak"),
            asks=KIND_AND_IMPACT,
        ),
        "override_priority": Action(
            set(_S) - ENDED,
            by=SUPPORT_TEAM,
            label=N_("Ubah prioritas"),
            asks=PRIORITY,
            fact="ticket.priority_changed",
        ),
        "tag": Action(
            set(_S),
            by=SUPPORT_TEAM,
            label=N_("Tag"),
            asks=(Ask("tags", N_("Tag, dipisah koma"), required=False, max_length=400),),
        ),
        **LATER,
        **IN_PUBLIC,
        **TO_INCIDENT,
        "merge": Transition(
            OPEN | RESOLVED,
            _S.CLOSED,
            by=SUPPORT_TEAM,
            label=N_("Gabungkan"),
            tone="warning",
            asks=TARGET,
            when=(NOT_MERGED,),
            fact="ticket.merged",
        ),
        "unmerge": Transition(
            {_S.CLOSED},
            _S.IN_PROGRESS,
            by=SUPPORT_TEAM,
            label=N_("Batalkan penggabungan"),
            when=(MERGED,),
            fact="ticket.unmerged",
        ),
        "reject": Transition(
            OPEN,
            _S.REJECTED,
            by=SUPPORT_TEAM,
            label=N_("Tolak"),
            tone="warning",
            asks=(REASON, SEEN),
            fact="ticket.rejected",
        ),
        "close": Transition(
            RESOLVED, _S.CLOSED, by=SUPPORT_TEAM, label=N_("Tutup"), asks=(REASON,), fact="ticket.closed"
        ),
        "reopen": Transition(
            RESOLVED | ENDED,
            _S.IN_PROGRESS,
            by=SUPPORT_TEAM,
            label=N_("Buka kembali"),
            bulk=True,
            when=(NOT_MERGED,),
            fact="ticket.reopened",
        ),
        **TOGETHER,
        # what the customer does on their page or through their channel, and what the schedule does
        "hear": Transition(
            PAUSING | ENDED, _S.IN_PROGRESS, by=frozenset(), label=N_("Pelanggan menulis"), fact="ticket.replied"
        ),
        "dispute": Transition(
            RESOLVED, _S.IN_PROGRESS, by=frozenset(), label=N_("Pelanggan: belum beres"), fact="ticket.reopened"
        ),
        "confirm": Transition(
            RESOLVED, _S.CLOSED, by=frozenset(), label=N_("Pelanggan: sudah beres"), fact="ticket.closed"
        ),
        "expire": Transition(
            RESOLVED, _S.CLOSED, by=frozenset(), label=N_("Ditutup tanpa konfirmasi"), fact="ticket.closed"
        ),
    },
    subject="ticket_id",
    labels=renamed("name", BUILT_IN_LABELS),
    tones={
        _S.NEW: "warning",
        _S.ASSIGNED: "warning",
        _S.IN_PROGRESS: "primary",
        _S.WAITING: "neutral",
        _S.DONE: "positive",
        _S.CLOSED: "neutral",
        _S.REJECTED: "danger",
    },
    groupings=((UNTAKEN, {_S.IN_PROGRESS}, {_S.WAITING}, RESOLVED, ENDED),),
    facts={
        "created": "ticket.opened",
        "customer_wrote": "ticket.replied",
        "breached": "ticket.breached",
        "rated": "ticket.rated",
        "forgotten": "ticket.forgotten",
        "due_moved": "ticket.due_moved",
    },
    content=("last_message_id",),
)

CUSTOMER_LABELS = renamed("shown_name", BUILT_IN_SHOWN)
