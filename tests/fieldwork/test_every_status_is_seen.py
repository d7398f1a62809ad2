"""Whatever status a visit has, it and its label stand where people look: list, page, board, phone."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core.i18n import in_language
from app.models.visits.visit import ACTIVE, RUNNING, VISIT_LABELS, VisitStatus, VisitTicket
from app.web.technician.home import NEXT_STEP_SAYS_IT
from tests.factories import NOW, make_assignment, make_company, make_cs, make_technician, make_visit
from tests.support.logins import log_in
from workflows.fieldwork import get_my_job, list_board

YESTERDAY = NOW - timedelta(days=1)
HELD = sorted(ACTIVE | {VisitStatus.DONE})


def held(session: Session, status: VisitStatus, **given: object) -> VisitTicket:
    make_company(session)
    finished_at = NOW if status == VisitStatus.DONE else None
    visit = make_visit(session, finished_at=finished_at, **given)
    make_assignment(session, visit, make_technician(session, "Budi"))
    visit.status = status
    session.commit()
    return visit


def text_of(app: Flask, person: object, path: str) -> str:
    client = app.test_client()
    log_in(client, person)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("status", list(VisitStatus))
def test_list_and_page_show_every_status(app: Flask, session: Session, status: VisitStatus) -> None:
    visit, dewi = held(session, status), make_cs(session)
    label = in_language(VISIT_LABELS[status], "id")
    for path in ("/admin/visits/", f"/admin/visits/details/?id={visit.id}"):
        page = text_of(app, dewi, path)
        assert visit.number in page
        assert re.search(rf"<span class=\"badge[^>]*>{label}\b", page), path


@pytest.mark.parametrize("status", HELD)
def test_the_phone_of_a_team_shows_its_visit_and_says_what_the_next_step_does_not(
    app: Flask, session: Session, status: VisitStatus
) -> None:
    visit = held(session, status)
    label = in_language(VISIT_LABELS[status], "id")
    budi = visit.assignments[0].technician
    home = text_of(app, budi, "/technician/")
    assert visit.number in home
    assert (f">{label}</span>" in home) is (status not in NEXT_STEP_SAYS_IT)
    assert f">{label}</span>" in text_of(app, budi, f"/technician/visits/{visit.id}")


@pytest.mark.parametrize("status", sorted(RUNNING))
def test_work_that_has_begun_stays_in_sight_past_its_planned_end(session: Session, status: VisitStatus) -> None:
    visit = held(session, status, planned_start=YESTERDAY, planned_end=YESTERDAY + timedelta(hours=3))
    assert [card.visit.id for card in list_board(session, now=NOW)] == [visit.id]
    job = get_my_job(session, visit_id=visit.id, technician=visit.assignments[0].technician, now=NOW)
    assert job.is_for(NOW.date())
