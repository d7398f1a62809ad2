"""Being logged in: one row for each log-in of each person, ended on the server."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.accounts.user import User


class LoginWay(StrEnum):
    """How somebody proved who they are."""

    PASSWORD = "PASSWORD"  # noqa: S105  a way in, not a password
    TWO_FACTOR = "TWO_FACTOR"  # a password and a second factor
    PASSKEY = "PASSKEY"
    OIDC = "OIDC"
    CLERK = "CLERK"
    SIGN_UP = "SIGN_UP"


class UserSession(Record):
    """One log-in. The cookie holds a random id, of which only the SHA-256 is kept here."""

    __tablename__ = "user_sessions"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    how: Mapped[LoginWay] = one_of(LoginWay, "how")
    last_seen_at: Mapped[datetime] = mapped_column()  # written at most once a minute
    fresh_at: Mapped[datetime] = mapped_column()  # when the person last proved who they are
    expires_at: Mapped[datetime] = mapped_column()  # however busy it is
    ended_at: Mapped[datetime | None] = mapped_column()
    device: Mapped[str] = mapped_column(String(80), default="")  # in words: "Chrome · Android"
    device_sha256: Mapped[str] = mapped_column(String(64), default="")  # of the browser's own long-lived key
    address: Mapped[str] = mapped_column(String(45), default="")  # its beginning only, to be recognised by the person

    user: Mapped[User] = relationship()

    __table_args__ = (
        Index("ix_user_sessions_living", user_id, postgresql_where=ended_at.is_(None)),
        Index("ix_user_sessions_device", user_id, device_sha256),
        Index("ix_user_sessions_expires_at", expires_at),
    )


class ResetChannel(StrEnum):
    EMAIL = "EMAIL"
    WHATSAPP = "WHATSAPP"


class PasswordReset(Record):
    """Somebody forgot a password. The secret is derived from the nonce and SECRET_KEY, and stored nowhere.

    `user_id` None: nobody has that name, or they asked too often; the row is written all the same, so that the
    answer takes as long.
    """

    __tablename__ = "password_resets"

    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    channel: Mapped[ResetChannel] = one_of(ResetChannel, "channel")
    nonce: Mapped[str] = mapped_column(String(64))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    browser_sha256: Mapped[str] = mapped_column(String(64))  # a code is good in the browser that asked for it
    expires_at: Mapped[datetime] = mapped_column()
    used_at: Mapped[datetime | None] = mapped_column()
    tries: Mapped[int] = mapped_column(SmallInteger, default=0)

    user: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("ix_password_resets_user_id", user_id, "created_at"),
        Index("ix_password_resets_browser", browser_sha256, "id"),
        Index("ix_password_resets_expires_at", expires_at),
    )
