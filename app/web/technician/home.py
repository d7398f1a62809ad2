"""Job saya: today's jobs with their next step, then those to come."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.clock import local_day, utc_now
from app.core.db import db
from app.http.auth.access import may_enter
from app.models.accounts.user import Role
from app.web.technician.blueprint import blueprint
from app.web.technician.steps import STEP_LABELS
from workflows.fieldwork import list_my_jobs


@blueprint.get("/")
@may_enter(Role.TECHNICIAN)
def home() -> ResponseReturnValue:
    """Each visit's day is the one at its site."""
    now = utc_now()
    jobs = list_my_jobs(db.session(), technician=current_user, now=now)
    today = [job for job in jobs if job.is_for(local_day(now, job.visit.site.time_zone))]
    coming = [job for job in jobs if job not in today]
    return render_template("technician/home.html", today=today, coming=coming, step_labels=STEP_LABELS)
