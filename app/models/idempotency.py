"""Answers kept under idempotency keys."""

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record


class IdempotencyKey(Record):
    """A form that was sent, and where its answer led: the second tap gets the same answer and has no effect."""

    __tablename__ = "idempotency_keys"

    scope: Mapped[str] = mapped_column(String(80))  # who sent it
    key: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]] = mapped_column(default=dict)

    __table_args__ = (
        Index("uq_idempotency_keys_scope_key", scope, key, unique=True),
        Index("ix_idempotency_keys_created_at", "created_at"),
    )
