"""The statuses and priorities of visits, their groups, labels and tones."""

from enum import StrEnum

from app.core.flow import Tone
from app.core.i18n import N_, Sentence


class VisitStatus(StrEnum):
    DRAFT = "DRAFT"
    OPEN = "OPEN"
    ASSIGNED = "ASSIGNED"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"


class Priority(StrEnum):
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    CRITICAL = "CRITICAL"


PRIORITY_LABELS = {
    Priority.CRITICAL: N_("Kritis"),
    Priority.HIGH: N_("Tinggi"),
    Priority.MEDIUM: N_("Sedang"),
    Priority.LOW: N_("Rendah"),
}

PRIORITY_TONES: dict[Priority, Tone] = {
    Priority.CRITICAL: "danger",
    Priority.HIGH: "warning",
    Priority.MEDIUM: "neutral",
    Priority.LOW: "neutral",
}

_S = VisitStatus
DRAFTED = frozenset({_S.DRAFT})
ACTIVE = frozenset({_S.OPEN, _S.ASSIGNED, _S.IN_PROGRESS})  # published and not yet finished
FINISHED = frozenset({_S.DONE, _S.CLOSED})
DROPPED = frozenset({_S.CANCELLED})
UPCOMING = frozenset({_S.DRAFT, _S.OPEN, _S.ASSIGNED})
RUNNING = frozenset({_S.IN_PROGRESS})  # on the board and the team's phones past its planned end, too
ENDED = FINISHED | DROPPED
UNFILLED = frozenset({_S.DRAFT, _S.OPEN})  # before all places are taken
CLAIMABLE = frozenset({_S.OPEN, _S.IN_PROGRESS})  # a free place may be taken

VISIT_LABELS: dict[StrEnum, Sentence] = {
    _S.DRAFT: N_("Draf"),
    _S.OPEN: N_("Terbuka"),
    _S.ASSIGNED: N_("Ditugaskan"),
    _S.IN_PROGRESS: N_("Dikerjakan"),
    _S.DONE: N_("Selesai"),
    _S.CLOSED: N_("Ditutup"),
    _S.CANCELLED: N_("Dibatalkan"),
}
VISIT_TONES: dict[StrEnum, Tone] = {
    _S.DRAFT: "neutral",
    _S.OPEN: "primary",
    _S.ASSIGNED: "primary",
    _S.IN_PROGRESS: "warning",
    _S.DONE: "positive",
    _S.CLOSED: "neutral",
    _S.CANCELLED: "neutral",
}
