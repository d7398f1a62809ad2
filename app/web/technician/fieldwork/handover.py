"""BAST: signed on the screen, or a photo of the signed paper."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms import FileField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError, Invalid
from app.core.files import StorageObject
from app.core.i18n import N_, gettext
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.files.uploads import receive_document
from app.http.forms.base import BaseForm
from app.http.forms.signature_image import receive_signature
from app.http.forms.submission import submit
from app.models.accounts.user import Role
from app.web.technician.blueprint import blueprint
from app.web.technician.submission import answer, back_to_visit, read_pressed_at, wants_json
from app.web.technician.visits import explain_release
from workflows.fieldwork import attach_handover, find_my_job, require_place, sign_handover


class SignForm(BaseForm):
    work_done = TextAreaField(N_("Pekerjaan yang dilakukan"), [InputRequired(), Length(max=2000)])
    remarks = TextAreaField(N_("Catatan / sisa pekerjaan"), [Length(max=1000)])
    signer_name = StringField(N_("Nama penerima"), [InputRequired(), Length(max=120)])
    signer_title = StringField(N_("Jabatan penerima"), [Length(max=80)])
    signature = HiddenField(N_("Tanda tangan"))
    technician_signature = HiddenField(N_("Tanda tangan teknisi"))


class HandoverScanForm(BaseForm):
    paper = FileField(N_("Foto atau PDF BAST yang sudah ditandatangani"))


@blueprint.route("/visits/<int:visit_id>/bast", methods=["GET", "POST"])
@may_enter(Role.TECHNICIAN)
def handover(visit_id: int) -> ResponseReturnValue:
    """The customer signs on the screen; the numbered PDF follows."""
    if request.method == "POST" and wants_json():
        return _sign_from_queue(visit_id)
    job = find_my_job(db.session(), visit_id=visit_id, technician=current_user, now=utc_now())
    if job is None:
        return explain_release(visit_id)
    form = SignForm(data={"work_done": job.visit.problem, "signer_name": job.visit.customer.name})
    if form.validate_on_submit():
        try:
            _submit_signed(visit_id, form)
        except DomainError as refusal:
            if refusal.status == 404:  # noqa: PLR2004
                raise
            form.form_errors.append(str(refusal))
        else:
            flash(_signed_sentence(), "success")
            return redirect(url_for("technician.visit", visit_id=visit_id), 303)
    page = render_template(
        "technician/handover.html", job=job, visit=job.visit, form=form, paper_form=HandoverScanForm()
    )
    return page, 422 if request.method == "POST" else 200


def _sign_from_queue(visit_id: int) -> ResponseReturnValue:
    """What the page's script sends, at once or when the signal is back: a receipt or one sentence."""
    require_place(db.session(), visit_id=visit_id, technician=current_user)
    form = SignForm()
    if not form.validate_on_submit():
        sentences = [f"{form[name].label.text}: {errors[0]}" for name, errors in form.errors.items() if name]
        raise Invalid(" ".join(sentences) or N_("Isian tidak sah."))
    return answer(_signed_sentence(), visit_id, **_submit_signed(visit_id, form))


@blueprint.post("/visits/<int:visit_id>/bast/paper")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def handover_scan(visit_id: int) -> ResponseReturnValue:
    """A BAST on paper, photographed or scanned."""
    now = utc_now()
    technician = signed_in_user()
    require_place(db.session(), visit_id=visit_id, technician=technician)
    kept = receive_document(request.files.get("paper"), field="paper")

    def work(session: Session) -> dict[str, Any]:
        document = attach_handover(
            session, visit_id=visit_id, technician=technician, kept=kept, now=now, pressed=read_pressed_at(now)
        )
        return {"document_id": document.id}

    return answer(gettext("BAST tersimpan."), visit_id, **submit(work))


def _signed_sentence() -> str:
    return gettext("BAST ditandatangani. PDF-nya sedang dibuat.")


def _submit_signed(visit_id: int, form: SignForm) -> dict[str, Any]:
    """The drawing is judged before the transaction begins: it may have to wait its turn."""
    drawn = receive_signature(form.signature.data or "")
    own = form.technician_signature.data  # a page kept on the phone from before it was asked for has none
    own_drawn = receive_signature(own, field="technician_signature") if own else None
    return submit(lambda session: _sign(session, visit_id, form, drawn, own_drawn))


def _sign(
    session: Session, visit_id: int, form: SignForm, drawn: StorageObject, own_drawn: StorageObject | None
) -> dict[str, Any]:
    now = utc_now()
    document = sign_handover(
        session,
        visit_id=visit_id,
        technician=signed_in_user(),
        signer_name=form.signer_name.data or "",
        signer_title=form.signer_title.data or "",
        work_done=form.work_done.data or "",
        remarks=form.remarks.data or "",
        signature=drawn,
        technician_signature=own_drawn,
        now=now,
        pressed=read_pressed_at(now),
    )
    return {"document_id": document.id}
