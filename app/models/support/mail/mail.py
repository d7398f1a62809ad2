"""Mails of the support desk: what came of those that came in, how ours left, and which addresses take none."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record, one_of


class MailState(StrEnum):
    OPENED = "OPENED"  # a ticket
    THREADED = "THREADED"  # a message of a ticket
    HELD = "HELD"  # until somebody runs its inbound event again
    FILED = "FILED"  # kept, nothing follows from it; run again it becomes a ticket
    DROPPED = "DROPPED"  # one of our own that came back
    REPORTED = "REPORTED"  # says that one of ours did not arrive
    SENT = "SENT"  # ours


class SupportMail(Record):
    """`event_id` of the inbound event it came by; None: one of ours. `internet_id` is its Message-ID.

    `sender` is what From claims and proves nothing: it opens no account's data; `sender_domain` without its subdomains.
    """

    __tablename__ = "support_mails"

    event_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    internet_id: Mapped[str] = mapped_column(String(500), default="", server_default="")
    sender: Mapped[str] = mapped_column(String(254), default="", server_default="")
    sender_domain: Mapped[str] = mapped_column(String(254), default="", server_default="")
    sender_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    state: Mapped[MailState] = one_of(MailState, "state")
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("support_messages.id"))
    raw_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    quoted: Mapped[str] = mapped_column(Text, default="", server_default="")  # folded away
    other_sender: Mapped[bool] = mapped_column(default=False, server_default="false")  # takes no part in the ticket
    reopened: Mapped[bool] = mapped_column(default=False, server_default="false")
    acknowledged: Mapped[bool] = mapped_column(default=False, server_default="false")
    failed_at: Mapped[datetime | None] = mapped_column()  # ours did not arrive
    failure: Mapped[str] = mapped_column(String(300), default="", server_default="")

    __table_args__ = (
        CheckConstraint("(event_id IS NULL) = (state = 'SENT')", name="ours_or_theirs"),
        Index("ix_support_mails_internet_id", internet_id),
        Index("ix_support_mails_sender", sender, "created_at"),
        Index("ix_support_mails_sender_domain", sender_domain, "created_at"),
        Index("ix_support_mails_ticket_id", ticket_id, "id"),
        Index("ix_support_mails_message_id", message_id),
    )


class SupportAddress(Record):
    """An address at which mails of ours failed: for good at once, or softly several times within a week.

    Whoever writes to us from there takes mails again: its row goes.
    """

    __tablename__ = "support_addresses"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    soft_failures: Mapped[int] = mapped_column(default=0, server_default="0")
    soft_since: Mapped[datetime | None] = mapped_column()
    dead_at: Mapped[datetime | None] = mapped_column()
    reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
