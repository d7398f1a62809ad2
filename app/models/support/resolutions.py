"""What each resolution of a ticket took; the figures of the desk are counted from these rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record


class SupportResolution(Record):
    """A row each time a ticket is finished. `reopened_at`: it did not last.

    `worked_s`: working seconds of the resolution's clock so far; None where nothing was promised.
    `first_contact`: the answer that finished it was the only one, and its first resolution.
    """

    __tablename__ = "support_resolutions"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("support_tickets.id", ondelete="CASCADE"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    resolved_at: Mapped[datetime] = mapped_column()
    worked_s: Mapped[int | None] = mapped_column()
    first_contact: Mapped[bool] = mapped_column(default=False, server_default="false")
    reopened_at: Mapped[datetime | None] = mapped_column()

    __table_args__ = (
        CheckConstraint("worked_s >= 0", name="worked"),
        Index("ix_support_resolutions_ticket_id", ticket_id, "id"),
        Index("ix_support_resolutions_resolved_at", resolved_at, "id"),
    )
