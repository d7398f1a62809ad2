"""Uptime, error budget, patch latency and bugs by release of a period, on their page and in its export."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.models.accounts.user import Role
from app.models.maintenance.record import MaintenanceTopic
from app.models.monitoring.check import CheckPeriod, PeriodKind
from app.models.monitoring.traffic import BUCKETS, RequestMinute
from app.models.status.status_page import StatusComponent
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_company, make_user
from tests.monitoring.factories import make_a_check
from tests.support.logins import log_in
from workflows.maintenance import finish_record, make_record
from workflows.service_measures import read_service_measures

DAY = timedelta(days=1)
TODAY = NOW.date()


@pytest.fixture
def rani(session):
    make_company(session)
    return make_user(session, "Rani", Role.DEVOPS)


def read(session, days=30):
    return read_service_measures(session, first=TODAY - (days - 1) * DAY, last=TODAY, now=NOW)


def test_uptime_of_a_period_ends_now_and_begins_with_the_component(session, rani):
    check = make_a_check(session)
    session.add(StatusComponent(name="Portal", check_id=check.id, created_at=NOW - 10 * DAY))
    at = NOW - 2 * DAY
    session.add(CheckPeriod(check_id=check.id, kind=PeriodKind.DOWN, started_at=at, ended_at=at + DAY / 24))
    session.flush()
    ((name, measured),) = read(session).uptimes
    assert (name, measured.base, measured.down) == ("Portal", 10 * DAY, DAY / 24)
    assert read(session, days=1).uptimes[0][1].percent() == "100"


@pytest.mark.parametrize(
    ("requests", "errors", "share", "budget"),
    [(0, 0, None, None), (1000, 0, 100, 100), (1000, 1, Decimal("99.9"), 0), (1000, 2, Decimal("99.8"), -100)],
)
def test_the_budget_is_one_request_in_a_thousand(session, rani, requests, errors, share, budget):
    if requests:
        buckets = {f"up_to_{bound}": 0 for bound in BUCKETS}
        counts = {"total": requests, "errors": errors, "sum_ms": 1, **buckets}
        session.add(RequestMinute(minute=NOW - DAY, route="/", method="GET", release="1", **counts))
        session.flush()
    found = read(session)
    assert (found.good_share, found.budget) == (share, budget)


def test_latency_has_mean_and_median_and_bugs_stand_by_release(session, rani):
    for days in (1, 2, 9):
        record = make_record(
            session, topic=MaintenanceTopic.SECURITY_PATCH, title="OpenSSL", owner_id=rani.id, actor=rani, now=NOW,
            available_date=TODAY - days * DAY,
        )  # fmt: skip
        finish_record(session, record_id=record.id, actor=rani, now=NOW, outcome="Dipasang")
    for version in ("1.9", "1.10", "1.10"):
        make_bug(session, rani, version=version)
    found = read(session)
    assert (found.mean_latency, found.maintenance.median_latency) == (4, 2)
    assert found.bugs == [("1.10", 2, 0), ("1.9", 1, 0)]


def test_the_page_and_its_export_hold_them(client, session, rani):
    session.add(StatusComponent(name="Portal", created_at=NOW - DAY))
    session.commit()
    log_in(client, rani)
    page = client.get("/admin/incident-measures/")
    assert page.status_code == 200
    assert "Sisa anggaran galat" in page.text
    assert "Portal" in client.get("/admin/incident-measures/export.csv").text
