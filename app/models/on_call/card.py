"""The printable card of emergency contacts."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record


class EmergencyCard(Record):
    """At most one row: the PDF as last drawn; `digest` of what it says."""

    __tablename__ = "emergency_cards"

    digest: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))

    __table_args__ = (CheckConstraint("id = 1", name="single"),)
