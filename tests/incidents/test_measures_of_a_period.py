"""The figures of a period's incidents beside those of the period before, and their page."""

from datetime import timedelta

import pytest
from sqlalchemy import true

from app.core.clock import day_bounds
from app.models.accounts.user import Role
from app.models.incidents.incident import ActionItem, IncidentKind
from app.models.monitoring.alarm import Severity
from app.policies.figure_period import previous_days
from app.policies.visibility import incidents_visible_to
from tests.factories import NOW, make_admin, make_company, make_user
from tests.support.logins import log_in
from workflows.incidents import (
    acknowledge_incident,
    add_action_item,
    declare_incident,
    read_incident_measures,
    resolve_incident,
    set_impact,
    write_post_mortem,
)
from workflows.incidents.measures import Measure

MINUTE = timedelta(minutes=1)
TODAY = NOW.date()


@pytest.fixture
def ani(session):
    make_company(session)
    return make_admin(session)


def lived(session, actor, *, severity=Severity.SEV2, detect=10, took=60, at=NOW - timedelta(hours=5)):
    incident = declare_incident(
        session, title="Portal mati", severity=severity, component="Portal", actor=actor, now=at
    )
    started = at - detect * MINUTE
    set_impact(session, incident_id=incident.id, actor=actor, now=at, started=started, reason="Dari log")
    acknowledge_incident(session, incident_id=incident.id, actor=actor, now=at + 5 * MINUTE)
    if took:
        ended = started + took * MINUTE
        resolve_incident(session, incident_id=incident.id, actor=actor, now=ended, outcome="Dinyalakan", ended=ended)
    return incident


def read(session, first=TODAY - timedelta(days=29), last=TODAY, visible=None):
    visible = true() if visible is None else visible
    return read_incident_measures(session, first=first, last=last, visible=visible, now=NOW)


def test_times_are_means_with_medians_and_open_ones_beside(session, ani):
    lived(session, ani, took=60)
    lived(session, ani, took=45, severity=Severity.SEV3)
    lived(session, ani, took=0, at=NOW - timedelta(hours=1))
    found = read(session)
    assert (found.detect.mean, found.acknowledge.mean, found.acknowledge.n) == (10, 5, 3)
    assert (found.repair.mean, found.repair.n, found.repair.open) == (52.5, 2, 1)
    assert (found.by_severity["SEV2"], found.by_component) == (2, [("Portal", 3)])
    assert found.down == 60 + 70  # the two that overlap count once; the open one counts until now


def test_period_before_has_as_many_days_and_counts_its_own(session, ani):
    lived(session, ani, at=NOW - timedelta(days=40))
    first, last = previous_days(TODAY - timedelta(days=29), TODAY)
    assert (last - first, last) == (timedelta(days=29), TODAY - timedelta(days=30))
    assert (read(session).count, read(session, first, last).count) == (0, 1)
    assert read(session).between == Measure(None, None, 0, 1)


def test_time_between_failures_has_its_median_and_the_time_since_the_last_is_open(session, ani):
    for days in (20, 8, 5):
        lived(session, ani, at=NOW - timedelta(days=days))
    lived(session, ani, at=NOW - timedelta(days=2), severity=Severity.SEV4)
    found = read(session)
    assert (found.between.n, found.between.open) == (3, 1)
    since = day_bounds(TODAY - timedelta(days=29), "Asia/Jakarta")[0]
    ran = [
        one / timedelta(minutes=1) for one in (NOW - since - timedelta(days=20), timedelta(days=12), timedelta(days=3))
    ]
    assert found.between.median == pytest.approx(sorted([ran[0] - 10, ran[1] - 60, ran[2] - 60])[1])
    whole = (NOW - since) / timedelta(minutes=1)
    assert found.between.mean == pytest.approx((whole - found.down) / 3)


def test_a_post_mortem_that_nobody_had_to_write_is_not_due(session, ani):
    incident = lived(session, ani, at=NOW - timedelta(days=20), severity=Severity.SEV3)
    at = NOW - timedelta(days=19)
    write_post_mortem(session, incident_id=incident.id, actor=ani, now=at, summary="Mati", root_cause="Disk penuh")
    assert (read(session).post_mortems_due, read(session).post_mortems_in_time) == (0, 0)


def test_post_mortems_in_time_and_overdue_items(session, ani):
    written = lived(session, ani, at=NOW - timedelta(days=20))
    lived(session, ani, at=NOW - timedelta(days=19))
    at = NOW - timedelta(days=19)
    write_post_mortem(session, incident_id=written.id, actor=ani, now=at, summary="Mati", root_cause="Disk penuh")
    add_action_item(
        session, incident_id=written.id, actor=ani, now=at, title="Disk", owner=ani.username,
        due=TODAY - timedelta(days=1),
    )  # fmt: skip
    found = read(session)
    assert (found.post_mortems_due, found.post_mortems_in_time, found.items_overdue) == (2, 1, 1)


@pytest.mark.parametrize(
    ("due", "done", "overdue"), [(4, None, (1, 1)), (4, 3, (1, 0)), (5, 2, (1, 0)), (3, None, (0, 1)), (8, 6, (0, 0))]
)
def test_items_are_overdue_as_of_the_end_of_the_period(session, ani, due, done, overdue):
    """Days ago; the period before ended three days ago."""
    incident = lived(session, ani, at=NOW - timedelta(days=20))
    item = ActionItem(
        incident_id=incident.id, title="Disk", owner_id=ani.id, due_date=TODAY - timedelta(days=due),
        done_at=None if done is None else NOW - timedelta(days=done), created_at=NOW - timedelta(days=9),
    )  # fmt: skip
    session.add(item)
    session.flush()
    before = read(session, TODAY - timedelta(days=30), TODAY - timedelta(days=4))
    assert (before.items_overdue, read(session).items_overdue) == overdue


def test_security_incidents_count_only_for_who_may_see_them(session, ani):
    hidden = lived(session, ani)
    hidden.kind = IncidentKind.SECURITY
    session.flush()
    dani = make_user(session, "Dani", Role.DEVELOPER)
    item = {"incident_id": hidden.id, "actor": ani, "now": NOW, "title": "Kunci", "due": TODAY - timedelta(days=1)}
    add_action_item(session, owner=ani.username, **item)
    found = [read(session, visible=incidents_visible_to(who)) for who in (ani, dani)]
    assert [(one.count, one.items_overdue) for one in found] == [(1, 1), (0, 0)]


def test_page_and_export_show_the_figures(client, session, ani):
    lived(session, ani)
    session.commit()
    log_in(client, ani)
    page = client.get("/admin/incident-measures/?days=7")
    assert page.status_code == 200
    assert "MTTR" in page.text
    assert "Portal" in page.text
    assert "MTTR (menit),60" in client.get("/admin/incident-measures/export.csv?days=7").text.replace(";", ",")
    assert client.get("/admin/incident-measures/export.pdf").status_code == 404
