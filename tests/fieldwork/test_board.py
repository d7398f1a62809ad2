"""The live board, and CS deciding on the panel's screens."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from admin_views.visits.board import COLUMNS, NEXT_STEPS
from app.core.clock import utc_now
from app.models.audit.audit_log import AuditEntry
from app.models.visits.fieldwork import AlertStatus, EmergencyAlert, ExtensionRequest, RequestStatus
from app.models.visits.visit import ACTIVE, VISIT_FLOW
from tests.factories import (
    make_assignment,
    make_company,
    make_cs,
    make_manager,
    make_sales,
    make_technician,
    make_visit,
)
from tests.fieldwork.conftest import stamp
from tests.support.people import sign_in, submit
from workflows.fieldwork import check_in, raise_no_show_alerts, request_extension


@pytest.fixture
def late(session):
    """Budi is an hour late; Sari is there."""
    make_company(session)
    start = utc_now() - timedelta(hours=1)
    visit = make_visit(session, planned_start=start)
    budi, sari = make_technician(session, "Budi"), make_technician(session, "Sari")
    for person in (budi, sari):
        make_assignment(session, visit, person, claimed_at=start - timedelta(hours=5))
    return visit, budi, sari


@pytest.fixture
def desk(client, session):
    return sign_in(client, make_cs(session))


def test_the_board_says_who_is_there_and_who_is_late(app, desk, session, late):
    visit, _, sari = late
    check_in(session, visit_id=visit.id, technician=sari, stamp=stamp(), now=utc_now())
    page = desk.get("/admin/board/").text
    assert visit.number in page
    assert "hadir sejak" in page
    assert "terlambat 60 menit" in page


def test_the_board_answers_304_until_something_happens(app, desk, session, late, monkeypatch):
    visit, budi, _ = late
    monkeypatch.setattr("workflows.fieldwork.board.TICK_SECONDS", 10**9)
    etag = desk.get("/admin/board/rows").headers["ETag"]
    assert desk.get("/admin/board/rows", headers={"If-None-Match": etag}).status_code == 304
    check_in(session, visit_id=visit.id, technician=budi, stamp=stamp(), now=utc_now())
    assert desk.get("/admin/board/rows", headers={"If-None-Match": etag}).status_code == 200


def test_the_board_is_drawn_once_for_everybody_who_sees_the_same(app, client, session, late):
    dewi, wulan = sign_in(client, make_cs(session)), sign_in(app.test_client(), make_cs(session, "Wulan"))
    first = dewi.get("/admin/board/rows")
    drawn = app.extensions["board_columns"]["id", True]
    second = wulan.get("/admin/board/rows")
    assert app.extensions["board_columns"]["id", True] is drawn
    assert second.text == first.text
    assert second.headers["ETag"] != first.headers["ETag"], "forms of alerts are each reader's own"


def test_what_the_board_does_not_show_keeps_its_tag(desk, session, late, monkeypatch):
    monkeypatch.setattr("workflows.fieldwork.board.TICK_SECONDS", 10**9)
    etag = desk.get("/admin/board/rows").headers["ETag"]
    session.add(AuditEntry(at=utc_now(), thing="customers", thing_id=1, action="edited", changes={}))
    assert desk.get("/admin/board/rows", headers={"If-None-Match": etag}).status_code == 304


def test_a_manager_looks_and_decides_nothing(app, client, session, late):
    raise_no_show_alerts(session, now=utc_now())
    maya = sign_in(client, make_manager(session))
    page = maya.get("/admin/board/").text
    assert "belum check-in" in page
    assert "replace_technician" not in page


def test_sales_and_technicians_have_no_board(app, client, session):
    assert sign_in(client, make_sales(session)).get("/admin/board/").status_code == 403
    assert sign_in(client, make_technician(session)).get("/admin/board/rows").status_code == 403


def test_cs_replaces_a_technician_from_the_panel(app, desk, session, late):
    visit, _, sari = late
    check_in(session, visit_id=visit.id, technician=sari, stamp=stamp(), now=utc_now())
    raise_no_show_alerts(session, now=utc_now())
    alert = session.scalars(select(EmergencyAlert)).one()
    assert "replace_technician" in desk.get("/admin/board/").text
    path = f"/admin/alerts/{alert.id}/replace_technician"
    assert submit(desk, path, to="replace_technician", note="Tidak diangkat").status_code == 302
    session.refresh(alert)
    assert (alert.status, alert.note) == (AlertStatus.REPLACED, "Tidak diangkat")
    assert desk.get(f"/admin/alerts/details/?id={alert.id}").status_code == 200
    assert desk.get("/admin/alerts/").status_code == 200


def test_cs_grants_days_from_the_panel_and_lets_one_leave(app, desk, session, late):
    visit, budi, sari = late
    for person in (budi, sari):
        check_in(session, visit_id=visit.id, technician=person, stamp=stamp(), now=utc_now())
    asked = request_extension(session, visit_id=visit.id, technician=budi, days=2, reason="Besar", now=utc_now())
    other = make_visit(session, planned_start=visit.planned_end + timedelta(hours=2), quota=1)
    make_assignment(session, other, sari)
    path = f"/admin/extensions/{asked.id}/approve"
    refused = submit(desk, path, to="approve")
    assert refused.status_code == 422
    assert "Sari sudah memegang job lain" in refused.text
    assert submit(desk, path, to="approve", leaving_ids=[str(sari.id)]).status_code == 302
    session.refresh(visit)
    assert (visit.added_days, visit.places_free) == (2, 1)
    assert session.get(ExtensionRequest, asked.id).status == RequestStatus.APPROVED
    assert desk.get("/admin/extensions/").status_code == 200
    assert desk.get(f"/admin/extensions/details/?id={asked.id}").status_code == 200


def test_every_active_status_has_a_column_and_a_next_step():
    """A status that joins ACTIVE is seen on the board, and CS can go on from there."""
    assert set(COLUMNS) >= ACTIVE
    assert set(NEXT_STEPS) == set(COLUMNS), "say in admin_views/visits/board.py what CS does next in this status"
    wrong = {status for status, step in NEXT_STEPS.items() if status not in VISIT_FLOW.transitions[step].sources}
    assert wrong == set(), "the next step does not leave this status"
