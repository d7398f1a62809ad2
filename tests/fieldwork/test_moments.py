"""The moment of the press counts, however it arrives, and what is hard to believe waits for CS."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.core.errors import Invalid, NotAllowed, NotAvailable
from app.models.audit.audit_log import AuditEntry
from app.models.visits.attendance import (
    ATTENDANCE_FLOW,
    Attendance,
    AttendanceKind,
    AttendanceStatus,
    Doubt,
    MomentSource,
)
from app.models.visits.fieldwork import EmergencyAlert
from app.models.visits.visit import VisitStatus
from tests.factories import NOW, make_technician
from tests.fieldwork.conftest import stamp
from workflows.fieldwork import (
    AlreadyRecorded,
    EndNeeded,
    Step,
    accept_attendance,
    check_in,
    check_out,
    get_my_job,
    list_missing,
    raise_no_show_alerts,
    reject_attendance,
    replace_technician,
)
from workflows.fieldwork.moment import read_moment
from workflows.invoices import draft_invoice
from workflows.transitions import transition

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def pressed(at: datetime, sent: datetime, **given):
    return stamp(device_at=at, sent_at=sent, **given)


def come(session, scene, now, sent=None, who=None):
    who = who or scene.budi
    return check_in(session, visit_id=scene.visit.id, technician=who, stamp=sent or stamp(), now=now)


def leave(session, scene, now, sent=None):
    return check_out(session, visit_id=scene.visit.id, technician=scene.budi, stamp=sent or stamp(), now=now)


def told_of(session, row):
    """The audit log's steps of a check-in or check-out: name, status before and after."""
    told = select(AuditEntry).where(AuditEntry.thing == "attendances", AuditEntry.thing_id == row.id)
    entries = session.scalars(told.order_by(AuditEntry.id)).all()
    return [(one.action, one.changes["status"]) for one in entries if one.action != "created"]


def test_an_evening_check_in_sent_in_the_morning_belongs_to_the_evening(scene, session):
    evening = NOW + 12 * HOUR  # 22.00 WIB
    morning = evening + 9 * HOUR
    row = come(session, scene, morning, pressed(evening, morning))
    assert (row.work_date, row.happened_at, row.server_at) == (date(2026, 11, 21), evening, morning)
    assert (row.moment_source, row.status) == (MomentSource.PHONE, AttendanceStatus.COUNTED)


def test_a_phone_clock_that_is_wrong_throughout_is_corrected_by_the_difference(scene, session):
    wrong = timedelta(days=400, hours=5)
    sent_at = NOW + 3 * HOUR
    row = come(session, scene, sent_at, pressed(NOW - wrong, sent_at - wrong))
    assert (row.happened_at, row.device_at, row.doubt) == (NOW, NOW - wrong, None)


@pytest.mark.parametrize(
    ("waited", "expected", "late"),
    [
        (timedelta(minutes=2), NOW, False),
        (timedelta(minutes=2, seconds=1), NOW - timedelta(minutes=2, seconds=1), True),
        (timedelta(days=30), NOW - timedelta(days=30), True),
        (timedelta(days=30, seconds=1), NOW, False),
        (timedelta(minutes=-5), NOW, False),
    ],
)
def test_the_edges_of_what_is_believed(waited, expected, late):
    moment = read_moment(device_at=NOW - waited, sent_at=NOW, offline=False, now=NOW)
    assert (moment.at, moment.is_late) == (expected, late)


def test_a_clock_set_back_while_waiting_is_a_question_for_cs(scene, session):
    row = come(session, scene, NOW, pressed(NOW, NOW - DAY, offline=True))
    assert (row.work_date, row.status, row.doubt) == (date(2026, 11, 21), AttendanceStatus.QUESTIONED, Doubt.CLOCK)


