"""Percentiles, error rate and the error budget from the minute counters."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import TECHNICAL, Role
from app.models.incidents.incident import IncidentKind
from app.models.monitoring.alarm import Alarm, AlarmSource, AlarmStatus, Severity
from app.models.monitoring.traffic import BUCKETS
from app.models.releases.release import Release, ReleaseStatus
from tests.factories import make_admin, make_company, make_user
from tests.support.logins import log_in
from tests.support.walking.html import parse
from workflows.incidents import declare_incident
from workflows.monitoring import (
    Counts,
    RequestKey,
    add_counts,
    budget_left,
    list_burns,
    list_markers,
    list_routes,
    list_traffic,
    quantile,
    report_burns,
    total_of,
)
from workflows.monitoring.burn_rate import Traffic

MINUTE = timedelta(minutes=1)


def took(*milliseconds):
    counts = Counts()
    for each in milliseconds:
        counts.add(each)
    return counts


def answer(session, at, *, route="/", right=0, wrong=0, ms=40, release="1.0"):
    minute = at.replace(second=0, microsecond=0)
    counted = {
        RequestKey(minute, route, "GET", status): took(*[ms] * count)
        for status, count in (("2xx", right), ("5xx", wrong))
        if count
    }
    add_counts(session, counted, release=release, colour="", now=at)


@pytest.mark.parametrize(
    ("counts", "share", "expected"),
    [
        (took(), 0.5, None),
        (took(10), 0.5, 12.5),
        (took(10), 1, 25),
        (took(10, 10, 90, 90), 0.5, 25),
        (took(10, 10, 90, 90), 0.75, 75),
        (took(10, 20_000), 0.5, 25),
        (took(10, 20_000), 0.99, BUCKETS[-1]),
    ],
)
def test_percentile_is_linear_within_its_bucket(counts, share, expected):
    assert quantile(counts, share) == expected


@pytest.mark.parametrize(
    ("traffic", "left"),
    [
        (Traffic(0, 0), None),
        (Traffic(1000, 0), Decimal(1)),
        (Traffic(10_000, 5), Decimal("0.5")),
        (Traffic(1000, 1), Decimal(0)),
        (Traffic(1000, 2), Decimal(-1)),
    ],
)
def test_budget_that_is_left(traffic, left):
    assert budget_left(traffic) == left


def test_traffic_by_minute_has_every_minute_and_by_route_the_busiest_first(session):
    until = utc_now().replace(second=0, microsecond=0)
    since = until - 3 * MINUTE
    answer(session, since - MINUTE, right=9)
    answer(session, since, right=3, wrong=1)
    answer(session, since + 2 * MINUTE, route="/b", right=1)
    answer(session, since + 2 * MINUTE, route="/b", right=1, release="2.0")
    lines = list_traffic(session, since=since, until=until, step=MINUTE)
    assert [(line.key - since, line.counts.total, line.error_ratio) for line in lines] == [
        (0 * MINUTE, 4, 0.25),
        (1 * MINUTE, 0, None),
        (2 * MINUTE, 2, 0.0),
    ]
    assert total_of(lines).counts.total == 6
    routes = list_routes(session, since=since, until=until)
    assert [(line.key, line.counts.total) for line in routes] == [("GET /", 4), ("GET /b", 2)]


def test_markers_are_our_own_releases_that_went_live(session):
    now = utc_now()
    for system, version, live_at in (
        ("sigap", "1.1", now - MINUTE),
        ("sigap", "1.0", now - 9 * MINUTE),
        ("other", "7", now - MINUTE),
    ):
        session.add(Release(system=system, version=version, live_at=live_at, status=ReleaseStatus.DONE))
    session.flush()
    assert [marker.version for marker in list_markers(session, since=now - 5 * MINUTE, until=now)] == ["1.1"]


def test_incidents_are_marked_where_their_impact_began_and_hidden_from_who_may_not_see_them(client, session):
    make_company(session)
    rani, ani = make_user(session, "Rani", Role.DEVELOPER), make_admin(session)
    now = utc_now()
    given = {"severity": Severity.SEV3, "actor": ani, "now": now, "impact_started_at": now - 9 * MINUTE}
    seen = declare_incident(session, title="Lambat", **given)
    hidden = declare_incident(session, title="Kebocoran", kind=IncidentKind.SECURITY, **given)
    declare_incident(session, title="Lama", **given | {"impact_started_at": now - 3 * 60 * MINUTE})
    session.commit()
    log_in(client, rani)
    page = client.get("/admin/traffic/rows").get_data(as_text=True)
    assert f"Insiden {seen.number}" in page
    assert hidden.number not in page
    for words in ("Beban CPU", "Memori terpakai", "Disk terpakai", "Koneksi basis data"):
        assert words in page


def test_burning_budget_is_an_alarm_once_and_ends_with_it(session):
    now = utc_now()
    answer(session, now - 2 * MINUTE, right=90, wrong=10)
    assert [burn.is_burning for burn in list_burns(session, now=now)] == [True] * 4
    for _run in range(2):
        report_burns(session, now=now)
    alarms = session.scalars(select(Alarm).where(Alarm.source == AlarmSource.SLO).order_by(Alarm.id)).all()
    assert [(alarm.fingerprint, str(alarm.severity)) for alarm in alarms] == [
        ("slo:1h", "SEV2"),
        ("slo:6h", "SEV2"),
        ("slo:24h", "SEV3"),
        ("slo:72h", "SEV3"),
    ]
    report_burns(session, now=now + timedelta(minutes=10))
    session.expire_all()
    assert [alarm.status == AlarmStatus.OPEN for alarm in alarms] == [False, True, True, True]


def test_nine_errors_are_too_few_for_an_alarm(session):
    now = utc_now()
    answer(session, now - 2 * MINUTE, wrong=9)
    report_burns(session, now=now)
    assert session.scalars(select(Alarm).where(Alarm.source == AlarmSource.SLO)).all() == []


@pytest.mark.parametrize("role", sorted(TECHNICAL))
def test_page_shows_percentiles_routes_and_the_release(client, session, role):
    now = utc_now()
    answer(session, now - 2 * MINUTE, route="/visits/<int:id>", right=19, wrong=1)
    session.add(Release(system="sigap", version="3.2.1", live_at=now - 3 * MINUTE, status=ReleaseStatus.LIVE))
    log_in(client, make_user(session, "Nadia", role))
    for path in ("/admin/traffic/", "/admin/traffic/?hours=720", "/admin/traffic/?hours=wrong", "/admin/traffic/rows"):
        page = client.get(path)
        assert page.status_code == 200
        words = " ".join("".join(parse(page.text).itertext()).split())
        assert "GET /visits/<int:id>" in words
        assert "Rilis 3.2.1" in words
        assert "5 %" in words


def test_page_without_traffic_says_so_and_is_closed_to_others(client, session):
    log_in(client, make_user(session, "Nadia", Role.DEVOPS))
    assert "Belum ada permintaan" in client.get("/admin/traffic/rows").text
    log_in(client, make_user(session, "Dewi", Role.CS))
    assert client.get("/admin/traffic/").status_code == 403
