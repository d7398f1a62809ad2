"""Questioned check-ins at the desk: on the work queue, with all clocks, accepted or not."""

from datetime import timedelta

import pytest

from app.models.visits.attendance import AttendanceStatus
from tests.factories import NOW
from tests.fieldwork.conftest import stamp
from tests.support.people import sign_in
from workflows.fieldwork import check_in


@pytest.fixture
def questioned(scene, session):
    """Three days after the press, sent when the signal came back."""
    scene.visit.planned_end += timedelta(days=5)
    sent_at = NOW + timedelta(days=3)
    pressed = stamp(device_at=NOW, sent_at=sent_at, offline=True)
    return check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=pressed, now=sent_at)


@pytest.fixture
def desk(app, client, scene, questioned):
    app.config["WTF_CSRF_ENABLED"] = False
    yield sign_in(client, scene.dewi)
    app.config["WTF_CSRF_ENABLED"] = True


def test_cs_finds_it_on_the_work_queue_and_sees_all_clocks(desk, questioned):
    assert "Absensi perlu diperiksa" in desk.get("/admin/").text
    page = desk.get(f"/admin/attendances/details/?id={questioned.id}").text
    for part in ("21/11/2026 10.00.00", "24/11/2026 10.00.00", "jam ditekan, menurut ponsel", "Hari lain"):
        assert part in page


@pytest.mark.parametrize(
    ("step", "status"), [("accept", AttendanceStatus.COUNTED), ("reject", AttendanceStatus.REJECTED)]
)
def test_cs_decides_and_the_decision_is_kept(desk, session, questioned, scene, step, status):
    sent = {"note": "Sudah ditelepon", "idempotency_key": f"attend-{step}-01"}
    assert desk.post(f"/admin/attendances/{questioned.id}/{step}", data=sent).status_code == 302
    session.refresh(questioned)
    assert (questioned.status, questioned.decided_by_id) == (status, scene.dewi.id)
    assert questioned.decision_note == "Sudah ditelepon"


def test_the_visits_page_leads_to_it(desk, scene, questioned):
    page = desk.get(f"/admin/visits/details/?id={scene.visit.id}").text
    assert f"/admin/attendances/details/?id={questioned.id}" in page
