"""Job saya: today's jobs with their next step, then those to come."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.clock import local_day, utc_now
from app.core.db import db
from app.http.auth.access import may_enter
from app.models.accounts.user import Role
from app.models.visits.visit import UPCOMING, VISIT_FLOW, VisitStatus
from app.presenters.status import status_badge
from app.web.technician.blueprint import blueprint
from app.web.technician.steps import STEP_LABELS
from workflows.fieldwork import Job, list_my_jobs

NEXT_STEP_SAYS_IT = frozenset({*UPCOMING, VisitStatus.IN_PROGRESS})


@blueprint.get("/")
@may_enter(Role.TECHNICIAN)
def home() -> ResponseReturnValue:
    """Each visit's day is the one at its site."""
    now = utc_now()
    jobs = list_my_jobs(db.session(), technician=current_user, now=now)
    today = [job for job in jobs if job.is_for(local_day(now, job.visit.site.time_zone))]
    coming = [job for job in jobs if job not in today]
    badges = {job.visit.id: status_badge(VISIT_FLOW, job.visit.status) for job in jobs if _says_status(job)}
    return render_template("technician/home.html", today=today, coming=coming, step_labels=STEP_LABELS, badges=badges)


def _says_status(job: Job) -> bool:
    """Before the work and during it the card says the next step instead; any other status stands on it."""
    return job.visit.status not in NEXT_STEP_SAYS_IT
