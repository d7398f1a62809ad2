"""The last heartbeat of each part that runs by itself: workers, the scheduler, every scheduled job, the storage."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Heartbeat(Base):
    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    expected_since: Mapped[datetime]
    allowed_seconds: Mapped[int]  # silence beyond this is a fault
    beat_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]  # of the last run that went wrong, with its reason
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
