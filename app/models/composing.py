"""What staff type in a composer: drafts, and answers that may still be taken back."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.accounts.user import User
from app.models.files.document import StoredFile


class ComposerKind(StrEnum):
    ANSWER = "ANSWER"  # leaves the panel
    NOTE = "NOTE"  # never does


class ComposerDraft(Record):
    """Typed and not sent: one for each person, record and composer. `thing`: the record's table.

    `refusal`: why the text, once sent, came back here.
    """

    __tablename__ = "composer_drafts"

    thing: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[ComposerKind] = one_of(ComposerKind, "kind")
    text: Mapped[str] = mapped_column(Text)
    refusal: Mapped[str] = mapped_column(Text, default="", server_default="")

    __table_args__ = (Index("uq_composer_drafts_one", user_id, thing, thing_id, "kind", unique=True),)


class HeldMessage(Record):
    """An answer that was sent and leaves at `leaves_at`; until then its author may take it back. Gone once it left."""

    __tablename__ = "held_messages"

    thing: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int] = mapped_column(BigInteger)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    seen: Mapped[int | None] = mapped_column(BigInteger)  # the last message of both sides that its author had read
    leaves_at: Mapped[datetime] = mapped_column(index=True)

    author: Mapped[User] = relationship()

    __table_args__ = (Index("ix_held_messages_thing", thing, thing_id),)


class ComposerFile(Record):
    """A file of a composer. Without `held_id` and `entry_id` it is in the draft; `held_id`: in an answer on its way.

    `entry_id`: what it was sent with, a row of the thing's conversation (an outbox event for an answer on WhatsApp).
    """

    __tablename__ = "composer_files"

    thing: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[ComposerKind] = one_of(ComposerKind, "kind")
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    held_id: Mapped[int | None] = mapped_column(ForeignKey("held_messages.id", ondelete="SET NULL"), index=True)
    entry_id: Mapped[int | None] = mapped_column(BigInteger)

    file: Mapped[StoredFile] = relationship()

    __table_args__ = (Index("ix_composer_files_thing", thing, thing_id),)


class RecordPresence(Record):
    """Somebody of staff has this record open: refreshed as their page asks for news, and as they type."""

    __tablename__ = "record_presences"

    thing: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)
    wrote_at: Mapped[datetime | None] = mapped_column()

    __table_args__ = (Index("uq_record_presences_one", thing, thing_id, user_id, unique=True),)


IN_DRAFT = and_(ComposerFile.held_id.is_(None), ComposerFile.entry_id.is_(None))  # in nobody's answer or note yet
