"""CS assigns a technician by name: who can come, and who comes before whom."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.models.accounts.user import Leave, Skill, UserStatus
from app.models.audit.audit_log import AuditEntry
from app.models.visits.assignment import Assignment, QueueEntry
from tests.factories import (
    NOW,
    make_assignment,
    make_company,
    make_cs,
    make_customer,
    make_site,
    make_technician,
    make_visit,
)
from tests.visits.teams.conftest import kinds_of, release, team_of
from workflows.teams import assign_technician
from workflows.visits import claim_place, count_free_technicians


def test_cs_assigns_a_technician_by_name(session: Session) -> None:
    visit, budi, dewi = make_visit(session, quota=1), make_technician(session, "Budi"), make_cs(session)
    assign_technician(session, visit_id=visit.id, actor=dewi, now=NOW, technician_id=budi.id)
    session.expire_all()
    assert (team_of(session, visit), visit.status, visit.places_taken) == (["Budi"], "ASSIGNED", 1)
    assert session.scalars(select(Assignment.source)).one() == "DESK"
    assert kinds_of(session, visit.id) == ["visit.filled"]
    written = session.scalars(select(AuditEntry).where(AuditEntry.action == "assign_technician")).one()
    assert (written.actor_id, written.changes["technician"]) == (dewi.id, "Budi")


def test_a_full_visit_takes_nobody_by_name_either(session: Session) -> None:
    visit, budi, sari = make_visit(session, quota=1), make_technician(session, "Budi"), make_technician(session, "Sari")
    make_assignment(session, visit, budi)
    with pytest.raises(NotAvailable):
        assign_technician(session, visit_id=visit.id, actor=make_cs(session), now=NOW, technician_id=sari.id)


@pytest.mark.parametrize("obstacle", ["leave", "skill", "busy", "on it", "inactive"])
def test_who_cannot_come_is_not_assigned_and_cs_is_told_why(session: Session, obstacle: str) -> None:
    visit, budi = make_visit(session), make_technician(session, "Budi")
    if obstacle == "leave":
        day = visit.planned_start.date()
        session.add(Leave(user_id=budi.id, first_date=day, last_date=day))
    elif obstacle == "skill":
        skill = Skill(name="Chiller")
        session.add(skill)
        session.flush()
        visit.skill_id = skill.id
    elif obstacle == "busy":
        make_assignment(session, make_visit(session), budi)
    elif obstacle == "on it":
        make_assignment(session, visit, budi)
    else:
        budi.status = UserStatus.INACTIVE
    session.flush()
    with pytest.raises(Invalid) as refused:
        assign_technician(session, visit_id=visit.id, actor=make_cs(session), now=NOW, technician_id=budi.id)
    assert refused.value.field == "technician_id"


def test_cs_may_bring_the_released_back_by_name(session: Session) -> None:
    visit, budi = make_visit(session, quota=1), make_technician(session, "Budi")
    make_assignment(session, visit, budi)
    release(session, visit, budi)
    assign_technician(session, visit_id=visit.id, actor=make_cs(session), now=NOW, technician_id=budi.id)
    assert team_of(session, visit) == ["Budi"]


def test_availability_counts_those_of_the_area(session: Session) -> None:
    site = make_site(session, make_customer(session), city="Kota Bandung")
    for name, area in (("Budi", "Bandung"), ("Sari", None), ("Rizal", "Kota Makassar")):
        make_technician(session, name, home_area=area)
    plan = {
        "planned_start": NOW + timedelta(days=1),
        "planned_end": NOW + timedelta(days=1, hours=3),
        "time_zone": site.time_zone,
    }
    assert count_free_technicians(session, **plan, site=site) == 2
    assert count_free_technicians(session, **plan) == 3


@pytest.mark.parametrize(("chosen", "line"), [("Joko", "WAITING"), ("Sari", "TAKEN")])
def test_whom_cs_names_comes_before_an_offer_to_the_waiting_list(session: Session, chosen: str, line: str) -> None:
    make_company(session)
    visit = make_visit(session, quota=1)
    people = {name: make_technician(session, name) for name in ("Budi", "Sari", "Joko")}
    for name in ("Budi", "Sari"):
        claim_place(session, visit_id=visit.id, technician=people[name], now=NOW)
    release(session, visit, people["Budi"])
    assert visit.places_reserved == 1
    assign_technician(
        session, visit_id=visit.id, actor=make_cs(session, "Dini"), now=NOW, technician_id=people[chosen].id
    )
    session.expire_all()
    assert (team_of(session, visit), visit.status, visit.places_reserved) == ([chosen], "ASSIGNED", 0)
    assert session.scalars(select(QueueEntry.status)).one() == line
