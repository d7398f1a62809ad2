"""Turn an authenticator app on by its first code."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.mfa import Authenticator
from app.models.accounts.user import User
from workflows.authentication.mfa.authenticator.find_authenticator import PENDING_LASTS, matching_step, totp_secret
from workflows.authentication.mfa.mark_factors import mark_factors
from workflows.authentication.mfa.renew_recovery_codes import renew_recovery_codes

WRONG = N_("Kode tidak cocok. Pastikan jam ponsel Anda tepat, lalu masukkan kode yang sedang tampil.")


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
    return renew_recovery_codes(session, user=user, key=key, now=now, owner_notified=True)
