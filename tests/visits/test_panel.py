"""The desk's screen of tickets, over HTTP."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.files.document import Document
from app.models.visits.assignment import ClaimAttempt
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.documents.pictures import pdf, photo
from tests.factories import (
    make_assignment,
    make_cs,
    make_customer,
    make_sales,
    make_site,
    make_technician,
    make_visit,
)
from tests.support.logins import log_in
from tests.support.walking.posting import post


@pytest.fixture
def desk(session: Session, client: FlaskClient) -> FlaskClient:
    log_in(client, make_cs(session))
    return client


def filled_in(session: Session, **given: Any) -> dict[str, Any]:
    customer = make_customer(session)
    site = make_site(session, customer)
    day = (utc_now() + timedelta(days=3)).date()
    return {
        "customer_id": customer.id,
        "site_id": site.id,
        "problem": "Kulkas tidak dingin",
        "priority": "HIGH",
        "skill_id": "",
        "planned_start": f"{day}T09:00",
        "planned_end": f"{day}T12:00",
        "quota": 1,
        "race_opens_at": "",
        "notes": "",
        "override_reason": "",
        "idempotency_key": "k" * 20,
    } | given


def only_visit(session: Session) -> VisitTicket:
    return session.scalars(select(VisitTicket)).one()


def test_saving_makes_a_draft_and_publishing_opens_it(desk: FlaskClient, session: Session) -> None:
    make_technician(session)
    answer = post(desk, "/admin/visits/new/", filled_in(session, publish="1"))
    assert answer.status_code == 302, answer.get_data(as_text=True)[-3000:]
    visit = only_visit(session)
    assert visit.status == VisitStatus.OPEN
    assert visit.planned_start.hour == 2  # 09.00 WIB
    assert visit.number.endswith("-000001")


def test_times_are_those_of_the_sites_own_zone(desk: FlaskClient, session: Session) -> None:
    make_technician(session)
    form = filled_in(session)
    form["site_id"] = make_site(
        session,
        session.get_one(VisitTicket.customer.property.mapper.class_, form["customer_id"]),
        time_zone="Asia/Jayapura",
    ).id
    post(desk, "/admin/visits/new/", form)
    visit = only_visit(session)
    assert visit.planned_start.hour == 0  # 09.00 WIT
    page = desk.get(f"/admin/visits/edit/?id={visit.id}").get_data(as_text=True)
    assert ' 09.00"' in page


def test_a_double_tap_makes_one_ticket(desk: FlaskClient, session: Session) -> None:
    make_technician(session)
    form = filled_in(session)
    for _ in range(2):
        post(desk, "/admin/visits/new/", form)
    assert only_visit(session).problem == "Kulkas tidak dingin"


def test_too_few_technicians_are_said_at_the_field_that_overrides(desk: FlaskClient, session: Session) -> None:
    form = filled_in(session)
    page = post(desk, "/admin/visits/new/", form)
    assert "Hanya 0 teknisi yang tersedia" in page.get_data(as_text=True)
    post(desk, "/admin/visits/new/", form | {"override_reason": "Vendor ikut", "idempotency_key": "j" * 20})
    assert only_visit(session).quota_override_reason == "Vendor ikut"


@pytest.mark.parametrize(
    "wrong",
    [
        {"customer_id": "abc"},
        {"customer_id": "9" * 30},
        {"site_id": "-1"},
        {"site_id": "9" * 30},
        {"skill_id": "abc"},
        {"skill_id": "999"},
        {"planned_start": "kapan-kapan"},
        {"quota": "banyak"},
        {"quota": "9" * 30},
        {"priority": "SUPER"},
        {"problem": "a\x00b"},
        {"problem": ""},
    ],
)
def test_nonsense_is_refused_and_nothing_is_made(desk: FlaskClient, session: Session, wrong: dict[str, Any]) -> None:
    make_technician(session)
    answer = post(desk, "/admin/visits/new/", filled_in(session, **wrong))
    assert answer.status_code in {200, 422}
    assert session.scalars(select(VisitTicket)).all() == []


def test_the_live_count_answers_whatever_is_asked(desk: FlaskClient, session: Session) -> None:
    make_technician(session)
    when = "planned_start=2026-12-01T09:00&planned_end=2026-12-01T12:00"
    told = desk.get(f"/admin/visits/free?{when}&quota=2").get_json()
    assert told["free"] == 1
    assert told["enough"] is False
    for odd in (
        "",
        "planned_start=x&planned_end=y",
        f"{when}&site_id=abc&skill_id=zz&quota=x",
        f"{when}&site_id={'9' * 30}",
    ):
        assert desk.get(f"/admin/visits/free?{odd}").status_code == 200


def test_sites_follow_the_customer(desk: FlaskClient, session: Session) -> None:
    agus, ratna = make_customer(session, "Pak Agus"), make_customer(session, "Bu Ratna")
    mine = make_site(session, agus, name="Gudang")
    make_site(session, ratna, name="Toko")
    assert [row[0] for row in desk.get(f"/admin/visits/sites?customer_id={agus.id}").get_json()] == [mine.id]
    assert desk.get("/admin/visits/sites?customer_id=abc").get_json() == []
    assert desk.get("/admin/visits/customers?query=ratna").get_json() == [[ratna.id, str(ratna)]]


def test_a_ticket_somebody_holds_has_no_form(desk: FlaskClient, session: Session) -> None:
    visit = make_visit(session)
    make_assignment(session, visit, make_technician(session))
    answer = desk.get(f"/admin/visits/edit/?id={visit.id}")
    assert answer.status_code == 302
    assert answer.location.endswith(f"/admin/visits/details/?id={visit.id}")


def test_the_page_shows_team_attempts_waiting_list_documents_and_transitions(
    desk: FlaskClient, session: Session
) -> None:
    visit = make_visit(session, quota=1)
    budi = make_technician(session, "Budi")
    make_assignment(session, visit, budi)
    session.add(ClaimAttempt(visit_id=visit.id, technician_id=budi.id, at=utc_now(), source="POOL", result="WON"))
    page = desk.get(f"/admin/visits/details/?id={visit.id}").get_data(as_text=True)
    for part in ("Siapa menekan kapan", "Dapat tempat", "Buat Surat Tugas", "Jadwalkan ulang", "Batalkan", "Di tim"):
        assert part in page


def test_sales_reads_and_writes_nothing(session: Session, client: FlaskClient) -> None:
    log_in(client, make_sales(session))
    visit = make_visit(session, quota=1)
    make_assignment(session, visit, make_technician(session))
    page = client.get(f"/admin/visits/details/?id={visit.id}").get_data(as_text=True)
    assert "Buat Surat Tugas" not in page
    assert client.get("/admin/visits/new/").status_code in {302, 403}
    assert post(client, f"/admin/visits/{visit.id}/make_letter", {"idempotency_key": "k" * 20}).status_code == 403


@pytest.mark.parametrize(("content", "kind"), [(pdf(), "application/pdf"), (photo(), "image/jpeg")])
def test_a_message_the_firm_already_has_is_uploaded(
    desk: FlaskClient, session: Session, content: bytes, kind: str
) -> None:
    visit = make_visit(session, quota=1)
    make_assignment(session, visit, make_technician(session))
    answer = post(
        desk,
        f"/admin/visits/{visit.id}/upload_letter",
        {"paper": (BytesIO(content), "surat.pdf"), "idempotency_key": "k" * 20},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 302, answer.get_data(as_text=True)[-2000:]
    paper = session.scalars(select(Document)).one()
    assert paper.kind == "ASSIGNMENT_LETTER"
    assert paper.file.media_type == kind


def test_a_script_called_surat_pdf_is_refused_in_words(desk: FlaskClient, session: Session) -> None:
    visit = make_visit(session, quota=1)
    make_assignment(session, visit, make_technician(session))
    answer = post(
        desk,
        f"/admin/visits/{visit.id}/upload_letter",
        {"paper": (BytesIO(b"<script>alert(1)</script>"), "surat.pdf"), "idempotency_key": "k" * 20},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert "PDF atau foto" in answer.get_data(as_text=True)
    assert session.scalars(select(Document)).all() == []


def test_documents_wait_for_the_team(desk: FlaskClient, session: Session) -> None:
    visit = make_visit(session)
    answer = post(
        desk, f"/admin/visits/{visit.id}/make_letter", {"vehicle": "", "tools": "", "idempotency_key": "k" * 20}
    )
    assert answer.status_code == 422
    assert session.scalars(select(Document)).all() == []


def test_every_claim_attempt_is_listed_and_found_by_its_ticket(desk: FlaskClient, session: Session) -> None:
    budi, sari = make_technician(session, "Budi"), make_technician(session, "Sari")
    first, second = make_visit(session), make_visit(session)
    session.add(ClaimAttempt(visit_id=first.id, technician_id=budi.id, at=utc_now(), source="POOL", result="WON"))
    session.add(ClaimAttempt(visit_id=second.id, technician_id=sari.id, at=utc_now(), source="TELEGRAM", result="FULL"))
    page = desk.get("/admin/presses/").get_data(as_text=True)
    assert page.count("col-visit") >= 3
    found = desk.get(f"/admin/presses/?search={second.number}").get_data(as_text=True)
    assert second.number in found
    assert first.number not in found
    assert "Sari" in found
