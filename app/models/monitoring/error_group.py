"""Errors of our own processes, grouped by what raised them and where."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.flow import Action, Ask, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import TECHNICAL
from app.models.feedback.bug import BugReport
from app.models.incidents.incident import Incident


class ErrorStatus(StrEnum):
    OPEN = "OPEN"
    RESOLVED = "RESOLVED"
    IGNORED = "IGNORED"


class ErrorGroup(Record):
    """One by fingerprint. `place`, `trace`, `route`, `request_id` and `release` are those of the latest occurrence.

    Personal data is masked before it comes here; values of variables and SQL parameters are never kept.
    """

    __tablename__ = "error_groups"

    fingerprint: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(120))  # the exception's class, or the logger of a line without one
    message: Mapped[str] = mapped_column(String(500), default="", server_default="")
    place: Mapped[str] = mapped_column(String(300), default="", server_default="")  # our last file, line and function
    trace: Mapped[str] = mapped_column(Text, default="", server_default="")
    part: Mapped[str] = mapped_column(String(60), default="", server_default="")  # web, or the job's name
    route: Mapped[str] = mapped_column(String(200), default="", server_default="")  # pattern, with its method
    request_id: Mapped[str] = mapped_column(String(40), default="", server_default="")
    first_release: Mapped[str] = mapped_column(String(40))
    release: Mapped[str] = mapped_column(String(40))
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column()
    count: Mapped[int] = mapped_column(BigInteger, default=1, server_default="1")
    status: Mapped[ErrorStatus] = one_of(ErrorStatus, "status", default=ErrorStatus.OPEN, server_default="OPEN")
    resolved_at: Mapped[datetime | None]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    bug_id: Mapped[int | None] = mapped_column(ForeignKey("bug_reports.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    incident: Mapped[Incident | None] = relationship()
    bug: Mapped[BugReport | None] = relationship()

    __table_args__ = (
        Index("ix_error_groups_status_id", "status", "id"),
        Index("ix_error_groups_status_rank", rank_of(status), "id"),
        Index("ix_error_groups_last_seen_at_id", last_seen_at, "id"),
    )

    def __str__(self) -> str:
        return self.kind


_S = ErrorStatus
ERROR_FLOW = Flow(
    "error",
    ErrorGroup,
    ErrorStatus,
    {
        "resolve": Transition(
            {_S.OPEN, _S.IGNORED},
            _S.RESOLVED,
            by=TECHNICAL,
            label=N_("Sudah diperbaiki"),
            tone="positive",
            bulk=True,
            fact="error.resolved",
        ),
        "ignore": Transition({_S.OPEN}, _S.IGNORED, by=TECHNICAL, label=N_("Abaikan"), bulk=True, fact="error.ignored"),
        "reopen": Transition({_S.RESOLVED, _S.IGNORED}, _S.OPEN, by=TECHNICAL, label=N_("Buka kembali")),
        "to_bug": Action(set(_S), by=TECHNICAL, label=N_("Jadikan laporan bug")),
        "to_incident": Action(
            set(_S),
            by=TECHNICAL,
            label=N_("Kaitkan ke insiden"),
            asks=(Ask("number", N_("Nomor insiden"), required=False, max_length=20, hint=N_("Kosong: insiden baru.")),),
        ),
        "come_back": Transition(
            {_S.RESOLVED}, _S.OPEN, by=frozenset(), label=N_("Terjadi lagi"), fact="error.came_back"
        ),
    },
    subject="error_id",
    labels={_S.OPEN: N_("Terbuka"), _S.RESOLVED: N_("Diperbaiki"), _S.IGNORED: N_("Diabaikan")},
    tones={_S.OPEN: "danger", _S.RESOLVED: "positive", _S.IGNORED: "neutral"},
    facts={"created": "error.appeared"},
)
