"""Overdue and the company's "today" mean the same on every page, at every hour, in every zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.company import Company
from app.models.finance.invoice import Invoice
from app.policies.company_time import company_today, today_in_sql
from app.policies.overdue import days_overdue, is_overdue
from tests.invoices.conftest import Firm
from tests.invoices.screens.test_customer_page import link_of
from tests.support.people import sign_in
from workflows.work_queues import count_waiting

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
YEAR_TURNS_IN_WIT = datetime(2027, 12, 31, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "today"), [(ZONES[0], date(2027, 12, 31)), (ZONES[1], date(2027, 12, 31)), (ZONES[2], date(2028, 1, 1))]
)
def test_today_is_the_companys_own_in_python_and_in_sql(session: Session, firm: Firm, zone: str, today: date) -> None:
    session.get_one(Company, 1).time_zone = zone
    session.flush()
    assert company_today(session, YEAR_TURNS_IN_WIT) == today
    assert session.scalar(select(today_in_sql(YEAR_TURNS_IN_WIT))) == today


def test_a_company_that_says_nothing_of_its_zone_is_in_wib(session: Session) -> None:
    assert company_today(session, YEAR_TURNS_IN_WIT) == date(2027, 12, 31)
    assert session.scalar(select(today_in_sql(YEAR_TURNS_IN_WIT))) == date(2027, 12, 31)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (1, False)])
def test_every_page_calls_the_same_invoice_overdue(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice, zone: str, days: int, late: bool
) -> None:
    session.get_one(Company, 1).time_zone = zone
    today = company_today(session, utc_now())
    sent.issue_date, sent.due_date = today - timedelta(days=30), today + timedelta(days=days)
    session.commit()
    assert bool(days_overdue(sent, today)) is late
    assert (session.scalar(select(Invoice.id).where(is_overdue(today))) is not None) is late
    assert count_waiting(session, ["overdue"], now=utc_now()) == {"overdue": int(late)}
    assert ("Lewat jatuh tempo" in client.get(link_of(session, sent)).text) is late
    sign_in(client, firm.dewi)
    assert (sent.number in client.get("/admin/invoices/?flt_overdue=1").text) is late
