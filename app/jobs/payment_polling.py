"""Asking Midtrans what became of our orders: lease, ask with no transaction open, apply."""

from datetime import datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction, unit_of_work
from app.models.finance.payment import Payment, PaymentStatus
from app.models.finance.payment_review import ReviewReason
from app.settings import Settings
from integrations.midtrans.client import Closing, MidtransClient
from integrations.midtrans.payment import PaymentNotification, Verdict
from integrations.outcome import DeliveryProblem, has_no_answer
from workflows.payments import (
    PAGE_HOURS,
    GatewayState,
    apply_gateway_state,
    clear_reviews,
    lock_payment,
    open_review,
)

BATCH = 50
LEASE = timedelta(minutes=2)  # longer than one answer may take
AGAIN = timedelta(hours=2)  # a page that is still open
LONGEST_PAUSE = timedelta(hours=1)
EXPIRED_AFTER = timedelta(hours=PAGE_HOURS + 2)
SOON = timedelta(minutes=5)  # a page to be closed: nothing can be closed before its customer has picked a way to pay
UNREAD_FOR = timedelta(hours=1)  # then CS is told
FINAL = frozenset({"PAID", "FAILED", "EXPIRED", "REFUNDED"})
EXPIRED = GatewayState("EXPIRED", "expire", "", None)
CLOSED = GatewayState("EXPIRED", "closed by us", "", None)

log = structlog.get_logger()


def check_payments() -> None:
    """RQ job: ask about every order whose time has come."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.midtrans_server_key:
        return
    client = MidtransClient(
        settings.midtrans_snap_base,
        settings.midtrans_api_base,
        settings.midtrans_server_key,
        timeout=settings.provider_timeout,
    )
    try:
        for _ in range(BATCH):
            leased = _lease()
            if leased is None or not _check(client, leased):
                return
    finally:
        client.close()


def _lease() -> Payment | None:
    """The next due order, its time pushed ahead: a killed worker's is due again."""
    now = utc_now()
    due = select(Payment.id).where(Payment.check_due_at <= now).order_by(Payment.check_due_at).limit(1)
    taken = (
        update(Payment)
        .where(Payment.id == due.with_for_update(skip_locked=True).scalar_subquery())
        .values(check_due_at=now + LEASE, check_tries=Payment.check_tries + 1)
        .returning(Payment)
        .execution_options(synchronize_session=False)
    )
    with transaction() as session:
        payment = session.scalars(taken).one_or_none()
        if payment is not None:
            session.expunge(payment)
    return payment


def _check(client: MidtransClient, leased: Payment) -> bool:
    """False: the gateway gives no answer, so the rest waits for the next sweep."""
    try:
        found = client.get_status(leased.order_id or "")
        closing = _close(client, leased, found)
    except DeliveryProblem as problem:
        log.warning("gateway.not_answered", payment_id=leased.id, code=problem.code)
        silent = has_no_answer(problem)
        unit_of_work(lambda session: _not_read(session, leased, utc_now()))
        return not silent
    if found is None and leased.status != PaymentStatus.PENDING:
        unit_of_work(lambda session: _not_read(session, leased, utc_now(), forgotten=True))
        return True
    unit_of_work(lambda session: _apply(session, leased, found, closing, utc_now()))
    return True


def _close(client: MidtransClient, leased: Payment, found: PaymentNotification | None) -> Closing | None:
    """What nobody should pay any more is closed while it is still unpaid."""
    if leased.close_requested_at is None or (found is not None and found.verdict != Verdict.PENDING):
        return None
    return client.close_order(leased.order_id or "")


def _not_read(session: Session, leased: Payment, now: datetime, *, forgotten: bool = False) -> None:
    """Ask again, each time later; after an hour CS is told.

    `forgotten`: the gateway does not know an order of which it has told us before. That takes no money back; once CS
    was told nobody asks any more.
    """
    since = leased.unread_since or now
    notify = now - since >= UNREAD_FOR
    if notify:
        open_review(session, leased, ReviewReason.UNREADABLE, now=now, fact=f"{since:%Y-%m-%d %H:%M}")
    pause = min(_pause(leased), LONGEST_PAUSE)
    at = now + (pause if notify else min(pause, since + UNREAD_FOR - now))
    _next_check(session, leased, None if notify and forgotten else at, since)


def _pause(leased: Payment) -> timedelta:
    """Half a minute after the first question, each time twice as long: answers may lag behind notifications."""
    return timedelta(seconds=15 * 2 ** min(leased.check_tries, 10))


def _apply(
    session: Session, leased: Payment, found: PaymentNotification | None, closing: Closing | None, now: datetime
) -> None:
    """What another worker was told later, or news that came while this was asked, counts more than this answer."""
    if lock_payment(session, leased.id).check_due_at != leased.check_due_at:
        return
    state = CLOSED if closing == Closing.CLOSED else _state(leased, found, now)
    if state is not None:
        apply_gateway_state(session, payment_id=leased.id, state=state, now=now)
    clear_reviews(session, now=now, reasons=frozenset({ReviewReason.UNREADABLE}), payment_id=leased.id)
    if closing == Closing.REFUSED:
        open_review(session, leased, ReviewReason.STILL_OPEN, now=now)
    final = state is not None and state.verdict in FINAL
    longest = SOON if leased.close_requested_at else AGAIN
    _next_check(session, leased, None if final else now + min(_pause(leased), longest), None)


def _state(leased: Payment, found: PaymentNotification | None, now: datetime) -> GatewayState | None:
    """None: nobody has picked a way to pay yet. After the page's lifetime nobody will."""
    if found is None:
        return EXPIRED if now - leased.created_at > EXPIRED_AFTER else None
    return GatewayState(
        found.verdict.value, found.transaction_status, found.transaction_id, found.amount_idr, found.refunded
    )


def _next_check(session: Session, leased: Payment, at: datetime | None, unread_since: datetime | None) -> None:
    """Unless a notification came meanwhile: then it is due at once, and stays so."""
    session.execute(
        update(Payment)
        .where(Payment.id == leased.id, Payment.check_due_at == leased.check_due_at)
        .values(check_due_at=at, unread_since=unread_since)
        .execution_options(synchronize_session=False)
    )
