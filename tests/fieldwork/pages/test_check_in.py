"""Check-in and check-out from the phone's pages."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.visits.attendance import Attendance
from app.models.visits.visit import VisitStatus
from tests.fieldwork.pages.phone import AT_SITE, JSON, post


def test_a_check_in_sent_twice_by_the_queue_is_one_with_one_answer(phone, session, visit):
    device_at = "2026-11-21T01:00:00+00:00"
    sent = {**AT_SITE, "offline": "1", "device_at": device_at}
    answers = [post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **sent) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[0].json == answers[2].json
    row = session.scalars(select(Attendance)).one()
    assert row.offline
    assert row.device_at.isoformat() == device_at
    session.refresh(visit)
    assert visit.status == VisitStatus.IN_PROGRESS


def test_another_key_on_the_same_day_is_a_duplicate_the_queue_may_drop(phone, visit):
    path = f"/technician/visits/{visit.id}/check-in"
    post(phone, path, headers=JSON, **AT_SITE)
    again = post(phone, path, key="key-00000002", headers=JSON, **AT_SITE)
    assert (again.status_code, again.json["error"]) == (409, "already_recorded")


def test_without_a_reason_far_away_is_refused_with_a_sentence_and_422(phone, visit):
    far = {**AT_SITE, "latitude": "-7.5"}
    refused = post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **far)
    assert (refused.status_code, refused.json["error"]) == (422, "reason_needed")
    fine = post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, reason="Gerbang lain", **far)
    assert fine.json["outside_radius"] is True


def test_a_plain_form_without_position_needs_a_reason_and_leads_back_to_the_page(phone, session, visit):
    path = f"/technician/visits/{visit.id}/check-in"
    refused = phone.post(path, data={"idempotency_key": "key-00000001"}, follow_redirects=True)
    assert "Tulis alasannya" in refused.text
    done = phone.post(path, data={"idempotency_key": "key-00000001", "reason": "GPS mati"}, follow_redirects=True)
    assert "tercatat" in done.text
    assert session.scalars(select(Attendance)).one().reason == "GPS mati"


@pytest.mark.parametrize("junk", ["nan", "inf", "abc", "1e999", ""])
def test_an_unreadable_position_counts_as_none(phone, visit, junk):
    sent = {"latitude": junk, "longitude": "107", "device_at": "gestern", "reason": "x"}
    assert post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **sent).status_code == 200


def test_only_a_receipt_with_the_key_says_that_something_was_taken(phone, visit):
    said = post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE).json
    assert said["receipt"] == "key-00000001"


def test_an_end_that_was_forgotten_is_written_down_on_the_next_day(phone, session, visit):
    yesterday = utc_now() - timedelta(hours=30)
    visit.planned_start, visit.planned_end = yesterday, utc_now() + timedelta(hours=8)
    session.flush()
    sent = {**AT_SITE, "offline": "1", "device_at": yesterday.isoformat(), "sent_at": utc_now().isoformat()}
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **sent)
    came = session.scalars(select(Attendance)).one()
    page = phone.get(f"/technician/visits/{visit.id}").text
    assert "Simpan jam pulang" in page
    ended = (came.happened_at + timedelta(hours=8)).astimezone(ZoneInfo("Asia/Jakarta"))
    path = f"/technician/visits/{visit.id}/end-of-day"
    fields = {"begun_id": str(came.id), "ended_time": f"{ended:%H:%M}", "reason": "Jam pulang ditulis kemudian"}
    assert post(phone, path, key="end-00000001", headers=JSON, **fields).status_code == 200
    went = session.scalars(select(Attendance).where(Attendance.kind == "CHECK_OUT")).one()
    assert (went.work_date, went.moment_source) == (came.work_date, "GIVEN_LATER")
    assert abs(went.happened_at - ended) < timedelta(minutes=1)
    assert "Simpan jam pulang" not in phone.get(f"/technician/visits/{visit.id}").text
