"""Selesai."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.clock import utc_now
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.http.forms.submission import submit
from app.models.accounts.user import Role
from app.web.technician.blueprint import blueprint
from app.web.technician.submission import answer, back_to_visit
from workflows.fieldwork import finish_visit


@blueprint.post("/visits/<int:visit_id>/finish")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def finish(visit_id: int) -> ResponseReturnValue:
    """Refused with the list of what is missing."""
    technician = current_user._get_current_object()  # noqa: SLF001

    def work(session: object) -> dict[str, object]:
        done = finish_visit(session, visit_id=visit_id, actor=technician, now=utc_now())  # type: ignore[arg-type]
        return {"status": done.status}

    submit(work)
    return answer(gettext("Pekerjaan selesai. Terima kasih!"), visit_id)
