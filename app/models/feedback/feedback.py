"""Suggestions and criticism, their entries, attachments and ratings of the handling."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, SmallInteger, String, Text, func
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.files.document import StoredFile
from app.models.visits.visit import Priority


class FeedbackKind(StrEnum):
    SUGGESTION = "SUGGESTION"
    CRITICISM = "CRITICISM"


class FeedbackStatus(StrEnum):
    NEW = "NEW"
    IN_REVIEW = "IN_REVIEW"
    FOLLOWED_UP = "FOLLOWED_UP"
    REJECTED = "REJECTED"


def _first_priority(context: Any) -> Priority:
    """Criticism comes before suggestions until somebody says otherwise."""
    kind = context.get_current_parameters()["kind"]
    return Priority.MEDIUM if kind == FeedbackKind.CRITICISM else Priority.LOW


class FeedbackCategory(Record):
    __tablename__ = "feedback_categories"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    active: Mapped[bool] = mapped_column(default=True)

    def __str__(self) -> str:
        return self.name


class Feedback(Record):
    """`body_html` is sanitised; `body_text` is the same without marks, for search and plain mail.

    An anonymous one names nobody: its sender comes back with a code of which only the SHA-256 is kept.
    """

    __tablename__ = "feedback"

    number: Mapped[str] = mapped_column(String(20), unique=True)  # SRN-2026-000123, KRT-2026-000045
    kind: Mapped[FeedbackKind] = one_of(FeedbackKind, "kind")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("feedback_categories.id"))
    subject: Mapped[str] = mapped_column(String(100))
    body_html: Mapped[str] = mapped_column(Text)
    body_text: Mapped[str] = mapped_column(Text)
    status: Mapped[FeedbackStatus] = one_of(FeedbackStatus, "status", default=FeedbackStatus.NEW)
    priority: Mapped[Priority] = one_of(Priority, "priority", default=_first_priority, server_default="LOW")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    anonymous: Mapped[bool] = mapped_column(default=False)
    code_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)

    reviewed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]  # followed up or rejected
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reject_reason: Mapped[str | None] = mapped_column(String(500))
    settled: Mapped[bool | None] = mapped_column()  # what its sender says of the outcome; None: nothing yet
    settled_at: Mapped[datetime | None] = mapped_column()
    handled_at: Mapped[datetime | None] = mapped_column()  # the mark "sudah ditindaklanjuti" of Laporan Pengguna
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    deleted_at: Mapped[datetime | None] = mapped_column()
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    delete_reason: Mapped[str | None] = mapped_column(String(300))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("feedback.id"), index=True)
    merged_at: Mapped[datetime | None]  # None for what was merged before the moment was kept
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # whom additions are reported to
    unread_at: Mapped[datetime | None] = mapped_column()  # the sender has added something staff have not reacted to
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
    search: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed("to_tsvector('indonesian', subject || ' ' || left(body_text, 20000))", persisted=True),
        deferred=True,
    )

    category: Mapped[FeedbackCategory | None] = relationship()
    author: Mapped[User | None] = relationship(foreign_keys=author_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    handled_by: Mapped[User | None] = relationship(foreign_keys=handled_by_id)
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    attachments: Mapped[list["FeedbackAttachment"]] = relationship(order_by="FeedbackAttachment.id")
    thread: Mapped[list["FeedbackEntry"]] = relationship(order_by="FeedbackEntry.id")

    __table_args__ = (
        CheckConstraint("NOT (anonymous AND author_id IS NOT NULL)", name="anonymous_names_nobody"),
        CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        CheckConstraint("(deleted_at IS NULL) = (delete_reason IS NULL)", name="deleted_with_reason"),
        Index("ix_feedback_search", search, postgresql_using="gin"),
        Index("ix_feedback_number_prefix", number, postgresql_ops={"number": "text_pattern_ops"}),
        Index("ix_feedback_status_id", status, "id"),
        Index("ix_feedback_status_rank", rank_of(status), "id"),
        Index("ix_feedback_kind_id", kind, "id"),
        Index("ix_feedback_category_id", category_id, "id"),
        Index("ix_feedback_author_id", author_id, "id"),
        Index("ix_feedback_waiting", "id", postgresql_where=handled_at.is_(None) & deleted_at.is_(None)),
        Index("ix_feedback_created_at_id", "created_at", "id"),
        Index("ix_feedback_updated_at", updated_at),
        Index("ix_feedback_deleted", "id", postgresql_where=deleted_at.is_not(None)),
        Index("ix_feedback_merged", "id", postgresql_where=merged_into_id.is_not(None)),
        Index("ix_feedback_unread", "id", postgresql_where=unread_at.is_not(None)),
        Index("ix_feedback_owner_id", owner_id, "id", postgresql_where=owner_id.is_not(None)),
    )

    @property
    def is_gone(self) -> bool:
        return self.deleted_at is not None or self.merged_into_id is not None

    def __str__(self) -> str:
        return self.number


class EntryKind(StrEnum):
    ANSWER = "ANSWER"  # public, by staff
    ADDITION = "ADDITION"  # by the sender
    NOTE = "NOTE"  # internal: never leaves the panel


ENTRY_LABELS: dict[EntryKind, Sentence] = {
    EntryKind.ANSWER: N_("Jawaban"),
    EntryKind.ADDITION: N_("Tambahan pengirim"),
    EntryKind.NOTE: N_("Catatan internal"),
}


class FeedbackEntry(Record):
    """One piece of the conversation under a feedback. `author_id` is empty for additions of an anonymous sender."""

    __tablename__ = "feedback_entries"

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), index=True)
    kind: Mapped[EntryKind] = one_of(EntryKind, "kind")
    body_html: Mapped[str] = mapped_column(Text)
    body_text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    author: Mapped[User | None] = relationship()

    __table_args__ = (CheckConstraint("kind = 'ADDITION' OR author_id IS NOT NULL", name="staff_signs"),)


class FeedbackMention(Record):
    """A note names somebody who should look at the item; `user_id` None: the product team. Waits until they react."""

    __tablename__ = "feedback_mentions"

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("feedback_entries.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    done_at: Mapped[datetime | None] = mapped_column()

    feedback: Mapped[Feedback] = relationship()
    entry: Mapped[FeedbackEntry] = relationship()

    __table_args__ = (Index("ix_feedback_mentions_waiting", user_id, "id", postgresql_where=done_at.is_(None)),)


class FeedbackAttachment(Record):
    """A picture drawn anew on arrival: no metadata, no name of the sender's."""

    __tablename__ = "feedback_attachments"

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))

    file: Mapped[StoredFile] = relationship()


class HandlingRating(Record):
    """How the sender found our handling, 1 to 5, once per feedback."""

    __tablename__ = "handling_ratings"

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), unique=True)
    stars: Mapped[int] = mapped_column(SmallInteger)
    comment: Mapped[str] = mapped_column(String(1000), default="")

    __table_args__ = (
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
        Index("ix_handling_ratings_created_at", "created_at"),
    )


FEEDBACK_KIND_LABELS = {FeedbackKind.SUGGESTION: N_("Saran"), FeedbackKind.CRITICISM: N_("Kritik")}

FORWARD_LABELS = {"BUG": N_("Laporan bug"), "SUPPORT": N_("Tiket dukungan")}
