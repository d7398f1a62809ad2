"""CS plans a visit: numbers, sites, quotas, and what may be changed until when."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotAvailable
from app.models.accounts.user import Leave, Skill
from app.models.audit.audit_log import AuditEntry
from app.models.files.document import DocumentKind
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitStatus
from tests.factories import (
    NOW,
    make_assignment,
    make_cs,
    make_customer,
    make_sales,
    make_site,
    make_technician,
    make_visit,
)
from workflows.documents import issue_document
from workflows.visits import (
    AlreadyHeld,
    QuotaNotMet,
    TeamCollides,
    VisitPlan,
    cancel_visit,
    claim_place,
    count_free_technicians,
    create_visit,
    edit_visit,
    publish_visit,
    reschedule_visit,
)

TOMORROW = NOW + timedelta(days=1, hours=-1)  # 09.00 WIB


def make_plan(session: Session, **given: Any) -> VisitPlan:
    customer = make_customer(session)
    site = make_site(session, customer)
    facts = {
        "customer_id": customer.id,
        "site_id": site.id,
        "problem": "AC bocor",
        "planned_start": TOMORROW,
        "planned_end": TOMORROW + timedelta(hours=3),
        "quota": 1,
    }
    return VisitPlan(**facts | given)


def kinds_of(session: Session, visit_id: int) -> list[str]:
    sent = select(OutboxMessage.kind).where(OutboxMessage.visit_id == visit_id)
    return list(session.scalars(sent.order_by(OutboxMessage.id)))


def test_a_ticket_is_a_draft_with_the_next_number_of_the_year(session: Session) -> None:
    dewi = make_cs(session)
    make_technician(session)
    first = create_visit(session, plan=make_plan(session), actor=dewi, now=NOW)
    second = create_visit(session, plan=make_plan(session), actor=dewi, now=NOW)
    assert first.number == "TKT-2026-000001"
    assert second.number == "TKT-2026-000002"
    assert first.status == VisitStatus.DRAFT
    assert first.places_offered == 1


def test_a_refused_ticket_uses_up_no_number(session: Session) -> None:
    dewi = make_cs(session)
    make_technician(session)
    with pytest.raises(Invalid):
        create_visit(session, plan=make_plan(session, quota=9), actor=dewi, now=NOW)
    assert create_visit(session, plan=make_plan(session), actor=dewi, now=NOW).number == "TKT-2026-000001"


def test_sales_may_not_open_tickets(session: Session) -> None:
    with pytest.raises(NotAllowed):
        create_visit(session, plan=make_plan(session), actor=make_sales(session), now=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"problem": "  "}, "problem"),
        ({"quota": 0}, "quota"),
        ({"quota": 51}, "quota"),
        ({"planned_end": TOMORROW}, "planned_end"),
        ({"planned_end": TOMORROW + timedelta(days=40)}, "planned_end"),
        ({"planned_start": NOW - timedelta(days=2), "planned_end": NOW - timedelta(days=1)}, "planned_start"),
        ({"race_opens_at": TOMORROW}, "race_opens_at"),
        ({"customer_id": 999999}, "customer_id"),
        ({"skill_id": 999999}, "skill_id"),
    ],
)
def test_a_plan_that_contradicts_itself_names_its_field(session: Session, wrong: dict[str, Any], field: str) -> None:
    dewi = make_cs(session)
    make_technician(session)
    with pytest.raises(Invalid) as refused:
        create_visit(session, plan=make_plan(session, **wrong), actor=dewi, now=NOW)
    assert refused.value.field == field


def test_another_customers_site_is_refused(session: Session) -> None:
    foreign = make_site(session, make_customer(session, "Bu Ratna"))
    with pytest.raises(Invalid, match="bukan milik"):
        create_visit(session, plan=make_plan(session, site_id=foreign.id), actor=make_cs(session), now=NOW)


def test_only_active_skilled_present_and_unplaced_technicians_count_as_free(session: Session) -> None:
    skill = Skill(name="AC")
    session.add(skill)
    session.flush()
    make_technician(session, "Budi", skills=[skill])
    make_technician(session, "Tanpa keahlian")
    make_technician(session, "Nonaktif", status="INACTIVE", skills=[skill])
    away = make_technician(session, "Cuti", skills=[skill])
    session.add(Leave(user_id=away.id, first_date=TOMORROW.date(), last_date=TOMORROW.date()))
    placed = make_technician(session, "Sibuk", skills=[skill])
    make_assignment(session, make_visit(session, planned_start=TOMORROW), placed)
    session.flush()
    when = {"planned_start": TOMORROW, "planned_end": TOMORROW + timedelta(hours=3), "time_zone": "Asia/Jakarta"}
    assert count_free_technicians(session, **when, skill_id=skill.id) == 1
    assert count_free_technicians(session, **when) == 2


def test_a_quota_that_cannot_be_met_needs_a_reason_which_is_recorded(session: Session) -> None:
    dewi = make_cs(session)
    make_technician(session)
    plan = make_plan(session, quota=3)
    with pytest.raises(QuotaNotMet) as refused:
        create_visit(session, plan=plan, actor=dewi, now=NOW)
    assert refused.value.facts == {"free": 1, "quota": 3}
    visit = create_visit(session, plan=replace(plan, override_reason="Dua orang dari cabang"), actor=dewi, now=NOW)
    assert visit.quota_override_reason == "Dua orang dari cabang"
    assert visit.quota_override_by_id == dewi.id
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.thing == "visit_tickets", AuditEntry.thing_id == visit.id)
    ).one()
    assert entry.changes["quota_override_reason"] == [None, "Dua orang dari cabang"]


@pytest.mark.parametrize(("length", "is_taken"), [(299, True), (300, True), (301, False)])
def test_a_reason_has_300_characters_at_most(session: Session, length: int, is_taken: bool) -> None:
    make_technician(session)
    plan = make_plan(session, quota=3, override_reason="a" * length)
    if is_taken:
        assert create_visit(session, plan=plan, actor=make_cs(session), now=NOW).quota_override_reason == "a" * length
        return
    with pytest.raises(Invalid, match="300"):
        create_visit(session, plan=plan, actor=make_cs(session), now=NOW)


def test_a_reason_that_is_not_needed_is_not_kept(session: Session) -> None:
    make_technician(session)
    plan = make_plan(session, override_reason="jaga-jaga")
    assert create_visit(session, plan=plan, actor=make_cs(session), now=NOW).quota_override_reason is None


def test_an_open_ticket_may_be_edited_until_somebody_holds_a_place(session: Session) -> None:
    dewi = make_cs(session)
    budi = make_technician(session)
    plan = make_plan(session)
    visit = create_visit(session, plan=plan, actor=dewi, now=NOW)
    publish_visit(session, visit_id=visit.id, actor=dewi, now=NOW)
    edit_visit(session, visit_id=visit.id, plan=replace(plan, problem="AC mati"), actor=dewi, now=NOW)
    assert visit.problem == "AC mati"
    claim_place(session, visit_id=visit.id, technician=budi, now=NOW)
    with pytest.raises(AlreadyHeld):
        edit_visit(session, visit_id=visit.id, plan=plan, actor=dewi, now=NOW)


def test_a_new_time_of_an_open_ticket_is_told_again_a_new_wording_is_not(session: Session) -> None:
    dewi = make_cs(session)
    make_technician(session)
    plan = make_plan(session)
    visit = create_visit(session, plan=plan, actor=dewi, now=NOW)
    publish_visit(session, visit_id=visit.id, actor=dewi, now=NOW)
    edit_visit(session, visit_id=visit.id, plan=replace(plan, notes="Bawa tangga"), actor=dewi, now=NOW)
    assert kinds_of(session, visit.id) == ["visit.opened"]
    later = replace(plan, planned_end=plan.planned_end + timedelta(hours=1))
    edit_visit(session, visit_id=visit.id, plan=later, actor=dewi, now=NOW)
    assert kinds_of(session, visit.id) == ["visit.opened", "visit.invitations_ended", "visit.opened"]


def reschedule(session: Session, visit: Any, start: Any) -> Any:
    return reschedule_visit(
        session,
        visit_id=visit.id,
        actor=make_cs(session),
        now=NOW,
        planned_start=start,
        planned_end=start + timedelta(hours=4),
        reason="Pelanggan berhalangan",
    )


def test_rescheduling_moves_everybody_and_tells_them_and_withdraws_the_message(session: Session) -> None:
    visit = make_visit(session, quota=2)
    places = [make_assignment(session, visit, make_technician(session, name)) for name in ("Budi", "Sari")]
    delivery = issue_document(
        session, kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=visit.id, actor=None, now=NOW, facts={}
    )
    start = TOMORROW + timedelta(days=2)
    reschedule(session, visit, start)
    session.expire_all()
    assert visit.planned_start == start
    assert {session.get_one(Assignment, place.id).during.lower for place in places} == {start}
    assert delivery.withdrawn_at == NOW
    assert kinds_of(session, visit.id) == ["visit.rescheduled"]


def test_rescheduling_is_refused_with_the_names_of_those_who_could_not_come(session: Session) -> None:
    budi, sari, joko = (make_technician(session, name) for name in ("Budi", "Sari", "Joko"))
    start = TOMORROW + timedelta(days=2)
    visit = make_visit(session, quota=3)
    for person in (budi, sari, joko):
        make_assignment(session, visit, person)
    make_assignment(session, make_visit(session, planned_start=start), budi)
    session.add(Leave(user_id=sari.id, first_date=start.date(), last_date=start.date()))
    session.flush()
    with pytest.raises(TeamCollides) as refused:
        reschedule(session, visit, start)
    assert refused.value.facts["names"] == ["Budi", "Sari"]


def test_a_visit_at_work_is_not_rescheduled(session: Session) -> None:
    with pytest.raises(NotAvailable):
        reschedule(session, make_visit(session, status=VisitStatus.IN_PROGRESS), TOMORROW)


def test_cancelling_withdraws_the_documents(session: Session) -> None:
    visit = make_visit(session, quota=1)
    make_assignment(session, visit, make_technician(session))
    issued = [
        issue_document(session, kind=kind, visit_id=visit.id, actor=None, now=NOW, facts={})
        for kind in (DocumentKind.ASSIGNMENT_LETTER, DocumentKind.DELIVERY_NOTE)
    ]
    cancel_visit(session, visit_id=visit.id, actor=make_cs(session), reason="Batal", now=NOW)
    session.expire_all()
    assert all(paper.withdrawn_at == NOW for paper in issued)
