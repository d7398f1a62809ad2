"""Numbers without gaps when many draft at once, real commits included."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.invoice import Invoice
from tests.factories import NOW
from tests.invoices.conftest import make_done_visit, make_firm
from workflows.invoices import draft_invoice

DRAFTS = 16


@pytest.mark.concurrency
def test_numbers_have_no_gaps_under_concurrency(committed_app: object, open_session: Callable[[], Session]) -> None:
    with open_session() as first:
        dewi_id = make_firm(first).dewi.id
        visits = [make_done_visit(first).id for _ in range(DRAFTS)]
        first.commit()

    def draft(place: int) -> None:
        session = open_session()
        actor = session.get_one(User, dewi_id)
        draft_invoice(session, visit_id=visits[place], actor=actor, now=NOW)
        if place % 4 == 0:
            session.rollback()  # a number given back must be given out again
            draft_invoice(session, visit_id=visits[place], actor=actor, now=NOW)
        session.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(draft, range(DRAFTS)))
    with open_session() as last:
        numbers = sorted(last.scalars(select(Invoice.number)))
    assert numbers == [f"INV/2026/XI/{number:04d}" for number in range(1, DRAFTS + 1)]


@pytest.mark.concurrency
def test_one_visit_is_billed_once_however_many_click(
    committed_app: object, open_session: Callable[[], Session]
) -> None:
    with open_session() as first:
        firm = make_firm(first)
        first.commit()
        dewi_id, visit_id = firm.dewi.id, firm.visit.id

    def draft(_place: int) -> bool:
        session = open_session()
        try:
            draft_invoice(session, visit_id=visit_id, actor=session.get_one(User, dewi_id), now=NOW)
            session.commit()
        except Exception:  # noqa: BLE001  whatever the refusal is
            session.rollback()
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(draft, range(6))) == 1
