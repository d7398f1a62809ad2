"""Check-in and check-out."""

from collections.abc import Callable
from typing import Any

from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.http.forms.submission import submit
from app.models.accounts.user import Role
from app.models.visits.fieldwork import Attendance
from app.presenters.dates import clock_time
from app.web.technician.blueprint import blueprint
from app.web.technician.submission import answer, back_to_visit, read_stamp
from workflows import fieldwork


@blueprint.post("/visits/<int:visit_id>/check-in")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def check_in(visit_id: int) -> ResponseReturnValue:
    said = _record(fieldwork.check_in, visit_id)
    return answer(gettext("Check-in pukul %(at)s tercatat.", at=said["at"]), visit_id, **said)


@blueprint.post("/visits/<int:visit_id>/check-out")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def check_out(visit_id: int) -> ResponseReturnValue:
    said = _record(fieldwork.check_out, visit_id)
    return answer(gettext("Check-out pukul %(at)s tercatat.", at=said["at"]), visit_id, **said)


def _record(verb: Callable[..., Attendance], visit_id: int) -> dict[str, Any]:
    """The form's key is the phone's key: sent twice, kept once, answered alike."""
    technician = current_user._get_current_object()  # noqa: SLF001
    stamp = read_stamp()

    def work(session: Session) -> dict[str, Any]:
        row = verb(session, visit_id=visit_id, technician=technician, stamp=stamp, now=utc_now())
        at = row.device_at if row.offline and row.device_at else row.server_at
        return {
            "attendance_id": row.id,
            "at": clock_time(at, row.visit.site.time_zone),
            "outside_radius": row.outside_radius,
        }

    return submit(work)
