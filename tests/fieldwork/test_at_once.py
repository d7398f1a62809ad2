"""Two things at the same moment: hand-interleaved sessions, so that the outcome is not luck."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.models.visits.attendance import Attendance
from app.models.visits.fieldwork import EmergencyAlert
from app.models.visits.visit import VisitTicket
from tests.factories import NOW, make_assignment, make_company, make_cs, make_technician, make_visit
from tests.fieldwork.conftest import stamp
from workflows.fieldwork import check_in, raise_no_show_alerts, replace_technician

pytestmark = pytest.mark.concurrency
Open = Callable[[], Session]


@pytest.fixture
def late(committed_app: Flask, open_session: Open):
    """A committed visit with Budi and Sari, both late, and the alert about Budi."""
    setup = open_session()
    make_company(setup)
    visit = make_visit(setup, planned_start=NOW - timedelta(hours=1))
    budi, sari, dewi = make_technician(setup, "Budi"), make_technician(setup, "Sari"), make_cs(setup)
    for person in (budi, sari):
        make_assignment(setup, visit, person, claimed_at=NOW - timedelta(hours=5))
    raise_no_show_alerts(setup, now=NOW)
    setup.commit()
    alert = setup.scalars(select(EmergencyAlert).order_by(EmergencyAlert.id)).first()
    return visit, budi, dewi, alert


def wait_until_blocked(watcher: Session) -> None:
    """The other session stands before a lock."""
    for _ in range(200):
        watcher.rollback()
        if watcher.scalar(text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")):
            return
        watcher.execute(text("SELECT pg_sleep(0.02)"))
    pytest.fail("nobody waited")


def test_the_same_check_in_sent_twice_at_once_is_one_row(committed_app, open_session, late):
    visit, budi, _, _ = late
    first, second, watcher = open_session(), open_session(), open_session()
    sent = stamp()
    row = check_in(first, visit_id=visit.id, technician=budi, stamp=sent, now=NOW)
    with ThreadPoolExecutor(1) as pool:

        def again() -> int:
            with committed_app.app_context():
                return check_in(second, visit_id=visit.id, technician=budi, stamp=sent, now=NOW).id

        answer: Future[int] = pool.submit(again)
        wait_until_blocked(watcher)
        first.commit()
        assert answer.result(10) == row.id
    second.commit()
    watcher.rollback()
    assert watcher.scalar(select(func.count(Attendance.id))) == 1


def test_who_is_replaced_while_pressing_check_in_is_told_so(committed_app, open_session, late):
    visit, budi, dewi, alert = late
    first, second, watcher = open_session(), open_session(), open_session()
    with committed_app.app_context():
        replace_technician(first, alert_id=alert.id, actor=dewi, now=NOW)
    with ThreadPoolExecutor(1) as pool:

        def press() -> None:
            with committed_app.app_context():
                check_in(second, visit_id=visit.id, technician=budi, stamp=stamp(), now=NOW)

        answer: Future[None] = pool.submit(press)
        wait_until_blocked(watcher)
        first.commit()
        with pytest.raises(NotAvailable):
            answer.result(10)
    second.rollback()
    watcher.rollback()
    fresh = watcher.get_one(VisitTicket, visit.id)
    assert (fresh.status, fresh.places_taken) == ("OPEN", 1)
