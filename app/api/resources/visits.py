"""Visit tickets."""

from typing import Any

from sqlalchemy.orm import Session, joinedload, selectinload

from app.api.fields import Choice, Items, Moment, Part, Text, Whole
from app.api.resource import Foreign, Resource, Write, before, exact, one_of, same, since
from app.api.resources.customers import site_schema
from app.api.schemas import record_schema
from app.core.i18n import N_
from app.models.customers.customer import Customer
from app.models.visits.assignment import Assignment
from app.models.visits.visit import Priority, VisitTicket
from app.policies.visibility import visits_visible_to
from workflows.visits import VisitPlan, create_visit, edit_visit

LARGEST_QUOTA, LONGEST_PROBLEM = 50, 2000  # as the database and CS's form have them
PLANNED = (
    "customer_id",
    "site_id",
    "problem",
    "planned_start",
    "planned_end",
    "quota",
    "priority",
    "skill_id",
    "race_opens_at",
    "notes",
)
_place = record_schema("Place", Assignment, ("id", "technician_id", "source", "claimed_at", "emergency", "released_at"))
_customer = record_schema("VisitCustomer", Customer, ("id", "code", "name", "phone_e164"))
visit_schema = record_schema(
    "Visit",
    VisitTicket,
    (
        "id",
        "number",
        "status",
        *PLANNED,
        "added_days",
        "places_offered",
        "places_taken",
        "places_reserved",
        "emergency",
        "created_by_id",
        "opened_at",
        "assigned_at",
        "started_at",
        "finished_at",
        "closed_at",
        "cancelled_at",
        "cancel_reason",
        "finish_reason",
        "failure_reason",
        "call_out_fee",
        "rework_of_id",
        "version",
        "created_at",
    ),
    customer=Part(_customer),
    site=Part(site_schema),
    assignments=Items(Part(_place), most=1000),
)


def _fields() -> dict[str, Any]:
    return {
        "customer_id": Whole(1, required=True),
        "site_id": Whole(1, required=True),
        "problem": Text(LONGEST_PROBLEM, least=1, required=True),
        "planned_start": Moment(required=True),
        "planned_end": Moment(required=True),
        "quota": Whole(1, LARGEST_QUOTA),
        "priority": Choice(Priority),
        "skill_id": Whole(1, allow_none=True),
        "race_opens_at": Moment(allow_none=True),
        "notes": Text(2000),
        "rework_of_id": Whole(1, allow_none=True, metadata={"description": N_("pengerjaan ulang dalam garansi")}),
        "override_reason": Text(300, metadata={"description": N_("bila teknisi yang bebas kurang dari kuota")}),
    }


def _plan(given: dict[str, Any]) -> VisitPlan:
    if "priority" in given:
        given["priority"] = Priority(given["priority"])
    return VisitPlan(**given)


def _create(session: Session, *, actor: Any, now: Any, **given: Any) -> VisitTicket:
    return create_visit(session, plan=_plan(given), actor=actor, now=now)


def _edit(session: Session, *, record: VisitTicket, actor: Any, now: Any, **given: Any) -> VisitTicket:
    kept = {name: getattr(record, name) for name in PLANNED}
    kept["override_reason"] = record.quota_override_reason or ""
    return edit_visit(session, visit_id=record.id, plan=_plan({**kept, **given}), actor=actor, now=now)


RESOURCE = Resource(
    "visits",
    VisitTicket,
    visit_schema,
    visits_visible_to,
    foreign={"rework_of_id": Foreign(VisitTicket, visits_visible_to)},
    loads=(joinedload(VisitTicket.customer), joinedload(VisitTicket.site), selectinload(VisitTicket.assignments)),
    filters={
        "status": one_of(VisitTicket.status),
        "priority": one_of(VisitTicket.priority),
        "customer_id": same(VisitTicket.customer_id),
        "site_id": same(VisitTicket.site_id),
        "number": exact(VisitTicket.number, 20),
        "planned_from": since(VisitTicket.planned_start),
        "planned_before": before(VisitTicket.planned_start),
    },
    sorts={"planned_start": VisitTicket.planned_start},
    create=Write(_fields, _create),
    edit=Write(_fields, _edit),
)
