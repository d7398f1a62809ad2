"""Support tickets: what somebody asks of us, from its arrival to the end that the customer confirms."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Computed, ForeignKey, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.customers.customer import Customer, Site
from app.models.feedback.feedback import Feedback
from app.models.messaging.contact import WhatsAppContact
from app.models.support.settings.team import SupportTeam
from app.models.visits.visit import Priority


class SupportStatus(StrEnum):
    NEW = "NEW"
    ASSIGNED = "ASSIGNED"
    IN_PROGRESS = "IN_PROGRESS"
    WAITING = "WAITING"  # for the customer
    DONE = "DONE"  # answered for good; the customer may confirm or write again
    CLOSED = "CLOSED"
    REJECTED = "REJECTED"


class TicketKind(StrEnum):
    QUESTION = "QUESTION"
    PROBLEM = "PROBLEM"
    REQUEST = "REQUEST"
    COMPLAINT = "COMPLAINT"
    SECURITY = "SECURITY"  # seen by SECURITY_READERS only


class Extent(StrEnum):
    """How many are hit: the rows of the priority table."""

    WIDE = "WIDE"
    LARGE = "LARGE"
    LIMITED = "LIMITED"
    SMALL = "SMALL"


class TicketSource(StrEnum):
    DESK = "DESK"
    FEEDBACK = "FEEDBACK"
    PORTAL = "PORTAL"
    WHATSAPP = "WHATSAPP"
    EMAIL = "EMAIL"
    API = "API"
    CHAT = "CHAT"
    FORUM = "FORUM"
    SOCIAL = "SOCIAL"  # a public post, or a message to our page


# what the team opens without anybody outside asking
OWN_SOURCES = frozenset({TicketSource.DESK, TicketSource.FEEDBACK, TicketSource.API})


class Ending(StrEnum):
    """How a closed ticket came to its end."""

    CONFIRMED = "CONFIRMED"  # by the customer
    UNCONFIRMED = "UNCONFIRMED"  # nobody answered for the agreed number of working days
    BY_DESK = "BY_DESK"
    MERGED = "MERGED"


class SupportTicket(Record):
    """One feedback leads to one ticket at most. Who asks is a customer, a member, a WhatsApp contact, or an address.

    `priority` is what the priority table says of impact and urgency unless staff have set `priority_override`.
    Rows of a merged ticket keep their place: readers follow `merged_into_id`.
    """

    __tablename__ = "support_tickets"

    number: Mapped[str] = mapped_column(String(20), unique=True)  # DKG-2026-000001
    subject: Mapped[str] = mapped_column(String(150))
    description: Mapped[str] = mapped_column(Text)
    status: Mapped[SupportStatus] = one_of(SupportStatus, "status", default=SupportStatus.NEW)
    kind: Mapped[TicketKind] = one_of(TicketKind, "kind", default=TicketKind.PROBLEM, server_default="PROBLEM")
    impact: Mapped[Extent] = one_of(Extent, "impact", default=Extent.LIMITED, server_default="LIMITED")
    urgency: Mapped[Priority] = one_of(Priority, "urgency", default=Priority.MEDIUM, server_default="MEDIUM")
    priority: Mapped[Priority] = one_of(Priority, "priority", default=Priority.MEDIUM, server_default="MEDIUM")
    priority_override: Mapped[Priority | None] = one_of(Priority, "priority_override", nullable=True)
    priority_reason: Mapped[str | None] = mapped_column(String(300))
    source: Mapped[TicketSource] = one_of(TicketSource, "source", default=TicketSource.DESK, server_default="DESK")
    fields: Mapped[dict[str, str]] = mapped_column(
        JSONB, default=dict, server_default=text("'{}'")
    )  # by SupportField.id
    tags: Mapped[list[str]] = mapped_column(ARRAY(String(40)), default=list, server_default="{}")
    team_id: Mapped[int | None] = mapped_column(ForeignKey("support_teams.id", ondelete="SET NULL"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    # who asks; attached by the server, never taken from what a form or a From header claims
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"))
    requester_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("whatsapp_contacts.id"))
    requester_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    requester_email: Mapped[str | None] = mapped_column(String(254))  # confirmed by its owner
    asked_email: Mapped[str | None] = mapped_column(String(254))  # typed by a visitor, not confirmed yet
    locale: Mapped[str] = one_of(["id", "en"], "locale", default="id", server_default="id")

    origin_feedback_id: Mapped[int | None] = mapped_column(ForeignKey("feedback.id"), unique=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    taken_at: Mapped[datetime | None] = mapped_column()
    ended_at: Mapped[datetime | None] = mapped_column()  # done or rejected
    outcome: Mapped[str] = mapped_column(String(2000), default="", server_default="")  # what was done, or why not
    unread_at: Mapped[datetime | None] = mapped_column()  # the customer has written what nobody has answered
    last_message_id: Mapped[int | None] = mapped_column(BigInteger)  # the newest one that both sides read
    wakes_at: Mapped[datetime | None] = mapped_column()  # put aside until then, or until the customer writes
    stays_asleep: Mapped[bool] = mapped_column(default=False, server_default="false")  # even when the customer writes
    slept_until: Mapped[datetime | None] = mapped_column()  # what a message has cut short, to be offered again
    reopened_from: Mapped[SupportStatus | None] = one_of(SupportStatus, "reopened_from", nullable=True)
    remind_at: Mapped[datetime | None] = mapped_column()  # half of the time to confirm
    close_at: Mapped[datetime | None] = mapped_column()  # the time to confirm is over
    closed_at: Mapped[datetime | None] = mapped_column()
    ending: Mapped[Ending | None] = one_of(Ending, "ending", nullable=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"))
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"))  # a closed one, written to again
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"))  # its first messages came there
    escalated_at: Mapped[datetime | None] = mapped_column()  # nobody had touched it for too long
    low_rated_at: Mapped[datetime | None] = mapped_column()  # until somebody has followed the low rating up
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
    search: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed("to_tsvector('indonesian', subject || ' ' || left(description, 20000))", persisted=True),
        deferred=True,
    )

    team: Mapped[SupportTeam | None] = relationship()
    assignee: Mapped[User | None] = relationship(foreign_keys=assignee_id)
    created_by: Mapped[User | None] = relationship(foreign_keys=created_by_id)
    requester: Mapped[User | None] = relationship(foreign_keys=requester_id)
    customer: Mapped[Customer | None] = relationship()
    site: Mapped[Site | None] = relationship()
    contact: Mapped[WhatsAppContact | None] = relationship()
    origin_feedback: Mapped[Feedback | None] = relationship()
    merged_into: Mapped["SupportTicket | None"] = relationship(
        remote_side="SupportTicket.id", foreign_keys=merged_into_id
    )
    clocks: Mapped[list[Any]] = relationship(
        "SupportClock", order_by="SupportClock.id", viewonly=True, back_populates="ticket"
    )
    follows: Mapped["SupportTicket | None"] = relationship(remote_side="SupportTicket.id", foreign_keys=follows_id)
    split_from: Mapped["SupportTicket | None"] = relationship(
        remote_side="SupportTicket.id", foreign_keys=split_from_id
    )

    __table_args__ = (
        CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        CheckConstraint("(ending IS NOT DISTINCT FROM 'MERGED') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint("(priority_override IS NULL) = (priority_reason IS NULL)", name="override_with_reason"),
        CheckConstraint("(status = 'CLOSED') = (ending IS NOT NULL)", name="closed_somehow"),
        Index("ix_support_tickets_search", search, postgresql_using="gin"),
        Index("ix_support_tickets_number_prefix", number, postgresql_ops={"number": "text_pattern_ops"}),
        Index("ix_support_tickets_status_id", status, "id"),
        Index("ix_support_tickets_status_rank", rank_of(status), "id"),
        Index("ix_support_tickets_priority_rank", rank_of(priority), "id"),
        Index("ix_support_tickets_priority_id", priority, "id"),
        Index("ix_support_tickets_kind_id", kind, "id"),
        Index("ix_support_tickets_assignee_id", assignee_id, "id"),
        Index("ix_support_tickets_customer_id", customer_id, "id"),
        Index("ix_support_tickets_requester_id", requester_id, "id"),
        Index("ix_support_tickets_contact_id", contact_id, "id"),
        Index("ix_support_tickets_created_at_id", "created_at", "id"),
        Index("ix_support_tickets_ended_at", ended_at, postgresql_where=ended_at.is_not(None)),
        Index(  # what reports ask of the tickets of a period, without reading them
            "ix_support_tickets_report", "id", postgresql_include=["kind", "ending", "source", "team_id", "assignee_id"]
        ),
        Index("ix_support_tickets_tags", tags, postgresql_using="gin"),
        Index(
            "ix_support_tickets_fields",
            fields,
            postgresql_using="gin",
            postgresql_ops={"fields": "jsonb_path_ops"},
            postgresql_where=text("fields <> '{}'"),
        ),
        Index("ix_support_tickets_merged_into_id", merged_into_id, postgresql_where=merged_into_id.is_not(None)),
        Index("ix_support_tickets_team_id", team_id, "id", postgresql_where=team_id.is_not(None)),
        Index("ix_support_tickets_split_from_id", split_from_id, postgresql_where=split_from_id.is_not(None)),
        Index("ix_support_tickets_follows_id", follows_id, postgresql_where=follows_id.is_not(None)),
        Index("ix_support_tickets_unread", "id", postgresql_where=unread_at.is_not(None)),
        Index(
            "ix_support_tickets_untouched",
            "updated_at",
            postgresql_where=status.in_(("NEW", "ASSIGNED", "IN_PROGRESS")),
        ),
        Index("ix_support_tickets_asked_email", asked_email, postgresql_where=asked_email.is_not(None)),
        Index("ix_support_tickets_low_rated", "id", postgresql_where=low_rated_at.is_not(None)),
        Index("ix_support_tickets_wakes_at", wakes_at, postgresql_where=wakes_at.is_not(None)),
        Index("ix_support_tickets_remind_at", remind_at, postgresql_where=remind_at.is_not(None)),
        Index("ix_support_tickets_close_at", close_at, postgresql_where=close_at.is_not(None)),
    )

    def __str__(self) -> str:
        return self.number

    @property
    def is_known(self) -> bool:
        """Somebody outside asked for it whom we know by account, customer, number or confirmed address."""
        return any((self.customer_id, self.requester_id, self.contact_id, self.requester_email))


KIND_LABELS = {
    TicketKind.QUESTION: N_("Pertanyaan"),
    TicketKind.PROBLEM: N_("Masalah"),
    TicketKind.REQUEST: N_("Permintaan"),
    TicketKind.COMPLAINT: N_("Keluhan"),
    TicketKind.SECURITY: N_("Keamanan"),
}
EXTENT_LABELS = {
    Extent.WIDE: N_("Luas: semua atau hampir semua"),
    Extent.LARGE: N_("Besar: satu bagian atau satu lokasi"),
    Extent.LIMITED: N_("Terbatas: beberapa orang"),
    Extent.SMALL: N_("Kecil: satu orang"),
}
SOURCE_LABELS = {
    TicketSource.DESK: N_("Dicatat tim"),
    TicketSource.FEEDBACK: N_("Masukan"),
    TicketSource.PORTAL: N_("Portal"),
    TicketSource.WHATSAPP: N_("WhatsApp"),
    TicketSource.EMAIL: N_("E-mail"),
    TicketSource.API: N_("API"),
    TicketSource.CHAT: N_("Obrolan"),
    TicketSource.FORUM: N_("Forum"),
    TicketSource.SOCIAL: N_("Media sosial"),
}
ENDING_LABELS = {
    Ending.CONFIRMED: N_("Dikonfirmasi pelanggan"),
    Ending.UNCONFIRMED: N_("Tanpa konfirmasi"),
    Ending.BY_DESK: N_("Ditutup tim"),
    Ending.MERGED: N_("Digabung"),
}
