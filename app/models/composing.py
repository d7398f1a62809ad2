"""What staff type in a composer: drafts, and answers that may still be taken back."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.accounts.user import User


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
    leaves_at: Mapped[datetime] = mapped_column(index=True)

    author: Mapped[User] = relationship()

    __table_args__ = (Index("ix_held_messages_thing", thing, thing_id),)
