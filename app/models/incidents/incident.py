"""Incidents, what was done and said about them, and what was learned."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.i18n import N_, Lazy, in_own_language
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.incidents.cause import IncidentCause
from app.models.maintenance.record import MaintenanceRecord
from app.models.monitoring.alarm import Severity
from app.models.releases.release import Release
from app.models.status.status_page import ComponentState
from app.models.support.ticket import SupportTicket


class IncidentStatus(StrEnum):
    DETECTED = "DETECTED"
    INVESTIGATING = "INVESTIGATING"
    IDENTIFIED = "IDENTIFIED"
    MONITORING = "MONITORING"
    RESOLVED = "RESOLVED"


WORKED_ON = frozenset({IncidentStatus.DETECTED, IncidentStatus.INVESTIGATING, IncidentStatus.IDENTIFIED})
WATCHED = frozenset({IncidentStatus.MONITORING})
ENDED = frozenset({IncidentStatus.RESOLVED})


class IncidentKind(StrEnum):
    OPERATIONAL = "OPERATIONAL"
    SECURITY = "SECURITY"  # seen by admins and by those who work on it


class Incident(Record):
    """Two clocks: `impact_started_at` may be earlier than `declared_at`. `quiet_since`: its last alarm ended."""

    __tablename__ = "incidents"

    number: Mapped[str] = mapped_column(String(20), unique=True)  # INS-2026-000001
    title: Mapped[str] = mapped_column(String(150))
    title_en: Mapped[str] = mapped_column(String(150), default="", server_default="")  # for English readers outside
    description: Mapped[str] = mapped_column(Text, default="", server_default="")
    description_en: Mapped[str] = mapped_column(Text, default="", server_default="")  # of our own alarms
    kind: Mapped[IncidentKind] = one_of(IncidentKind, "kind", default=IncidentKind.OPERATIONAL)
    severity: Mapped[Severity] = one_of(Severity, "severity", default=Severity.SEV3)
    status: Mapped[IncidentStatus] = one_of(IncidentStatus, "status", default=IncidentStatus.DETECTED)
    component: Mapped[str] = mapped_column(String(80), default="", server_default="")
    impact_started_at: Mapped[datetime]
    declared_at: Mapped[datetime] = mapped_column()
    acknowledged_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None] = mapped_column()
    impact_ended_at: Mapped[datetime | None]
    quiet_since: Mapped[datetime | None]
    notice_due_at: Mapped[datetime | None]  # personal data is concerned: 3 × 24 hours from the moment it was known
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("incident_causes.id"))
    notice_given_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    commander_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    communicator_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    scribe_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))  # the same alarm, some time before
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    cause: Mapped[IncidentCause | None] = relationship()
    commander: Mapped[User | None] = relationship(foreign_keys=commander_id)
    communicator: Mapped[User | None] = relationship(foreign_keys=communicator_id)
    scribe: Mapped[User | None] = relationship(foreign_keys=scribe_id)
    created_by: Mapped[User | None] = relationship(foreign_keys=created_by_id)

    __table_args__ = (
        CheckConstraint("impact_ended_at IS NULL OR impact_ended_at >= impact_started_at", name="impact"),
        CheckConstraint("notice_given_at IS NULL OR notice_due_at IS NOT NULL", name="notice"),
        CheckConstraint("(status = 'RESOLVED') = (resolved_at IS NOT NULL)", name="resolved"),
        Index("ix_incidents_status_id", "status", "id"),
        Index("ix_incidents_severity_id", "severity", "id"),
        Index("ix_incidents_declared_at_id", declared_at, "id"),
        Index("ix_incidents_number_prefix", number, postgresql_ops={"number": "text_pattern_ops"}),
    )

    def __str__(self) -> str:
        return self.number

    @property
    def shown_title(self) -> str:
        return in_own_language(self.title, self.title_en)

    @property
    def title_outside(self) -> Lazy:
        """What leaves the panel, for whoever reads it: of a security incident its number only."""
        return N_("Insiden terbatas") if self.is_restricted else Lazy(lambda: self.shown_title)

    @property
    def is_restricted(self) -> bool:
        return self.kind == IncidentKind.SECURITY


Index("ix_incidents_status_rank", rank_of(Incident.status), Incident.id)


class EntryKind(StrEnum):
    EVENT = "EVENT"  # written by itself
    NOTE = "NOTE"
    PUBLIC = "PUBLIC"  # what customers read


class IncidentEntry(Record):
    """A line of the timeline. `happened_at` earlier than `created_at`: added afterwards, and marked so."""

    __tablename__ = "incident_entries"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    kind: Mapped[EntryKind] = one_of(EntryKind, "kind")
    happened_at: Mapped[datetime] = mapped_column()
    text: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    status: Mapped[IncidentStatus] = one_of(IncidentStatus, "status")  # of the incident at that moment
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    edited_at: Mapped[datetime | None]  # public news whose words were corrected: the ones before are kept
    # public news of an incident of a component: what the status page showed of it before and with this news
    state_before: Mapped[ComponentState | None] = one_of(ComponentState, "state_before", nullable=True)
    state_after: Mapped[ComponentState | None] = one_of(ComponentState, "state_after", nullable=True)

    author: Mapped[User | None] = relationship()

    __table_args__ = (Index("ix_incident_entries_incident_id_happened_at", incident_id, happened_at),)


class IncidentEntryVersion(Record):
    """Words of public news until somebody corrected them, at `created_at`."""

    __tablename__ = "incident_entry_versions"

    entry_id: Mapped[int] = mapped_column(ForeignKey("incident_entries.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    corrected_by: Mapped[User | None] = relationship()


class IncidentReport(Record):
    """A bug report or support ticket that tells of the incident."""

    __tablename__ = "incident_reports"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    bug_id: Mapped[int | None] = mapped_column(ForeignKey("bug_reports.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"))

    __table_args__ = (
        CheckConstraint("num_nonnulls(bug_id, ticket_id) = 1", name="one_of_both"),
        UniqueConstraint(incident_id, bug_id),
        UniqueConstraint(incident_id, ticket_id),
    )


class IncidentEcho(Record):
    """A visitor of the status page has the same trouble: one for each of them and hour, known by a keyed hash."""

    __tablename__ = "incident_echoes"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    hour: Mapped[datetime]
    visitor_sha256: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint(incident_id, "hour", visitor_sha256),)


class PostMortem(Record):
    """One for an incident; required of SEV1 and SEV2 within five working days."""

    __tablename__ = "post_mortems"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), unique=True)
    summary: Mapped[str] = mapped_column(Text, default="", server_default="")
    root_cause: Mapped[str] = mapped_column(Text, default="", server_default="")
    went_well: Mapped[str] = mapped_column(Text, default="", server_default="")
    due_date: Mapped[date]
    published_at: Mapped[datetime | None] = mapped_column()  # inside: when it was first written
    public_entry_id: Mapped[int | None] = mapped_column(ForeignKey("incident_entries.id"))  # on the status page
    reminded_at: Mapped[datetime | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class ActionItem(Record):
    """What shall not happen again, as work of one person with a day."""

    __tablename__ = "action_items"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)
    title: Mapped[str] = mapped_column(String(150))
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    due_date: Mapped[date] = mapped_column()
    done_at: Mapped[datetime | None] = mapped_column()
    reminded_at: Mapped[datetime | None]
    bug_id: Mapped[int | None] = mapped_column(ForeignKey("bug_reports.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"))
    release_id: Mapped[int | None] = mapped_column(ForeignKey("releases.id"))
    maintenance_id: Mapped[int | None] = mapped_column(ForeignKey("maintenance_records.id"))

    owner: Mapped[User] = relationship()
    bug: Mapped[BugReport | None] = relationship()
    ticket: Mapped[SupportTicket | None] = relationship()
    release: Mapped[Release | None] = relationship()
    maintenance: Mapped[MaintenanceRecord | None] = relationship()

    __table_args__ = (Index("ix_action_items_open", due_date, postgresql_where=done_at.is_(None)),)


KIND_LABELS = {IncidentKind.OPERATIONAL: N_("Operasional"), IncidentKind.SECURITY: N_("Keamanan, terbatas")}
SEVERITY_LABELS = {
    Severity.SEV1: N_("SEV1, semua terhenti"),
    Severity.SEV2: N_("SEV2, fungsi penting terhenti"),
    Severity.SEV3: N_("SEV3, sebagian terganggu"),
    Severity.SEV4: N_("SEV4, ringan"),
}
