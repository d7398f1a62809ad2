"""Selesai."""

from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.models.accounts.user import Role
from app.web.technician.blueprint import blueprint
from app.web.technician.submission import answer, back_to_visit, read_pressed_at
from workflows.fieldwork import finish_visit


@blueprint.post("/visits/<int:visit_id>/finish")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def finish(visit_id: int) -> ResponseReturnValue:
    """Refused with the list of what is missing."""
    now = utc_now()
    technician = signed_in_user()

    def work(session: object) -> dict[str, object]:
        done = finish_visit(
            session,  # type: ignore[arg-type]
            visit_id=visit_id,
            actor=technician,
            now=now,
            pressed=read_pressed_at(now),
        )
        return {"status": done.status}

    submit(work)
    return answer(gettext("Pekerjaan selesai. Terima kasih!"), visit_id)
