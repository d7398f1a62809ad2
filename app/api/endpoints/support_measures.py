"""The support desk's figures of a period, as the report of the panel has them: same definitions, same arithmetic."""

from typing import Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from app.api.access.authentication import bearer_now, enter
from app.api.blueprint import blueprint
from app.api.docs.openapi import refusals, words
from app.api.fields import Choice, Items, Part, QueryWhole, Text, Whole
from app.api.schemas import body_schema, compared_days, compared_fields, figure_field, period_fields, record_schema
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_
from app.models.support.ticket import TicketKind, TicketSource
from app.policies.company_time import company_zone
from app.policies.figure_period import asked_period
from app.policies.scopes import THINGS
from app.policies.visibility import support_named_to
from app.presenters.support.figure_numbers import Number, numbers_of
from app.presenters.support.measured_parts import names_of
from workflows.support import By, Measured, Scope, read_measures

THING = THINGS["support_measures"]
FIGURE = record_schema(
    "SupportFigure",
    None,
    (),
    key=Text(60),
    label=Text(200),
    meaning=Text(1000),
    value=figure_field(),
    n=Whole(0, allow_none=True),
    before=figure_field(),
)
PART = record_schema(
    "SupportFiguresPart", None, (), key=Text(60, allow_none=True), name=Text(200), figures=Items(Part(FIGURE))
)
MEASURES = record_schema(
    "SupportMeasures",
    None,
    (),
    **compared_fields(),
    figures=Items(Part(FIGURE)),
    parts=Items(Part(PART), most=1000),
)
QUERY = body_schema(
    "SupportMeasuresQuery",
    **period_fields(),
    by=Choice(By, metadata={"description": N_("Rincian menurut petugas, tim, jenis atau saluran.")}),
    agent_id=QueryWhole(1),
    team_id=QueryWhole(1),
    kind=Choice(TicketKind),
    channel=Choice(TicketSource),
)


@enter(THING.readers, THING.scope("read"))
@blueprint.query(QUERY)
@blueprint.response(200, MEASURES)
@blueprint.doc(
    **words("read_support_measures", N_("Baca ukuran dukungan"), THING.readers, THING.scope("read")),
    responses=refusals(422),
)
def read_support_measures(asked: dict[str, Any]) -> Response:
    """Durations in working seconds, rates as parts of one; security tickets for their readers only."""
    session, now = db.session(), utc_now()
    scope = _scope(session, asked)
    measured, before = (read_measures(session, one, now=now) for one in (scope, scope.before))
    return jsonify(
        **compared_days((scope.first, scope.last), (scope.before.first, scope.before.last)),
        figures=_written(numbers_of(measured[""], before[""])),
        parts=_parts(session, scope, By(asked["by"])) if "by" in asked else [],
    )


def _scope(session: Session, asked: dict[str, Any]) -> Scope:
    first, last = asked_period(session, asked.get("first"), asked.get("last"), now=utc_now())
    return Scope(
        first,
        last,
        company_zone(session),
        support_named_to(bearer_now().user),
        agent_id=asked.get("agent_id"),
        team_id=asked.get("team_id"),
        kind=TicketKind(asked["kind"]) if "kind" in asked else None,
        source=TicketSource(asked["channel"]) if "channel" in asked else None,
    )


def _parts(session: Session, scope: Scope, by: By) -> list[dict[str, Any]]:
    """A part for each agent, team, kind or channel, most tickets first; its `before` is of the same part."""
    now = utc_now()
    found, before = (read_measures(session, one, now=now, by=by) for one in (scope, scope.before))
    names = names_of(session, by, found)
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].opened, names[pair[0]]))
    nothing = Measured()
    return [
        {
            "key": None if key is None else str(key),
            "name": names[key],
            "figures": _written(numbers_of(one, before.get(key, nothing))),
        }
        for key, one in ordered
    ]


def _written(numbers: list[Number]) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key,
            "label": str(one.label),
            "meaning": str(one.meaning),
            "value": one.value,
            "n": one.n,
            "before": one.before,
        }
        for one in numbers
    ]


blueprint.mount("/support_measures", read_support_measures, tag="support_measures")
