"""Figures of incidents of a period beside those of the period before, as the panel has them."""

from datetime import date
from typing import Any

from flask import Response, jsonify

from app.api.access.authentication import bearer_now, enter
from app.api.blueprint import blueprint
from app.api.docs.openapi import refusals, words
from app.api.fields import Items, Part, Text, Whole
from app.api.schemas import body_schema, compared_days, compared_fields, figure_field, period_fields, record_schema
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_
from app.policies.figure_period import asked_period, previous_days
from app.policies.scopes import THINGS
from app.policies.visibility import incidents_visible_to
from app.presenters.incidents.figures import KINDS
from workflows.incidents import IncidentMeasures, read_incident_measures

THING = THINGS["incident_measures"]
FIGURE = record_schema(
    "IncidentFigure",
    None,
    (),
    label=Text(200),
    meaning=Text(1000),
    value=figure_field(),
    before=figure_field(),
)
COUNT = record_schema("IncidentCount", None, (), name=Text(200), count=Whole(0), before=Whole(0))
MEASURES = record_schema(
    "IncidentMeasures",
    None,
    (),
    **compared_fields(),
    figures=Items(Part(FIGURE)),
    by_severity=Items(Part(COUNT)),
    by_component=Items(Part(COUNT), most=1000),
    by_cause=Items(Part(COUNT), most=1000),
)
QUERY = body_schema("IncidentMeasuresQuery", **period_fields())


@enter(THING.readers, THING.scope("read"))
@blueprint.query(QUERY)
@blueprint.response(200, MEASURES)
@blueprint.doc(
    **words("read_incident_measures", N_("Baca ukuran insiden"), THING.readers, THING.scope("read")),
    responses=refusals(422),
)
def read_measures_of_incidents(asked: dict[str, Any]) -> Response:
    """Times in minutes; security incidents for their readers only."""
    first, last = asked_period(db.session(), asked.get("first"), asked.get("last"), now=utc_now())
    before = previous_days(first, last)
    current, earlier = _read(first, last), _read(*before)
    return jsonify(
        **compared_days((first, last), before),
        figures=[
            {
                "label": str(kind.label),
                "meaning": str(kind.meaning),
                "value": kind.read(current),
                "before": kind.read(earlier),
            }
            for kind in KINDS
        ],
        by_severity=_counts(list(current.by_severity.items()), earlier.by_severity),
        by_component=_counts(current.by_component, dict(earlier.by_component)),
        by_cause=_counts(current.by_cause, dict(earlier.by_cause)),
    )


def _read(first: date, last: date) -> IncidentMeasures:
    visible = incidents_visible_to(bearer_now().user)
    return read_incident_measures(db.session(), first=first, last=last, visible=visible, now=utc_now())


def _counts(found: list[tuple[str, int]], before: dict[str, int]) -> list[dict[str, Any]]:
    return [{"name": name, "count": count, "before": before.get(name, 0)} for name, count in found]


blueprint.mount("/incident_measures", read_measures_of_incidents, tag="incident_measures")
