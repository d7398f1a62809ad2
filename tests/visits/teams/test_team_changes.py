"""Ganti TS at any time: CS releases and replaces by name or by pool; a technician may ask to be released."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import Invalid, NotAvailable
from app.models.files.document import Document, DocumentKind
from app.models.visits.assignment import Assignment, ClaimResult, QueueEntry
from app.models.visits.fieldwork import AlertStatus, EmergencyAlert
from app.models.visits.release import ReleaseReason
from tests.factories import NOW, make_admin, make_assignment, make_company, make_cs, make_technician, make_visit
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.visits.teams.conftest import kinds_of, release, team_of
from workflows.accounts.users import StillPlaced, deactivate_user, plan_leave
from workflows.teams import ask_release, keep_technician
from workflows.visits import claim_place, find_in_pool, make_assignment_letter


def test_a_replacement_by_name_keeps_the_visit_full_and_tells_both_and_the_customer(session: Session) -> None:
    visit, budi, sari = make_visit(session, quota=1), make_technician(session, "Budi"), make_technician(session, "Sari")
    make_assignment(session, visit, budi)
    release(session, visit, budi, reason="SWAPPED", substitute_id=sari.id)
    assert (team_of(session, visit), visit.status, visit.places_taken) == (["Sari"], "ASSIGNED", 1)
    assert kinds_of(session, visit.id) == ["visit.technician_released", "visit.filled"]


def test_a_release_to_the_pool_asks_the_waiting_list_and_never_calls_the_released_again(session: Session) -> None:
    make_company(session)
    visit, budi, sari = make_visit(session, quota=1), make_technician(session, "Budi"), make_technician(session, "Sari")
    assert claim_place(session, visit_id=visit.id, technician=budi, now=NOW).won
    assert claim_place(session, visit_id=visit.id, technician=sari, now=NOW).position == 1
    release(session, visit, budi, note="demam")
    assert (visit.status, visit.places_taken, visit.places_reserved, visit.emergency) == ("OPEN", 0, 1, False)
    assert session.scalars(select(QueueEntry.status)).one() == "OFFERED"
    assert find_in_pool(session, visit_id=visit.id, technician=budi, now=NOW) is None
    assert claim_place(session, visit_id=visit.id, technician=budi, now=NOW).result == ClaimResult.RELEASED
    place = session.scalars(select(Assignment)).one()
    assert (place.release_reason, place.release_note, place.no_show) == (ReleaseReason.SICK, "demam", False)


def test_a_substitute_who_cannot_come_leaves_everything_as_it_was(session: Session) -> None:
    visit, budi, sari = make_visit(session, quota=1), make_technician(session, "Budi"), make_technician(session, "Sari")
    make_assignment(session, visit, budi)
    make_assignment(session, make_visit(session, quota=2), sari)
    with pytest.raises(Invalid) as refused, session.begin_nested():
        release(session, visit, budi, substitute_id=sari.id)
    assert refused.value.field == "substitute_id"
    session.expire_all()
    assert team_of(session, visit) == ["Budi"]


def test_nobody_is_their_own_substitute(session: Session) -> None:
    visit, budi = make_visit(session, quota=1), make_technician(session, "Budi")
    make_assignment(session, visit, budi)
    with pytest.raises(Invalid) as refused:
        release(session, visit, budi, substitute_id=budi.id)
    assert refused.value.field == "substitute_id"


def test_a_replacement_settles_the_alert_and_withdraws_the_message_that_names_the_old_team(session: Session) -> None:
    visit, budi = make_visit(session, quota=1), make_technician(session, "Budi")
    place = make_assignment(session, visit, budi)
    make_assignment_letter(session, visit_id=visit.id, actor=make_cs(session), now=NOW, vehicle="", tools="")
    late = visit.planned_start + timedelta(minutes=20)
    alert = EmergencyAlert(visit_id=visit.id, assignment_id=place.id, raised_at=late, note="")
    session.add(alert)
    session.flush()
    release(session, visit, budi, now=late)
    assert (alert.status, alert.minutes_lost, visit.emergency) == (AlertStatus.REPLACED, 20, True)
    delivery = session.scalars(select(Document).where(Document.kind == DocumentKind.ASSIGNMENT_LETTER)).one()
    assert delivery.withdrawn_at is not None


def test_a_technician_asks_to_be_released_and_cs_decides(session: Session) -> None:
    visit, budi, dewi = make_visit(session, quota=1), make_technician(session, "Budi"), make_cs(session)
    place = make_assignment(session, visit, budi)
    ask_release(session, visit_id=visit.id, actor=budi, now=NOW, reason="anak sakit")
    with pytest.raises(NotAvailable):
        ask_release(session, visit_id=visit.id, actor=budi, now=NOW, reason="lagi")
    assert (place.release_asked_at, place.release_asked_reason) == (NOW, "anak sakit")
    assert team_of(session, visit) == ["Budi"]
    keep_technician(session, visit_id=visit.id, actor=dewi, now=NOW, technician_id=budi.id, note="tidak ada pengganti")
    session.expire_all()
    assert place.release_asked_at is None
    with pytest.raises(NotAvailable):
        keep_technician(session, visit_id=visit.id, actor=dewi, now=NOW, technician_id=budi.id, note="lagi")
    assert kinds_of(session, visit.id) == ["visit.release_asked", "visit.release_refused"]


def test_leave_and_deactivation_offer_to_release_the_places_they_are_refused_for(session: Session) -> None:
    make_company(session)
    budi, ani = make_technician(session, "Budi"), make_admin(session)
    soon, later = make_visit(session), make_visit(session, planned_start=NOW + timedelta(days=9))
    make_assignment(session, soon, budi)
    make_assignment(session, later, budi)
    day = soon.planned_start.date()
    leave = {"user_id": budi.id, "first_date": day, "last_date": day, "actor": ani, "now": NOW}
    with pytest.raises(Invalid):
        plan_leave(session, **leave)
    plan_leave(session, **leave, release_places=True)
    session.expire_all()
    assert (team_of(session, soon), team_of(session, later)) == ([], ["Budi"])
    with pytest.raises(StillPlaced), session.begin_nested():
        deactivate_user(session, user_id=budi.id, actor=ani, now=NOW)
    session.expire_all()
    deactivate_user(session, user_id=budi.id, actor=ani, now=NOW, places="RELEASE")
    session.expire_all()
    assert team_of(session, later) == []
    reasons = session.scalars(select(Assignment.release_reason).order_by(Assignment.id)).all()
    assert reasons == [ReleaseReason.ON_LEAVE, ReleaseReason.DEACTIVATED]


def test_the_panel_offers_the_team_and_who_could_come_nearest_first(client: FlaskClient, session: Session) -> None:
    visit = make_visit(session, quota=1, planned_start=utc_now() + timedelta(days=1))
    budi = make_technician(session, "Budi")
    make_technician(session, "Agus", home_area="Kota Makassar")
    sari = make_technician(session, "Sari", home_area="Bandung")
    make_assignment(session, visit, budi)
    log_in(client, make_cs(session))
    page = client.get(f"/admin/visits/{visit.id}/release_technician?technician={budi.id}").get_data(as_text=True)
    assert page.index("Sari (Bandung)") < page.index("Agus (Kota Makassar, luar wilayah)")
    answer = post(
        client,
        f"/admin/visits/{visit.id}/release_technician",
        {"technician_id": budi.id, "reason": "WRONG_SKILL", "substitute_id": sari.id},
    )
    assert answer.status_code == 302, answer.get_data(as_text=True)[-1500:]
    assert team_of(session, visit) == ["Sari"]


def test_a_technician_asks_from_the_phone_and_cs_sees_it_at_home(client: FlaskClient, session: Session) -> None:
    make_company(session)
    visit, budi = make_visit(session, quota=1, planned_start=utc_now() + timedelta(days=1)), make_technician(session)
    make_assignment(session, visit, budi)
    log_in(client, budi)
    asked = post(client, f"/technician/visits/{visit.id}/ask-release", {"reason": "anak sakit"})
    assert asked.status_code == 303
    assert "Menunggu keputusan CS" in client.get(f"/technician/visits/{visit.id}").get_data(as_text=True)
    log_in(client, make_cs(session))
    home = client.get("/admin/").get_data(as_text=True)
    assert "anak sakit" in home
    assert f"/admin/visits/details/?id={visit.id}" in home
