"""What stands around a ticket: who follows it, what it is about, and how long people worked on it."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record
from app.models.accounts.user import User


class SupportFollower(Record):
    """Told of what the customer writes, whoever owns the ticket."""

    __tablename__ = "support_followers"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

    __table_args__ = (
        Index("uq_support_followers_ticket_id_user_id", ticket_id, user_id, unique=True),
        Index("ix_support_followers_user_id", user_id, ticket_id),
    )


class SupportLink(Record):
    """A ticket is about this bug, visit, invoice or release; incidents have `incident_reports`."""

    __tablename__ = "support_links"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id", ondelete="CASCADE"))
    bug_id: Mapped[int | None] = mapped_column(ForeignKey("bug_reports.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit_tickets.id"))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoices.id"))
    release_id: Mapped[int | None] = mapped_column(ForeignKey("releases.id"))

    __table_args__ = (
        CheckConstraint("num_nonnulls(bug_id, visit_id, invoice_id, release_id) = 1", name="one_target"),
        Index("uq_support_links_bug_id", bug_id, ticket_id, unique=True),
        Index("uq_support_links_visit_id", visit_id, ticket_id, unique=True),
        Index("uq_support_links_invoice_id", invoice_id, ticket_id, unique=True),
        Index("uq_support_links_release_id", release_id, ticket_id, unique=True),
        Index("ix_support_links_ticket_id", ticket_id),
    )


class SupportTimeEntry(Record):
    """Minutes that somebody worked on a ticket."""

    __tablename__ = "support_time_entries"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    minutes: Mapped[int] = mapped_column(SmallInteger)
    about: Mapped[str] = mapped_column(String(200), default="", server_default="")

    user: Mapped[User] = relationship()

    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
        Index("ix_support_time_entries_ticket_id", ticket_id, "id"),
        Index("ix_support_time_entries_user_id", user_id, "id"),
    )
