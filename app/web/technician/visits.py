"""One visit, as the people on it see it."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from app.core.clock import local_day, utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.models.accounts.user import Role
from app.models.company import CHECKIN_RADIUS_M, Company
from app.models.files.document import DOCUMENT_LABELS, DocumentKind
from app.models.visits.attendance import DOUBT_LABELS, MOMENT_LABELS
from app.models.visits.visit import ACTIVE, VISIT_FLOW, VisitStatus
from app.presenters.status import status_badge
from app.presenters.visits.claim_outcomes import RELEASE_LABELS
from app.presenters.visits.visit_history import history_entries
from app.web.technician.blueprint import blueprint
from app.web.technician.steps import steps_of
from workflows.fieldwork import (
    find_my_job,
    find_pending_extension,
    get_former_place,
    list_attendances,
    list_history,
    list_missing,
    list_places,
    list_visit_documents,
)

RELEASED = 410


def explain_release(visit_id: int) -> ResponseReturnValue:
    """An old link of somebody whose place was taken away or given up."""
    place = get_former_place(db.session(), visit_id=visit_id, technician=current_user)
    reason = RELEASE_LABELS[place.release_reason] if place.release_reason else gettext("dilepas oleh CS")
    return render_template("technician/visit_gone.html", visit=place.visit, place=place, reason=reason), RELEASED


@blueprint.get("/visits/<int:visit_id>")
@may_enter(Role.TECHNICIAN)
def visit(visit_id: int) -> ResponseReturnValue:
    """What is missing, documents, photos, team, history; 404 for everybody who never was on it."""
    return draw_visit(visit_id)


def draw_visit(
    visit_id: int, refused: str = "", typed: Mapping[str, str] = MappingProxyType({})
) -> ResponseReturnValue:
    """`refused`: the form of the page whose `typed` fields stand in it again."""
    session = db.session()
    now = utc_now()
    job = find_my_job(session, visit_id=visit_id, technician=current_user, now=now)
    if job is None:
        return explain_release(visit_id)
    documents = list_visit_documents(session, visit_id=visit_id)
    attendances = list_attendances(session, visit_id=visit_id)
    unfinished = job.visit.status in ACTIVE
    return render_template(
        "technician/visit.html",
        job=job,
        visit=job.visit,
        site=job.visit.site,
        zone=job.visit.site.time_zone,
        badge=status_badge(VISIT_FLOW, job.visit.status),
        steps=steps_of(job),
        early=local_day(now, job.visit.site.time_zone) < job.first_day,
        missing=list_missing(session, visit_id=visit_id) if job.visit.status == VisitStatus.IN_PROGRESS else [],
        unfinished=unfinished,
        photos=[one for one in documents if one.kind == DocumentKind.WORK_PHOTO],
        documents=[one for one in documents if one.kind != DocumentKind.WORK_PHOTO],
        document_labels=DOCUMENT_LABELS,
        places=list_places(session, visit_id=visit_id),
        attendances=attendances,
        moment_labels=MOMENT_LABELS,
        doubt_labels=DOUBT_LABELS,
        mine=[row for row in attendances if row.technician_id == current_user.id],
        extension=find_pending_extension(session, visit_id=visit_id),
        history=history_entries(list_history(session, visit_id=visit_id), job.visit.site.time_zone),
        refused=refused,
        typed=typed,
        radius=session.scalar(select(Company.checkin_radius_m)) or CHECKIN_RADIUS_M,
    )
