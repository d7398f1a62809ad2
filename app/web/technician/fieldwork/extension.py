"""Tambah Hari: asking for more days."""

from flask import request
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.models.accounts.user import Role
from app.web.technician.blueprint import blueprint
from app.web.technician.submission import answer, back_to_visit, read_pressed_at
from workflows.fieldwork import request_extension


@blueprint.post("/visits/<int:visit_id>/extension")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def ask_for_days(visit_id: int) -> ResponseReturnValue:
    """CS decides; the team is told."""
    technician = signed_in_user()
    days = read_id(request.form.get("days", "")) or 0
    reason = request.form.get("reason", "").replace("\x00", "")
    now = utc_now()

    def work(session: object) -> dict[str, object]:
        asked = request_extension(
            session,  # type: ignore[arg-type]
            visit_id=visit_id,
            technician=technician,
            days=days,
            reason=reason,
            now=now,
            pressed=read_pressed_at(now),
        )
        return {"extension_id": asked.id}

    submit(work)
    return answer(gettext("Permintaan Tambah Hari terkirim ke CS."), visit_id)
