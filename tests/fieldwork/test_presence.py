"""Check-in and check-out: two clocks, one position, once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.core.errors import Invalid, NotAvailable, NotFound
from app.models.visits.attendance import Attendance
from app.models.visits.fieldwork import AlertStatus, EmergencyAlert
from app.models.visits.visit import VisitStatus
from tests.factories import NOW, make_technician
from tests.fieldwork.conftest import FAR_AWAY, stamp
from workflows.fieldwork import (
    AlreadyRecorded,
    Fix,
    ReasonNeeded,
    check_in,
    check_out,
    raise_no_show_alerts,
    replace_technician,
)
from workflows.fieldwork.attendance.distance import distance_m


def test_a_degree_of_latitude_is_some_111_kilometres():
    assert distance_m(0, 0, 1, 0) == pytest.approx(111_195, abs=1)
    assert distance_m(-6.9, 107.6, -6.9, 107.6) == 0


def test_the_first_check_in_starts_the_visit_and_keeps_both_clocks(scene, session):
    device_at = NOW - timedelta(seconds=4)
    row = check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(device_at=device_at), now=NOW)
    assert (row.server_at, row.device_at, row.outside_radius, row.offline) == (NOW, device_at, False, False)
    assert row.distance_m == pytest.approx(0, abs=1)
    session.refresh(scene.visit)
    assert scene.visit.status == VisitStatus.IN_PROGRESS
    assert scene.visit.started_at == NOW


def test_the_same_key_sent_twice_is_one_check_in_with_one_answer(scene, session):
    sent = stamp()
    first = check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=sent, now=NOW)
    later = NOW + timedelta(minutes=5)
    again = check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=sent, now=later)
    assert again.id == first.id
    assert session.scalar(select(func.count(Attendance.id))) == 1


def test_another_key_on_the_same_day_is_told_that_it_is_known(scene, session):
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    with pytest.raises(AlreadyRecorded):
        check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)


def test_a_key_of_somebody_else_is_refused(scene, session):
    sent = stamp()
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=sent, now=NOW)
    with pytest.raises(Invalid):
        check_in(session, visit_id=scene.visit.id, technician=scene.sari, stamp=sent, now=NOW)


def test_outside_the_radius_a_reason_is_asked_and_then_nothing_blocks(scene, session):
    with pytest.raises(ReasonNeeded) as refusal:
        check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(fix=FAR_AWAY), now=NOW)
    assert "1,1 km" in str(refusal.value)
    explained = stamp(fix=FAR_AWAY, reason="Parkir di seberang sungai")
    row = check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=explained, now=NOW)
    assert row.outside_radius
    assert row.distance_m == pytest.approx(1112, abs=2)


def test_without_a_position_a_reason_is_needed(scene, session):
    with pytest.raises(ReasonNeeded):
        check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(fix=None), now=NOW)
    row = check_in(
        session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(fix=None, reason="GPS mati"), now=NOW
    )
    assert row.latitude is None


@pytest.mark.parametrize("latitude", [float("nan"), 91.0, float("inf")])
def test_an_impossible_position_is_refused(latitude):
    with pytest.raises(Invalid):
        Fix(latitude=latitude, longitude=107.0)


def test_an_offline_check_in_counts_for_the_day_the_phone_says(scene, session):
    yesterday = NOW - timedelta(days=1)
    sent = stamp(offline=True, device_at=yesterday)
    row = check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=sent, now=NOW)
    assert (row.work_date, row.server_at, row.device_at) == (date(2026, 11, 20), NOW, yesterday)


def test_a_phone_clock_from_last_year_is_kept_but_not_believed(scene, session):
    sent = stamp(offline=True, device_at=NOW - timedelta(days=365))
    row = check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=sent, now=NOW)
    assert row.work_date == date(2026, 11, 21)


def test_the_day_is_the_one_at_the_site(scene, session):
    scene.visit.site.time_zone = "Asia/Jayapura"
    late = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)  # 22.30 WIB, 00.30 WIT
    row = check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=late)
    assert row.work_date == date(2026, 11, 22)


def test_who_is_not_on_the_visit_finds_nothing(scene, session):
    tono = make_technician(session, "Tono")
    with pytest.raises(NotFound):
        check_in(session, visit_id=scene.visit.id, technician=tono, stamp=stamp(), now=NOW)


def test_check_out_needs_a_check_in_and_ends_its_day_even_after_midnight(scene, session):
    with pytest.raises(NotAvailable):
        check_out(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    came = check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    after_midnight = NOW + timedelta(hours=15)
    went = check_out(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=after_midnight)
    assert went.work_date == came.work_date
    with pytest.raises(AlreadyRecorded):
        check_out(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=after_midnight)


def test_a_check_in_answers_the_alert_and_counts_the_minutes(scene, session):
    raise_no_show_alerts(session, now=NOW)
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    alert = session.scalars(select(EmergencyAlert).where(EmergencyAlert.assignment_id == scene.budis_place.id)).one()
    session.refresh(alert)
    assert (alert.status, alert.minutes_lost) == (AlertStatus.ARRIVED, 60)


def test_what_was_queued_before_the_place_was_taken_away_is_told_so(scene, session):
    raise_no_show_alerts(session, now=NOW)
    alert_id = session.scalar(select(EmergencyAlert.id).where(EmergencyAlert.assignment_id == scene.saris_place.id))
    replace_technician(session, alert_id=alert_id, actor=scene.dewi, now=NOW)
    with pytest.raises(NotAvailable) as refusal:
        check_in(session, visit_id=scene.visit.id, technician=scene.sari, stamp=stamp(offline=True), now=NOW)
    assert "sudah dilepas" in str(refusal.value)