def test_four_days_sent_in_one_second_are_not_four_person_days(scene, session):
    scene.visit.planned_end += 5 * DAY
    scene.budis_place.claimed_at = scene.start - DAY
    now = NOW + 4 * DAY
    for day in range(4):
        come(session, scene, now, pressed(NOW + day * DAY, now, offline=True))
    counted = select(func.count()).where(Attendance.status == AttendanceStatus.COUNTED)
    assert session.scalar(counted) <= 1
    assert session.scalar(select(func.count(Attendance.id))) == 4


def test_two_phones_arrive_in_the_wrong_order_and_the_earlier_tap_is_the_arrival(scene, session):
    first = NOW
    row = come(session, scene, NOW + HOUR)
    again = come(session, scene, NOW + 2 * HOUR, pressed(first, NOW + 2 * HOUR))
    assert (again.id, again.happened_at) == (row.id, first)
    with pytest.raises(AlreadyRecorded):
        come(session, scene, NOW + 3 * HOUR, pressed(NOW + 30 * timedelta(minutes=1), NOW + 3 * HOUR))


def test_a_check_out_that_overtakes_its_check_in_is_kept_and_counts_once_that_arrives(scene, session):
    sent_at = NOW + 9 * HOUR
    went = leave(session, scene, sent_at, pressed(NOW + 7 * HOUR, sent_at))
    assert went.doubt == Doubt.NO_CHECK_IN
    come(session, scene, sent_at + HOUR, pressed(NOW, sent_at + HOUR))
    session.expire_all()
    assert (went.status, went.doubt, went.work_date) == (AttendanceStatus.COUNTED, None, date(2026, 11, 21))
    assert told_of(session, went) == [("pair", ["QUESTIONED", "COUNTED"])]


def test_only_a_check_out_that_waits_for_its_check_in_is_paired(scene, session):
    come(session, scene, NOW)
    went = leave(session, scene, NOW + DAY, pressed(NOW + 7 * HOUR, NOW + DAY))
    went.status, went.doubt = AttendanceStatus.QUESTIONED, Doubt.CLOCK
    session.flush()
    with pytest.raises(NotAvailable):
        transition(session, ATTENDANCE_FLOW, went.id, "pair", actor=None, now=NOW)
    with pytest.raises(NotAllowed):
        transition(session, ATTENDANCE_FLOW, went.id, "supersede", actor=scene.dewi, now=NOW)


EVENINGS = {"in 1": 10, "out 1": 15.5, "in 2": 33, "out 2": 38.5, "in 3": 47, "out 3": 55}  # hours after NOW


@pytest.mark.parametrize(
    "order",
    [
        ("in 1", "out 1", "in 3", "out 2", "out 3", "in 2"),
        ("in 1", "out 3", "out 2", "out 1", "in 2", "in 3"),
        ("in 2", "out 2", "in 3", "out 1", "out 3", "in 1"),
        ("in 3", "out 3", "out 2", "out 1", "in 1", "in 2"),
        ("out 1", "in 1", "out 3", "in 3", "out 2", "in 2"),
        ("out 1", "out 2", "out 3", "in 1", "in 3", "in 2"),
        ("out 3", "out 1", "out 2", "in 1", "in 2", "in 3"),
    ],
)
def test_shifts_across_midnight_that_arrive_in_any_order_end_on_the_day_they_began(scene, session, order):
    scene.visit.planned_end += 3 * DAY
    now = NOW + 56 * HOUR
    for number, name in enumerate(order):
        at, sent_at = NOW + EVENINGS[name] * HOUR, now + number * timedelta(minutes=1)
        (come if name.startswith("in") else leave)(session, scene, sent_at, pressed(at, sent_at, offline=True))
    session.expire_all()
    ends = select(Attendance.work_date, Attendance.happened_at).where(
        Attendance.kind == AttendanceKind.CHECK_OUT, Attendance.status == AttendanceStatus.COUNTED
    )
    assert session.execute(ends.order_by(Attendance.work_date)).all() == [
        (date(2026, 11, 20 + day), NOW + EVENINGS[f"out {day}"] * HOUR) for day in (1, 2, 3)
    ]


