"""Set an account right by hand."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid, NotAllowed, NotFound
from app.core.i18n import N_
from app.models.accounts.user import Role, User
from app.models.feedback.exp import CORRECTION, ExpEntry
from workflows.exp.balance import balance_of
from workflows.exp.entry import lock_account, write_entry
from workflows.exp.events import ExpCorrected
from workflows.outbox_events import emit

MOST_POINTS = 10_000

OWN_ACCOUNT = N_("Anda tidak boleh mengoreksi EXP Anda sendiri.")
NO_POINTS = N_("Isi jumlah EXP antara -10.000 dan 10.000, selain nol.")
NO_REASON = N_("Tulis alasan koreksi.")


class BalanceChanged(DomainError):
    """The account moved between the question and the answer."""

    code = "balance_changed"
    sentence = N_("Saldo orang ini baru saja berubah. Periksa sekali lagi sebelum menyimpan.")


def correct_exp(
    session: Session,
    *,
    user_id: int,
    points: int,
    reason: str,
    actor: User,
    now: datetime,
    seen_balance: int | None = None,
) -> ExpEntry:
    """Add or take points by hand, signed and with a reason; the day's limit does not count here.

    `seen_balance`: what the admin was shown; raises BalanceChanged when it is another one by now.
    """
    require_correctable(session, user_id=user_id, points=points, reason=reason, actor=actor)
    lock_account(session, user_id)
    if seen_balance is not None and seen_balance != balance_of(session, user_id=user_id):
        raise BalanceChanged
    entry = write_entry(
        session,
        source=("user", user_id),
        reason=reason,
        actor=actor,
        now=now,
        user_id=user_id,
        points=points,
        rule=CORRECTION,
    )
    if entry is None:
        raise AssertionError("nothing excludes a correction")
    emit(session, ExpCorrected(entry_id=entry.id), now=now)
    return entry


def require_correctable(session: Session, *, user_id: int, points: int, reason: str, actor: User) -> None:
    """Raises NotAllowed, Invalid, NotFound; asked before the balance is shown, and again when it is written."""
    if actor.role != Role.ADMIN:
        raise NotAllowed
    if actor.id == user_id:
        raise NotAllowed(OWN_ACCOUNT)
    if points == 0 or abs(points) > MOST_POINTS:
        raise Invalid(NO_POINTS, field="points")
    if not reason.strip():
        raise Invalid(NO_REASON, field="reason")
    if session.get(User, user_id) is None:
        raise NotFound
