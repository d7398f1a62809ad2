"""Photos from before and after the work."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import N_, gettext
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.files.uploads import receive_image
from app.http.forms.submission import sent_key, submit
from app.models.accounts.user import Role
from app.models.files.document import PhotoPhase
from app.web.technician.blueprint import blueprint
from app.web.technician.submission import answer, back_to_visit, is_offline, read_pressed_at
from workflows.fieldwork import add_photo, find_photo, require_place, withdraw_photo


@blueprint.post("/visits/<int:visit_id>/photos")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def photo(visit_id: int) -> ResponseReturnValue:
    """One photo: judged by its content, drawn anew, kept once per key."""
    technician = signed_in_user()
    key, phase = sent_key(), request.form.get("phase", "")
    if phase not in set(PhotoPhase):
        raise Invalid(N_("Pilih foto sebelum atau sesudah pekerjaan."))
    now = utc_now()
    require_place(db.session(), visit_id=visit_id, technician=technician)  # before the upload is stored
    known = find_photo(db.session(), client_key=key)
    if known is None or known.visit_id != visit_id or known.made_by_id != technician.id:
        kept = receive_image(request.files.get("photo"), field="photo")

        def work(session: Session) -> dict[str, Any]:
            document = add_photo(
                session,
                visit_id=visit_id,
                technician=technician,
                phase=PhotoPhase(phase),
                kept=kept,
                client_key=key,
                now=now,
                pressed=read_pressed_at(now),
                offline=is_offline(),
            )
            return {"document_id": document.id}

        facts = submit(work)
    else:
        facts = {"document_id": known.id}
    return answer(gettext("Foto tersimpan."), visit_id, **facts)


@blueprint.post("/visits/<int:visit_id>/photos/<int:document_id>/withdraw")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def withdraw(visit_id: int, document_id: int) -> ResponseReturnValue:
    """A wrong photo of one's own, until the work is finished."""
    technician = signed_in_user()

    def work(session: Session) -> dict[str, Any]:
        return {"document_id": withdraw_photo(session, document_id=document_id, actor=technician, now=utc_now()).id}

    return answer(gettext("Foto ditarik."), visit_id, **submit(work))