def test_yesterdays_check_out_that_arrives_after_todays_check_in_ends_yesterday(scene, session):
    scene.visit.planned_end += DAY
    come(session, scene, NOW)
    come(session, scene, NOW + DAY)
    went = leave(session, scene, NOW + DAY + HOUR, pressed(NOW + 7 * HOUR, NOW + DAY + HOUR))
    assert went.work_date == date(2026, 11, 21)
    assert (went.happened_at, went.status) == (NOW + 7 * HOUR, AttendanceStatus.COUNTED)


def test_a_tap_across_midnight_and_zones_is_on_the_sites_day(scene, session):
    scene.visit.site.time_zone = "Asia/Jayapura"
    before = datetime(2026, 11, 21, 14, 59, tzinfo=UTC)  # 23.59 WIT
    row = come(session, scene, before + HOUR, pressed(before, before + HOUR))
    assert row.work_date == date(2026, 11, 21)
    other = check_in(
        session,
        visit_id=scene.visit.id,
        technician=scene.sari,
        stamp=pressed(before + timedelta(minutes=1), before + HOUR),
        now=before + HOUR,
    )
    assert other.work_date == date(2026, 11, 22)


def test_who_was_there_before_being_replaced_is_shown_to_cs_and_is_no_no_show(scene, session):
    raise_no_show_alerts(session, now=NOW)
    alert_id = session.scalar(select(EmergencyAlert.id).where(EmergencyAlert.assignment_id == scene.budis_place.id))
    replace_technician(session, alert_id=alert_id, actor=scene.dewi, now=NOW)
    row = come(session, scene, NOW + HOUR, pressed(NOW - timedelta(minutes=30), NOW + HOUR))
    assert (row.doubt, row.status, row.assignment_id) == (Doubt.RELEASED, "QUESTIONED", scene.budis_place.id)
    accept_attendance(session, attendance_id=row.id, actor=scene.dewi, now=NOW + 2 * HOUR)
    session.refresh(scene.budis_place)
    assert not scene.budis_place.no_show


def test_a_tap_before_the_cancel_arrives_after_it_and_is_shown_to_cs(scene, session):
    scene.visit.status, scene.visit.cancelled_at = VisitStatus.CANCELLED, NOW + HOUR
    row = come(session, scene, NOW + 2 * HOUR, pressed(NOW, NOW + 2 * HOUR))
    assert (row.status, row.doubt) == (AttendanceStatus.QUESTIONED, Doubt.CANCELLED)
    session.refresh(scene.visit)
    assert scene.visit.status == VisitStatus.CANCELLED
    with pytest.raises(NotAvailable):
        come(session, scene, NOW + 2 * HOUR, who=scene.sari)


@pytest.mark.parametrize(("billed", "doubt"), [(True, Doubt.BILLED), (False, None)])
def test_a_person_day_that_arrives_after_the_invoice_is_shown_to_cs(scene, session, billed, doubt):
    come(session, scene, NOW)
    scene.visit.status, scene.visit.finished_at = VisitStatus.DONE, NOW + 7 * HOUR
    session.flush()
    if billed:
        draft_invoice(session, visit_id=scene.visit.id, actor=scene.dewi, now=NOW + 8 * HOUR)
    row = come(session, scene, NOW + 9 * HOUR, pressed(NOW, NOW + 9 * HOUR), who=scene.sari)
    assert (row.doubt, row.work_date) == (doubt, date(2026, 11, 21))


@pytest.mark.parametrize(("moved", "doubt"), [(DAY, None), (9 * DAY, Doubt.FAR_FROM_PLAN)])
def test_after_a_reschedule_a_tap_far_from_the_new_plan_is_questioned(scene, session, moved, doubt):
    scene.visit.planned_start += moved
    scene.visit.planned_end += moved
    row = come(session, scene, NOW)
    assert row.doubt == doubt


