"""Asking Midtrans what became of our orders: lease, ask with no transaction open, apply."""

from datetime import datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction, unit_of_work
from app.models.finance.payment import Payment, PaymentStatus
from app.settings import Settings
from integrations.midtrans.client import MidtransClient
from integrations.midtrans.payment import PaymentNotification
from integrations.outcome import DeliveryProblem
from workflows.payments import PAGE_HOURS, GatewayState, apply_gateway_state

BATCH = 50
LEASE = timedelta(minutes=2)  # longer than one answer may take
AGAIN = timedelta(hours=2)  # a page that is still open
LONGEST_PAUSE = timedelta(hours=1)
EXPIRED_AFTER = timedelta(hours=PAGE_HOURS + 2)

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
            if leased is None:
                return
            _check(client, leased)
    finally:
        client.close()


def _lease() -> Payment | None:
    """The next due order, its time pushed ahead: if we die it is due again."""
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


def _check(client: MidtransClient, leased: Payment) -> None:
    try:
        found = client.get_status(leased.order_id or "")
    except DeliveryProblem as problem:
        log.warning("gateway.not_answered", payment_id=leased.id, code=problem.code)
        pause = min(timedelta(seconds=15 * 2 ** min(leased.check_tries, 10)), LONGEST_PAUSE)
        unit_of_work(lambda session: _next_check(session, leased, utc_now() + pause))
        return
    unit_of_work(lambda session: _apply(session, leased, found, utc_now()))


def _apply(session: Session, leased: Payment, found: PaymentNotification | None, now: datetime) -> None:
    state = _state(leased, found, now)
    still_open = leased.status == PaymentStatus.PENDING
    if state is not None:
        still_open = apply_gateway_state(session, payment_id=leased.id, state=state, now=now).status == "PENDING"
    _next_check(session, leased, now + AGAIN if still_open else None)


def _state(leased: Payment, found: PaymentNotification | None, now: datetime) -> GatewayState | None:
    """None: nobody has picked a way to pay yet. After the page's lifetime nobody will."""
    if found is None:
        return GatewayState("EXPIRED", "expire", "", None) if now - leased.created_at > EXPIRED_AFTER else None
    return GatewayState(found.verdict.value, found.transaction_status, found.transaction_id, found.amount_idr)


def _next_check(session: Session, leased: Payment, at: datetime | None) -> None:
    """Unless a notification came meanwhile: then it is due at once, and stays so."""
    session.execute(
        update(Payment)
        .where(Payment.id == leased.id, Payment.check_due_at == leased.check_due_at)
        .values(check_due_at=at)
        .execution_options(synchronize_session=False)
    )
