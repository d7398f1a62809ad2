"""Announcements of records are called off and made again with them; rules leave no near day out and make none twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models.maintenance.record import MaintenanceRecord, MaintenanceTopic, RepeatUnit
from app.models.maintenance.record_flow import AlreadyAnnounced
from app.models.messaging.outbox import OutboxMessage
from app.models.status.status_page import MaintenanceStatus, StatusComponent
from tests.factories import NOW
from tests.maintenance.test_records import DAY, TODAY, make, make_rule, rani, step  # noqa: F401
from tests.support.logins import log_in
from tests.support.people import submit
from workflows.maintenance import apply_rules
from workflows.status import sweep_maintenance

WEEK = timedelta(days=7)


@pytest.fixture
def portal(session):
    made = StatusComponent(name="Portal")
    session.add(made)
    session.flush()
    return made


def announce(session, actor, record, portal, starts=NOW + DAY):
    times = {"components": [portal.id], "starts": starts, "ends": starts + DAY}
    return step(session, actor, record, "announce", title_en="New disk", text_en="Slow for a while", **times)


def test_cancelled_record_calls_its_announcement_off_and_a_reopened_one_is_announced_again(session, rani, portal):  # noqa: F811
    record = announce(session, rani, make(session, rani), portal)
    first = record.plan
    assert (first.title_en, first.text_en) == ("New disk", "Slow for a while")
    step(session, rani, record, "cancel", reason="Disk belum datang")
    assert (first.status, first.outcome) == (MaintenanceStatus.CANCELLED, "Disk belum datang")
    told = select(OutboxMessage.payload).where(OutboxMessage.kind == "status.maintenance")
    assert [one["fact"] for one in session.scalars(told.order_by(OutboxMessage.id))] == ["planned", "cancelled"]
    step(session, rani, record, "reopen", reason="Disk sudah datang")
    again = announce(session, rani, record, portal, starts=NOW + WEEK)
    assert again.plan_id != first.id
    with pytest.raises(AlreadyAnnounced):
        announce(session, rani, record, portal)


def test_announcement_that_has_begun_stays_when_its_record_is_cancelled(session, rani, portal):  # noqa: F811
    record = announce(session, rani, make(session, rani), portal)
    sweep_maintenance(session, now=NOW + DAY)
    step(session, rani, record, "cancel", reason="Mundur", now=NOW + DAY)
    session.refresh(record.plan)
    assert record.plan.status == MaintenanceStatus.IN_PROGRESS


@pytest.mark.parametrize(
    ("unit", "start", "lead", "days"),
    [
        (RepeatUnit.DAY, -20, 0, [0]),
        (RepeatUnit.DAY, 0, 2, [0, 1, 2]),
        (RepeatUnit.WEEK, -8, 3, [-1]),
        (RepeatUnit.WEEK, -8, 14, [6, 13]),
        (RepeatUnit.WEEK, 0, 30, [0, 7, 14, 21, 28]),
    ],
)
def test_every_near_day_has_its_record_and_of_the_missed_ones_the_last(session, rani, unit, start, lead, days):  # noqa: F811
    make_rule(session, rani, unit=unit, start_date=TODAY + start * DAY, lead_days=lead)
    assert apply_rules(session, now=NOW) == len(days)
    assert apply_rules(session, now=NOW) == 0
    made = session.scalars(select(MaintenanceRecord.due_date).order_by(MaintenanceRecord.id)).all()
    assert made == [TODAY + day * DAY for day in days]


def test_rule_that_counts_anew_makes_no_day_twice_and_stops_no_other_rule(client, session, rani):  # noqa: F811
    rule = make_rule(session, rani, start_date=TODAY)
    other = make_rule(session, rani, start_date=TODAY + 10 * DAY)
    assert apply_rules(session, now=NOW) == 1
    session.commit()
    log_in(client, rani)
    saved = submit(client, f"/admin/maintenance-rules/edit/?id={rule.id}", to="", unit="WEEK")
    assert saved.status_code == 302
    session.expire_all()
    assert (rule.made, rule.unit) == (0, RepeatUnit.WEEK)
    assert apply_rules(session, now=NOW + 3 * DAY) == 2
    wanted = select(MaintenanceRecord.rule_id, MaintenanceRecord.due_date).order_by(MaintenanceRecord.id)
    rows = [tuple(row) for row in session.execute(wanted)]
    assert rows == [(rule.id, TODAY), (rule.id, TODAY + WEEK), (other.id, TODAY + 10 * DAY)]


def test_form_announces_in_both_languages(client, session, rani, portal):  # noqa: F811
    record = make(session, rani, MaintenanceTopic.DATABASE)
    session.commit()
    log_in(client, rani)
    page = client.get(f"/admin/maintenance-records/{record.id}/announce").text
    assert 'name="title_en"' in page
    assert 'name="text_en"' in page


def test_only_numbers_are_measured(client, session, rani):  # noqa: F811
    session.commit()
    log_in(client, rani)
    given = {"topic": "PERFORMANCE", "title": "Indeks", "owner": rani.username, "figure_name": "p95 (ms)"}
    for typed in ("1e400", "Infinity", "NaN"):
        assert submit(client, "/admin/maintenance-records/new/", to="", **given, figure_before=typed).status_code != 302
    assert session.scalars(select(MaintenanceRecord)).all() == []