def test_a_tap_before_the_claim_is_not_believed(scene, session):
    scene.budis_place.claimed_at = NOW
    row = come(session, scene, NOW + HOUR, pressed(NOW - timedelta(minutes=6), NOW + HOUR))
    assert row.doubt == Doubt.BEFORE_CLAIM


@pytest.mark.parametrize("days", [-1, 0, 1, 3])
def test_no_day_of_work_is_made_up_by_a_time_given_for_a_check_in(scene, session, days):
    with pytest.raises(Invalid) as refused:
        come(session, scene, NOW, stamp(given_at=NOW + days * DAY))
    assert refused.value.field == "given_at"
    assert session.scalar(select(func.count()).select_from(Attendance)) == 0


def test_a_questioned_check_in_gives_way_to_a_sure_one_of_the_same_day(scene, session):
    doubtful = come(session, scene, NOW, pressed(NOW, NOW - DAY, offline=True))
    sure = come(session, scene, NOW + HOUR)
    session.refresh(doubtful)
    assert (doubtful.status, sure.status) == (AttendanceStatus.REJECTED, AttendanceStatus.COUNTED)
    assert told_of(session, doubtful) == [("supersede", ["QUESTIONED", "REJECTED"])]


def test_what_cs_rejects_leaves_the_day_open(scene, session):
    row = come(session, scene, NOW)
    reject_attendance(session, attendance_id=row.id, actor=scene.dewi, now=NOW, note="Tidak di lokasi")
    again = come(session, scene, NOW + HOUR)
    assert (again.id != row.id, again.work_date) == (True, row.work_date)


def test_the_day_after_a_forgotten_check_out_begins_anew_and_asks_for_the_end(scene, session):
    scene.visit.planned_end += DAY
    come(session, scene, NOW)
    morning = NOW + 22 * HOUR
    job = get_my_job(session, visit_id=scene.visit.id, technician=scene.budi, now=morning)
    assert (job.step, [row.work_date for row in job.unended]) == (Step.CHECK_IN, [date(2026, 11, 21)])
    with pytest.raises(EndNeeded):
        leave(session, scene, morning)
    come(session, scene, morning)
    assert "Budi belum menulis jam pulang tanggal 21/11/2026." in [
        str(one) for one in list_missing(session, visit_id=scene.visit.id)
    ]
    ended = leave(session, scene, morning + HOUR, stamp(given_at=NOW + 7 * HOUR, fix=None))
    assert (ended.work_date, ended.moment_source) == (date(2026, 11, 21), MomentSource.GIVEN_LATER)
    assert ended.happened_at == NOW + 7 * HOUR
    kinds = session.scalars(select(Attendance.kind).where(Attendance.kind == AttendanceKind.CHECK_IN)).all()
    assert len(kinds) == 2


@pytest.mark.parametrize("given", [NOW, NOW - HOUR, NOW + 18 * HOUR + timedelta(seconds=1), NOW + 40 * HOUR])
def test_an_end_that_cannot_be_is_refused(scene, session, given):
    come(session, scene, NOW)
    with pytest.raises((Invalid, NotAvailable, AlreadyRecorded)):
        leave(session, scene, NOW + 30 * HOUR, stamp(given_at=given, fix=None))


def test_work_after_midnight_is_not_forgotten(scene, session):
    come(session, scene, NOW + 8 * HOUR)  # 18.00
    job = get_my_job(session, visit_id=scene.visit.id, technician=scene.budi, now=NOW + 15 * HOUR)
    assert job.present_since == NOW + 8 * HOUR
    assert job.may_begin_today


def test_who_was_never_on_the_visit_cannot_leave_a_late_check_in(scene, session):
    tono = make_technician(session, "Tono")
    with pytest.raises(Exception, match="tidak ditemukan"):
        come(session, scene, NOW, pressed(NOW - HOUR, NOW), who=tono)
