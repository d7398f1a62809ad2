"""An authenticator app: set up, confirmed by its first code, taken away."""

import base64
import hmac
from datetime import datetime, timedelta

from pyotp.totp import TOTP
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.core.identifiers import new_secret
from app.models.accounts.mfa import Authenticator, Passkey, RecoveryCode
from app.models.accounts.user import User
from workflows.authentication.mfa.mark_factors import mark_factors
from workflows.authentication.mfa.recovery_codes import renew_recovery_codes

STEP = 30  # seconds
PENDING_LASTS = timedelta(minutes=15)
WRONG = N_("Kode tidak cocok. Pastikan jam ponsel Anda tepat, lalu masukkan kode yang sedang tampil.")


def totp_secret(key: str, nonce: str) -> str:
    """160 bits in base32; the same nonce gives the same secret."""
    return base64.b32encode(hmac.digest(key.encode(), f"authenticator {nonce}".encode(), "sha256")[:20]).decode()


def find_authenticator(session: Session, *, user_id: int, now: datetime) -> Authenticator | None:
    """The confirmed one, or one that was begun less than a quarter of an hour ago."""
    live = or_(Authenticator.confirmed_at.is_not(None), Authenticator.created_at > now - PENDING_LASTS)
    return session.scalars(select(Authenticator).where(Authenticator.user_id == user_id, live)).one_or_none()


def enrol_authenticator(session: Session, *, user: User, now: datetime) -> Authenticator:
    """A secret to scan, new at each beginning; nothing is asked for until its first code was shown.

    Raises NotAvailable where one is confirmed already.
    """
    pending = delete(Authenticator).where(Authenticator.user_id == user.id, Authenticator.confirmed_at.is_(None))
    session.execute(pending)
    if find_authenticator(session, user_id=user.id, now=now) is not None:
        raise NotAvailable(N_("Aplikasi autentikator sudah terpasang. Lepas dulu yang itu."))
    begun = Authenticator(user_id=user.id, nonce=new_secret(), created_at=now)
    session.add(begun)
    session.flush()
    return begun


def confirm_authenticator(session: Session, *, user: User, code: str, key: str, now: datetime) -> list[str]:
    """The first right code turns it on; returns fresh recovery codes, to be shown once. Raises Invalid."""
    begun = session.scalars(
        select(Authenticator).where(Authenticator.user_id == user.id).with_for_update()
    ).one_or_none()
    if begun is None or begun.confirmed_at is not None or now - begun.created_at >= PENDING_LASTS:
        raise Invalid(N_("Mulai lagi dari awal: pindai kode QR dulu."))
    step = matching_step(totp_secret(key, begun.nonce), code, now)
    if step is None:
        raise Invalid(WRONG, field="code")
    begun.confirmed_at, begun.last_step = now, step
    mark_factors(session, user_id=user.id, what="authenticator_on", actor=user, now=now)
    return renew_recovery_codes(session, user=user, key=key, now=now, told=True)


def remove_authenticator(session: Session, *, user: User, now: datetime) -> None:
    """Recovery codes go with the last factor they stand in for."""
    session.execute(delete(Authenticator).where(Authenticator.user_id == user.id))
    if session.scalar(select(Passkey.id).where(Passkey.user_id == user.id).limit(1)) is None:
        session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    mark_factors(session, user_id=user.id, what="authenticator_off", actor=user, now=now)


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The 30-second step the code belongs to, one step early or late allowed; None when it is wrong."""
    totp, current = TOTP(secret), int(now.timestamp()) // STEP
    digits = "".join(code.split())
    for step in (current, current - 1, current + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode()):
            return step
    return None
