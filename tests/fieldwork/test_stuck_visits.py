"""No visit gets stuck: CS ends days and work in place of others, fails, reopens, copies, and takes photos back."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from app.core.errors import Invalid, NotAllowed, NotAvailable, NotFound
from app.core.files import StorageObject
from app.models.access_links import AccessLink
from app.models.company import Company
from app.models.files.document import Document, DocumentKind, PhotoPhase
from app.models.visits.attendance import MomentSource
from app.models.visits.desk_steps import WITH_FEE, WITHOUT_FEE
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.factories import NOW, make_assignment, make_technician, make_visit
from tests.fieldwork.conftest import stamp
from tests.support.people import sign_in
from workflows.fieldwork import (
    Collision,
    check_in,
    check_out_for,
    fail_visit,
    finish_anyway,
    list_missing,
    resume_work,
    upload_handover,
    upload_photo,
    withdraw_photo,
)
from workflows.invoices.labour import list_proposed_lines
from workflows.visits import VisitPlan, cancel_visit, close_visit, create_visit

HOUR = timedelta(hours=1)
PHOTO = StorageObject(storage_key="test/desk", sha256="d" * 64, size=1, media_type="image/jpeg")


@pytest.fixture
def running(scene, session):
    """Budi is at work, Sari never came."""
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    session.refresh(scene.visit)
    return scene


def end_for(session, scene, ended_at, now=NOW + 9 * HOUR, who=None):
    return check_out_for(
        session,
        visit_id=scene.visit.id,
        actor=scene.dewi,
        now=now,
        technician_id=(who or scene.budi).id,
        ended_at=ended_at,
        reason="Ponselnya rusak",
    )


def test_cs_checks_out_on_somebodys_behalf_and_it_is_marked(running, session):
    row = end_for(session, running, NOW + 7 * HOUR)
    assert (row.moment_source, row.happened_at, row.reason) == (MomentSource.DESK, NOW + 7 * HOUR, "Ponselnya rusak")
    assert "Budi belum check-out." not in [str(one) for one in list_missing(session, visit_id=running.visit.id)]
    with pytest.raises(NotAvailable):
        end_for(session, running, NOW + 8 * HOUR)


@pytest.mark.parametrize("ended_at", [NOW - HOUR, NOW, NOW + 10 * HOUR])
def test_an_end_before_the_check_in_or_in_the_future_is_refused(running, session, ended_at):
    with pytest.raises(Invalid):
        end_for(session, running, ended_at)


def test_nobody_can_be_checked_out_of_a_visit_they_are_not_on(running, session):
    with pytest.raises(Invalid):
        end_for(session, running, NOW + HOUR, who=make_technician(session, "Tono"))


def test_photos_and_bast_come_from_the_desk(running, session):
    upload_photo(session, visit_id=running.visit.id, actor=running.dewi, now=NOW, phase="BEFORE", photo=PHOTO)
    scan = StorageObject(storage_key="test/bast", sha256="e" * 64, size=1, media_type="application/pdf")
    upload_handover(session, visit_id=running.visit.id, actor=running.dewi, now=NOW, paper=scan)
    missing = [str(one) for one in list_missing(session, visit_id=running.visit.id)]
    assert not [one for one in missing if "Foto sebelum" in one or "BAST" in one]
    with pytest.raises(Invalid):
        upload_photo(session, visit_id=running.visit.id, actor=running.dewi, now=NOW, phase="AFTER", photo=scan)


def test_cs_finishes_with_a_reason_and_technicians_may_not(running, session):
    with pytest.raises(NotAllowed):
        finish_anyway(session, visit_id=running.visit.id, actor=running.budi, now=NOW, reason="x")
    done = finish_anyway(session, visit_id=running.visit.id, actor=running.dewi, now=NOW + HOUR, reason="Foto hilang")
    assert (done.status, done.finish_reason) == (VisitStatus.DONE, "Foto hilang")


@pytest.mark.parametrize(("fee", "lines"), [(WITHOUT_FEE, []), (WITH_FEE, [("Biaya kunjungan", 75_000)])])
def test_a_failed_visit_is_billed_with_the_call_out_fee_or_not_at_all(running, session, fee, lines):
    session.get_one(Company, 1).call_out_fee_idr = 75_000
    reason = "Pelanggan tidak di tempat"
    visit = fail_visit(session, visit_id=running.visit.id, actor=running.dewi, now=NOW + HOUR, reason=reason, fee=fee)
    assert (visit.status, visit.failure_reason) == (VisitStatus.DONE, reason)
    assert [(line.description, line.price_idr) for line in list_proposed_lines(session, visit)] == lines
    close_visit(session, visit_id=visit.id, actor=running.dewi, now=NOW + 2 * HOUR)
    assert session.scalars(select(AccessLink).where(AccessLink.visit_id == visit.id)).all() == [], "nobody rates it"


def test_a_visit_in_progress_can_be_cancelled(running, session):
    visit = cancel_visit(session, visit_id=running.visit.id, actor=running.dewi, reason="Batal", now=NOW + HOUR)
    assert (visit.status, visit.places_taken) == (VisitStatus.CANCELLED, 0)
    session.refresh(running.budis_place)
    assert running.budis_place.released_at == NOW + HOUR


def test_finished_work_is_reopened_and_the_team_holds_its_time_again(running, session):
    finish_anyway(session, visit_id=running.visit.id, actor=running.dewi, now=NOW + HOUR, reason="x")
    visit = resume_work(
        session, visit_id=running.visit.id, actor=running.dewi, now=NOW + 2 * HOUR, reason="Belum beres"
    )
    assert (visit.status, visit.finished_at, visit.finish_reason) == (VisitStatus.IN_PROGRESS, None, None)
    session.refresh(running.budis_place)
    assert running.budis_place.during.upper == visit.planned_end


def test_who_took_another_job_meanwhile_is_named(running, session):
    finish_anyway(session, visit_id=running.visit.id, actor=running.dewi, now=NOW + HOUR, reason="x")
    other = make_visit(session, planned_start=NOW + 3 * HOUR, quota=1)
    make_assignment(session, other, running.budi)
    with pytest.raises(Collision, match="Budi"):
        resume_work(session, visit_id=running.visit.id, actor=running.dewi, now=NOW + 2 * HOUR, reason="x")


def test_work_done_elsewhere_meanwhile_does_not_stop_the_reopening(running, session):
    finish_anyway(session, visit_id=running.visit.id, actor=running.dewi, now=NOW + HOUR, reason="x")
    other = make_visit(session, planned_start=NOW + 2 * HOUR, planned_end=NOW + 3 * HOUR, quota=1)
    make_assignment(session, other, running.budi)
    resume_work(session, visit_id=running.visit.id, actor=running.dewi, now=NOW + 3 * HOUR, reason="x")
    session.refresh(running.budis_place)
    assert running.budis_place.during.lower == NOW + 3 * HOUR


def test_work_finished_before_its_planned_start_is_reopened_beside_the_job_before_it(scene, session):
    """Budi checked in early, and holds another job until then."""
    start = scene.visit.planned_end
    early = make_visit(session, planned_start=start, quota=1)
    place = make_assignment(session, early, scene.budi)
    check_in(session, visit_id=early.id, technician=scene.budi, stamp=stamp(), now=NOW)
    finish_anyway(session, visit_id=early.id, actor=scene.dewi, now=NOW, reason="Salah tekan")
    resume_work(session, visit_id=early.id, actor=scene.dewi, now=NOW, reason="Belum beres")
    session.refresh(place)
    assert (place.during.lower, place.during.upper) == (start, early.planned_end)


@pytest.mark.parametrize("before_start", [timedelta(0), timedelta(minutes=1), 5 * HOUR])
def test_a_visit_that_fails_before_it_began_frees_its_team_whatever_they_hold_now(scene, session, before_start):
    start = NOW + timedelta(days=1)
    tomorrow = make_visit(session, planned_start=start, quota=1)
    place = make_assignment(session, tomorrow, scene.budi)
    now = start - before_start
    make_assignment(session, make_visit(session, planned_start=now - HOUR, planned_end=start), scene.budi)
    fail_visit(session, visit_id=tomorrow.id, actor=scene.dewi, now=now, reason="Batal", fee=WITHOUT_FEE)
    session.refresh(place)
    assert place.during.isempty
    make_assignment(session, make_visit(session, planned_start=start), scene.budi)


def plan_for(visit: VisitTicket, **given) -> VisitPlan:
    start = NOW + timedelta(days=7)
    facts = {"customer_id": visit.customer_id, "site_id": visit.site_id, "problem": "Masih bocor", **given}
    return VisitPlan(planned_start=start, planned_end=start + 8 * HOUR, **facts)


def test_a_rework_under_warranty_is_linked_and_offers_its_labour_switched_off(running, session):
    plan = plan_for(running.visit, rework_of_id=running.visit.id)
    with pytest.raises(Invalid):
        create_visit(session, plan=plan, actor=running.dewi, now=NOW)
    finish_anyway(session, visit_id=running.visit.id, actor=running.dewi, now=NOW + HOUR, reason="x")
    rework = create_visit(session, plan=plan, actor=running.dewi, now=NOW + HOUR)
    assert rework.rework_of_id == running.visit.id
    lines = list_proposed_lines(session, rework)
    assert lines
    assert not any(line.is_on for line in lines)


@pytest.mark.parametrize("name", ["copy", "rework_of"])
def test_the_form_of_a_copy_is_filled(client, running, session, name):
    page = sign_in(client, running.dewi).get(f"/admin/visits/new/?{name}={running.visit.id}").text
    assert running.visit.problem in page


def test_a_wrong_photo_is_taken_back_until_the_finish(running, session, add_document):
    photo = add_document(running.visit, DocumentKind.WORK_PHOTO, PhotoPhase.BEFORE)
    photo.made_by_id = running.budi.id
    session.flush()
    with pytest.raises(NotFound):
        withdraw_photo(session, document_id=photo.id, actor=running.sari, now=NOW)
    withdraw_photo(session, document_id=photo.id, actor=running.budi, now=NOW)
    assert any("Foto sebelum" in str(one) for one in list_missing(session, visit_id=running.visit.id))
    later = add_document(running.visit, DocumentKind.WORK_PHOTO, PhotoPhase.AFTER)
    finish_anyway(session, visit_id=running.visit.id, actor=running.dewi, now=NOW + HOUR, reason="x")
    with pytest.raises(NotAvailable):
        withdraw_photo(session, document_id=later.id, actor=running.dewi, now=NOW + HOUR)


def test_the_panel_offers_and_takes_all_of_it(app, client, running, session):
    app.config["WTF_CSRF_ENABLED"] = False
    desk = sign_in(client, running.dewi)
    page = desk.get(f"/admin/visits/details/?id={running.visit.id}").text
    for label in ("Check-out atas nama teknisi", "Unggah foto pekerjaan", "Unggah BAST", "Kunjungan gagal", "Salin"):
        assert label in page
    assert "Budi" in desk.get(f"/admin/visits/{running.visit.id}/check_out_for").text
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(picture, "JPEG")
    picture.seek(0)
    sent = {"phase": "AFTER", "photo": (picture, "sesudah.jpg"), "idempotency_key": "desk-photo-0001"}
    assert desk.post(f"/admin/visits/{running.visit.id}/upload_photo", data=sent).status_code == 302
    photo = session.scalars(select(Document).where(Document.kind == DocumentKind.WORK_PHOTO)).one()
    sent = {"idempotency_key": "desk-photo-0002"}
    assert desk.post(f"/admin/visits/photo/{photo.id}/withdraw", data=sent).status_code == 302
    app.config["WTF_CSRF_ENABLED"] = True
    session.refresh(photo)
    assert photo.withdrawn_at is not None
