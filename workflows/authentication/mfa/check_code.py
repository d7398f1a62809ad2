"""Checking a second factor's code: an authenticator's six digits or a recovery code, each good once."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.mfa import Authenticator, RecoveryCode
from app.models.accounts.user import User
from workflows.authentication.mfa.authenticator.find_authenticator import matching_step, totp_secret
from workflows.authentication.mfa.recovery_codes import keyed
from workflows.transitions import note

FREE_TRIES = 5
WAIT = timedelta(minutes=15)
LONGEST = 5  # doublings
LOCKED = N_("Terlalu banyak kode salah. Coba lagi nanti.")


def check_code(session: Session, *, user: User, code: str, key: str, now: datetime) -> bool:
    """Whether it is right; a wrong one counts on the account, so no address trick helps.

    The account's row is locked, so that one code sent twice at once is good once.
    """
    owner = session.get_one(User, user.id, with_for_update=True, populate_existing=True)
    known = session.scalars(
        select(Authenticator).where(Authenticator.user_id == owner.id).execution_options(populate_existing=True)
    ).one_or_none()
    if owner.codes_wait_until is not None and now < owner.codes_wait_until:
        return False
    if _authenticator_accepts(known, code, key, now) or _is_recovery_code(session, owner, code, key, now):
        owner.wrong_codes, owner.codes_wait_until = 0, None
        return True
    _count_wrong(session, owner, now)
    return False


def _authenticator_accepts(known: Authenticator | None, code: str, key: str, now: datetime) -> bool:
    if known is None or known.confirmed_at is None:
        return False
    step = matching_step(totp_secret(key, known.nonce), code, now)
    if step is None or step <= known.last_step:
        return False
    known.last_step = step
    return True


def _is_recovery_code(session: Session, user: User, code: str, key: str, now: datetime) -> bool:
    taken = (
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_sha256 == keyed(key, user.id, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    if session.execute(taken).scalar_one_or_none() is None:
        return False
    note(session, "users", user.id, "recovery_code_used", actor=user, now=now)
    return True


def _count_wrong(session: Session, owner: User, now: datetime) -> None:
    note(session, "users", owner.id, "code_refused", actor=None, now=now)
    owner.wrong_codes += 1
    if owner.wrong_codes >= FREE_TRIES:
        owner.codes_wait_until = now + WAIT * 2 ** min(owner.wrong_codes - FREE_TRIES, LONGEST)
