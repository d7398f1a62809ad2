"""Releases: which version of which system went live, and when."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record

OWN_SYSTEM = "sigap"


class Release(Record):
    """`live_at` None: prepared, no traffic has reached it yet. `commit` is a Git hash, or empty where nobody knows."""

    __tablename__ = "releases"

    system: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(40))
    commit: Mapped[str] = mapped_column(String(40), default="", server_default="")
    live_at: Mapped[datetime | None] = mapped_column()

    __table_args__ = (
        UniqueConstraint("system", "version"),
        Index("ix_releases_live_at", live_at, postgresql_where=live_at.is_not(None)),
    )

    def __str__(self) -> str:
        return f"{self.system} {self.version}"
