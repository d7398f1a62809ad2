"""What is said in a support ticket, the files that came with it, and how content its customer was."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.accounts.user import User
from app.models.files.document import StoredFile
from app.models.support.mail.mail import SupportMail


class MessageKind(StrEnum):
    CUSTOMER = "CUSTOMER"
    ANSWER = "ANSWER"  # by a person of ours; the customer reads it
    NOTE = "NOTE"  # internal: never leaves the panel
    AUTOMATIC = "AUTOMATIC"  # by a machine of theirs: starts and stops no clock, and is never shown to the customer


PUBLIC = frozenset({MessageKind.CUSTOMER, MessageKind.ANSWER})
INTERNAL = frozenset(MessageKind) - PUBLIC


class SupportMessage(Record):
    """Plain text with line breaks, never changed. `author_id` None: the customer, by their link or their channel."""

    __tablename__ = "support_messages"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id"))
    kind: Mapped[MessageKind] = one_of(MessageKind, "kind")
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    author: Mapped[User | None] = relationship()
    attachments: Mapped[list["SupportAttachment"]] = relationship(order_by="SupportAttachment.id")
    mail: Mapped[SupportMail | None] = relationship(viewonly=True)  # it came or left by

    __table_args__ = (Index("ix_support_messages_ticket_id", ticket_id, "id"),)


class SupportAttachment(Record):
    __tablename__ = "support_attachments"

    message_id: Mapped[int] = mapped_column(ForeignKey("support_messages.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))
    name: Mapped[str] = mapped_column(String(200), default="", server_default="")

    file: Mapped[StoredFile] = relationship()


class SupportSurvey(Record):
    """How content the customer is with one resolution; a new one for each. Without `score` nobody has answered."""

    __tablename__ = "support_surveys"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id", ondelete="CASCADE"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)  # who resolved it
    score: Mapped[int | None] = mapped_column(SmallInteger)
    comment: Mapped[str] = mapped_column(Text, default="", server_default="")
    rated_at: Mapped[datetime | None] = mapped_column()
    remind_at: Mapped[datetime | None] = mapped_column()

    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        CheckConstraint("(score IS NULL) = (rated_at IS NULL)", name="rated"),
        Index("ix_support_surveys_created_at", "created_at"),
        Index("ix_support_surveys_remind_at", remind_at, postgresql_where=remind_at.is_not(None)),
        Index("ix_support_surveys_rated_at", rated_at, postgresql_where=rated_at.is_not(None)),
    )
