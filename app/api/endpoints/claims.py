"""The open pool and the race for it."""

from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from app.api.access.authentication import bearer_now, enter
from app.api.access.idempotency import answer_once
from app.api.actions import act
from app.api.blueprint import blueprint
from app.api.docs.openapi import refusals, words
from app.api.fields import Choice, Items, Part, Whole
from app.api.schemas import record_schema
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_
from app.http.security.problem_details import problem_document
from app.models.visits.assignment import ClaimResult
from app.models.visits.visit import VisitTicket
from app.policies.scopes import THINGS
from app.presenters.visits.claim_outcomes import claim_sentence
from workflows.visits import claim_place, leave_waiting_list, list_open_pool

VISITS = THINGS["visits"]

PoolVisit = record_schema(
    "PoolVisit",
    VisitTicket,
    ("id", "number", "problem", "priority", "planned_start", "planned_end", "quota", "skill_id", "race_opens_at"),
    places_free=Whole(0),
)
ClaimAnswer = record_schema(
    "ClaimAnswer",
    None,
    (),
    visit_id=Whole(1),
    assignment_id=Whole(1, allow_none=True),
    result=Choice(ClaimResult),
)
Done = record_schema("Done", None, (), visit_id=Whole(1))
Pool = record_schema("Pool", None, (), items=Items(Part(PoolVisit), most=1000))


@enter(VISITS.acts["claim"], VISITS.scope("read"))
@blueprint.response(200, Pool)
@blueprint.doc(
    **words("list_pool", N_("Pool terbuka"), VISITS.acts["claim"], VISITS.scope("read")), responses=refusals()
)
def list_pool() -> Response:
    visits = list_open_pool(db.session(), technician=bearer_now().user, now=utc_now())
    return jsonify(items=PoolVisit(many=True).dump(visits))


blueprint.mount("/pool", list_pool, tag="visits")


@act("claim", N_("Ambil tempat"), ClaimAnswer)
def claim(id: int) -> Response:  # noqa: A002  the name in the address
    """Every attempt is recorded, also one that loses: 409 then says why, and the number on the waiting list."""
    technician = bearer_now().user

    def work(session: Session) -> tuple[int, dict[str, Any]]:
        outcome = claim_place(session, visit_id=id, technician=technician, now=utc_now())
        if outcome.won:
            return 200, {"visit_id": id, "assignment_id": outcome.assignment_id, "result": str(outcome.result)}
        facts = {"result": str(outcome.result), "position": outcome.position}
        code, sentence = f"claim_{outcome.result.lower()}", claim_sentence(outcome.result, outcome.position)
        return 409, problem_document(409, sentence, code, facts=facts)

    return answer_once(work)


@act("leave_line", N_("Keluar dari antrean"), Done)
def leave(id: int) -> Response:  # noqa: A002  the name in the address
    technician = bearer_now().user

    def work(session: Session) -> tuple[int, dict[str, Any]]:
        leave_waiting_list(session, visit_id=id, technician=technician, now=utc_now())
        return 200, {"visit_id": id}

    return answer_once(work)
