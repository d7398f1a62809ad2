"""Check-in and check-out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import N_, gettext
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.models.accounts.user import Role
from app.models.visits.attendance import Attendance, AttendanceStatus
from app.presenters.dates import clock_time
from app.web.technician.blueprint import blueprint
from app.web.technician.submission import answer, back_to_visit, read_stamp
from workflows import fieldwork
from workflows.fieldwork import get_attendance, require_place


@blueprint.post("/visits/<int:visit_id>/check-in")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def check_in(visit_id: int) -> ResponseReturnValue:
    facts = _record(fieldwork.check_in, visit_id)
    return answer(_sentence(gettext("Check-in pukul %(at)s tercatat.", at=facts["at"]), facts), visit_id, **facts)


@blueprint.post("/visits/<int:visit_id>/check-out")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def check_out(visit_id: int) -> ResponseReturnValue:
    facts = _record(fieldwork.check_out, visit_id)
    return answer(_sentence(gettext("Check-out pukul %(at)s tercatat.", at=facts["at"]), facts), visit_id, **facts)


@blueprint.post("/visits/<int:visit_id>/end-of-day")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def end_of_day(visit_id: int) -> ResponseReturnValue:
    """The check-out of an earlier day that was forgotten, at the time the technician remembers."""
    technician = signed_in_user()
    require_place(db.session(), visit_id=visit_id, technician=technician)
    given_at = _ended_at(visit_id)
    facts = _record(fieldwork.check_out, visit_id, given_at=given_at)
    return answer(gettext("Jam pulang pukul %(at)s tercatat.", at=facts["at"]), visit_id, **facts)


def _sentence(recorded: str, values: dict[str, Any]) -> str:
    """What was recorded and, where CS has to look at it first, that it does not count yet."""
    later = gettext("CS akan memeriksanya dulu.")
    return f"{recorded} {later}" if values["questioned"] else recorded


def _ended_at(visit_id: int) -> datetime:
    """Day of the check-in and clock at the site; an hour before the check-in's is after midnight."""
    begun_id = read_id(request.form.get("begun_id", "")) or 0
    begun = get_attendance(db.session(), attendance_id=begun_id, visit_id=visit_id, technician=current_user)
    try:
        clock = time.fromisoformat(request.form.get("ended_time", "").strip().replace(".", ":"))
    except ValueError:
        raise Invalid(N_("Tulis jam pulang seperti 17.00."), field="ended_time") from None
    ended = datetime.combine(begun.work_date, clock, ZoneInfo(begun.visit.site.time_zone))
    return ended if ended > begun.happened_at else ended + timedelta(days=1)


def _record(verb: Callable[..., Attendance], visit_id: int, *, given_at: datetime | None = None) -> dict[str, Any]:
    """The form's key is the phone's key: sent twice, kept once, answered alike."""
    technician = signed_in_user()
    stamp = replace(read_stamp(), given_at=given_at)

    def work(session: Session) -> dict[str, Any]:
        row = verb(session, visit_id=visit_id, technician=technician, stamp=stamp, now=utc_now())
        return {
            "attendance_id": row.id,
            "at": clock_time(row.happened_at, row.visit.site.time_zone),
            "questioned": row.status == AttendanceStatus.QUESTIONED,
            "outside_radius": row.outside_radius,
        }

    return submit(work)
