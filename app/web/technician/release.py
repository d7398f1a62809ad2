"""Minta dilepas."""

from flask import request
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.core.i18n import N_, gettext
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.models.accounts.user import Role
from app.web.technician.blueprint import blueprint
from app.web.technician.submission import answer, back_to_visit
from workflows.teams import ask_release


@blueprint.post("/visits/<int:visit_id>/ask-release")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def ask_to_be_released(visit_id: int) -> ResponseReturnValue:
    """CS decides; the place is kept until then."""
    technician = signed_in_user()
    reason = request.form.get("reason", "").replace("\x00", "").strip()
    if not reason:
        raise Invalid(N_("Tulis alasannya."), field="reason")

    def work(session: object) -> dict[str, int]:
        ask_release(session, visit_id=visit_id, actor=technician, now=utc_now(), reason=reason[:300])  # type: ignore[arg-type]
        return {"id": visit_id}

    submit(work)
    text = gettext("Permintaan terkirim. CS akan memutuskan; tempat tetap milik Anda sampai saat itu.")
    return answer(text, visit_id)
