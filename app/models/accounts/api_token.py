"""Keys for machines: a token acts for its owner, never for more than the owner may do."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.flow import Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import EVERYONE, User


class TokenKind(StrEnum):
    PERSONAL = "PERSONAL"  # made by its owner on the token page
    SESSION = "SESSION"  # given for a password, short-lived, ends with the owner's other sessions
    SERVICE = "SERVICE"  # of an account that cannot log in


class TokenStatus(StrEnum):
    ACTIVE = "ACTIVE"
    REVOKED = "REVOKED"


class ApiToken(Record):
    """Only the SHA-256 is kept; `prefix` is what people recognise it by.

    A SESSION key belongs to a log-in and ends with it.
    """

    __tablename__ = "api_tokens"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[TokenKind] = one_of(TokenKind, "kind")
    status: Mapped[TokenStatus] = one_of(TokenStatus, "status", default=TokenStatus.ACTIVE)
    name: Mapped[str] = mapped_column(String(80))
    prefix: Mapped[str] = mapped_column(String(16))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[Any]] = mapped_column(default=list)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("user_sessions.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime | None] = mapped_column()
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None] = mapped_column()

    user: Mapped[User] = relationship()

    __table_args__ = (
        Index("ix_api_tokens_user_id", user_id, "id"),
        Index("ix_api_tokens_expires_at", expires_at),
        Index("ix_api_tokens_status_rank", rank_of(status), "id"),
        CheckConstraint("(status = 'REVOKED') = (revoked_at IS NOT NULL)", name="revoked"),
        CheckConstraint("kind <> 'SESSION' OR (session_id IS NOT NULL AND expires_at IS NOT NULL)", name="session"),
    )

    def is_live(self, now: datetime) -> bool:
        return self.status == TokenStatus.ACTIVE and (self.expires_at is None or now < self.expires_at)

    def __str__(self) -> str:
        return self.name


TOKEN_KIND_LABELS = {
    TokenKind.PERSONAL: N_("Pribadi"),
    TokenKind.SESSION: N_("Sesi aplikasi"),
    TokenKind.SERVICE: N_("Akun layanan"),
}

TOKEN_FLOW = Flow(
    "token",
    ApiToken,
    TokenStatus,
    {
        "revoke": Transition(
            {TokenStatus.ACTIVE},
            TokenStatus.REVOKED,
            by=EVERYONE,
            label=N_("Cabut token"),
            tone="danger",
            confirm=N_("Aplikasi yang memakai token ini langsung kehilangan akses. Lanjutkan?"),
        ),
    },
    subject="token_id",
    labels={TokenStatus.ACTIVE: N_("Berlaku"), TokenStatus.REVOKED: N_("Dicabut")},
    tones={
        TokenStatus.ACTIVE: "positive",
        TokenStatus.REVOKED: "neutral",
    },
)
