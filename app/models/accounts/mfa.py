"""What a person can show besides a password: an authenticator's codes, recovery codes, passkeys."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.models.accounts.user import User


class Authenticator(Record):
    """An app that shows six digits. Its secret is derived from `nonce` and SECRET_KEY, and stored nowhere."""

    __tablename__ = "authenticators"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    nonce: Mapped[str] = mapped_column(String(64))
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)  # of 30 seconds; a code is good once
    wrong_codes: Mapped[int] = mapped_column(SmallInteger, default=0)  # this and the next: for the release before this
    wait_until: Mapped[datetime | None]  # one; counted on the user now, who may have passkeys and no authenticator

    user: Mapped[User] = relationship()


class RecoveryCode(Record):
    """Stands in for a lost phone; each is good once."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code_sha256: Mapped[str] = mapped_column(String(64), unique=True)  # keyed with SECRET_KEY
    used_at: Mapped[datetime | None]


class Passkey(Record):
    """A key pair of which the private half never leaves the person's device."""

    __tablename__ = "passkeys"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)  # base64url, at most 1023 bytes
    public_key: Mapped[bytes] = mapped_column(LargeBinary)  # COSE
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)  # stays 0 for keys that are copied between devices
    last_used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class ChallengeUse(StrEnum):
    REGISTER = "REGISTER"
    LOG_IN = "LOG_IN"


class PasskeyChallenge(Record):
    """Random bytes a passkey signs: good once, for a few minutes, in the browser they were made for."""

    __tablename__ = "passkey_challenges"

    challenge: Mapped[str] = mapped_column(String(100), unique=True)  # base64url
    use: Mapped[ChallengeUse] = one_of(ChallengeUse, "use")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
