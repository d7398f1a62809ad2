"""Passkeys: kept when the device has proved it holds the private half, counted up with each use."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session, joinedload

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.models.accounts.mfa import Authenticator, Passkey, RecoveryCode
from app.models.accounts.user import User
from workflows.authentication.mfa.mark_factors import mark_factors
from workflows.authentication.mfa.recovery_codes import count_recovery_codes, renew_recovery_codes

MOST = 20


def list_passkeys(session: Session, *, user_id: int) -> Sequence[Passkey]:
    return session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id)).all()


def find_passkey(session: Session, *, credential_id: str) -> Passkey | None:
    """With its owner."""
    wanted = select(Passkey).where(Passkey.credential_id == credential_id).options(joinedload(Passkey.user))
    return session.scalars(wanted).one_or_none()


def keep_passkey(
    session: Session,
    *,
    user: User,
    credential_id: str,
    public_key: bytes,
    sign_count: int,
    name: str,
    key: str,
    now: datetime,
) -> list[str]:
    """Recovery codes to be shown once, where the person has none left. Raises Invalid for a key that is known."""
    if find_passkey(session, credential_id=credential_id) is not None:
        raise Invalid(N_("Passkey ini sudah terdaftar."))
    if len(list_passkeys(session, user_id=user.id)) >= MOST:
        raise Invalid(N_("Sudah terlalu banyak passkey. Hapus yang tidak dipakai dulu."))
    kept = Passkey(
        user_id=user.id,
        name=" ".join(name.split())[:60] or "Passkey",
        credential_id=credential_id,
        public_key=public_key,
        sign_count=sign_count,
        created_at=now,
    )
    session.add(kept)
    mark_factors(session, user_id=user.id, what="passkey_added", actor=user, now=now)
    if count_recovery_codes(session, user_id=user.id):
        return []
    return renew_recovery_codes(session, user=user, key=key, now=now, told=True)


def use_passkey(session: Session, *, passkey: Passkey, sign_count: int, now: datetime) -> bool:
    """False when the counter does not rise although it should: somebody has a copy, or an answer came twice."""
    rises = or_(Passkey.sign_count < sign_count, (Passkey.sign_count == 0) & (sign_count == 0))
    used = (
        update(Passkey)
        .where(Passkey.id == passkey.id, rises)
        .values(sign_count=sign_count, last_used_at=now)
        .returning(Passkey.id)
        .execution_options(synchronize_session=False)
    )
    return session.execute(used).scalar_one_or_none() is not None


def remove_passkey(session: Session, *, user: User, passkey_id: int, now: datetime) -> None:
    """Raises NotFound for somebody else's."""
    gone = delete(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user.id).returning(Passkey.id)
    if session.execute(gone).scalar_one_or_none() is None:
        raise NotFound
    left = select(Authenticator.id).where(Authenticator.user_id == user.id, Authenticator.confirmed_at.is_not(None))
    if session.scalar(left) is None and not list_passkeys(session, user_id=user.id):
        session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    mark_factors(session, user_id=user.id, what="passkey_removed", actor=user, now=now)
