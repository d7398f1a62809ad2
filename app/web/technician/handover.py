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
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.http.auth.access import may_enter
from app.http.files.uploads import receive_paper
from app.http.forms.base import BaseForm
from app.http.forms.signature_image import receive_signature
from app.http.forms.submission import submit
from app.models.accounts.user import Role
from app.web.technician.blueprint import blueprint
from app.web.technician.submission import back_to_visit
from workflows.fieldwork import Job, attach_handover, get_my_job, sign_handover


class SignForm(BaseForm):
    work_done = TextAreaField(N_("Pekerjaan yang dilakukan"), [InputRequired(), Length(max=2000)])
    remarks = TextAreaField(N_("Catatan / sisa pekerjaan"), [Length(max=1000)])
    signer_name = StringField(N_("Nama penerima"), [InputRequired(), Length(max=120)])
    signer_title = StringField(N_("Jabatan penerima"), [Length(max=80)])
    signature = HiddenField(N_("Tanda tangan"))


class PaperForm(BaseForm):
    paper = FileField(N_("Foto atau PDF BAST yang sudah ditandatangani"))


@blueprint.route("/visits/<int:visit_id>/bast", methods=["GET", "POST"])
@may_enter(Role.TECHNICIAN)
def handover(visit_id: int) -> ResponseReturnValue:
    """The customer signs on the screen; the numbered PDF follows."""
    job = _job(visit_id)
    form = SignForm(data={"work_done": job.visit.problem, "signer_name": job.visit.customer.name})
    if form.validate_on_submit():
        try:
            submit(lambda session: _sign(session, visit_id, form))
        except DomainError as refusal:
            if refusal.status == 404:  # noqa: PLR2004
                raise
            form.form_errors.append(str(refusal))
        else:
            flash(gettext("BAST ditandatangani. PDF-nya sedang dibuat."), "success")
            return redirect(url_for("technician.visit", visit_id=visit_id), 303)
    page = render_template("technician/handover.html", job=job, visit=job.visit, form=form, paper_form=PaperForm())
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/visits/<int:visit_id>/bast/paper")
@may_enter(Role.TECHNICIAN)
@back_to_visit
def handover_paper(visit_id: int) -> ResponseReturnValue:
    """A BAST on paper, photographed or scanned."""
    _job(visit_id)
    technician = current_user._get_current_object()  # noqa: SLF001
    kept = receive_paper(request.files.get("paper"), field="paper")

    def work(session: Session) -> dict[str, Any]:
        paper = attach_handover(session, visit_id=visit_id, technician=technician, kept=kept, now=utc_now())
        return {"document_id": paper.id}

    submit(work)
    flash(gettext("BAST tersimpan."), "success")
    return redirect(url_for("technician.visit", visit_id=visit_id), 303)


def _job(visit_id: int) -> Job:
    return get_my_job(db.session(), visit_id=visit_id, technician=current_user, now=utc_now())


def _sign(session: Session, visit_id: int, form: SignForm) -> dict[str, Any]:
    paper = sign_handover(
        session,
        visit_id=visit_id,
        technician=current_user._get_current_object(),  # noqa: SLF001
        signer_name=form.signer_name.data or "",
        signer_title=form.signer_title.data or "",
        work_done=form.work_done.data or "",
        remarks=form.remarks.data or "",
        signature=receive_signature(form.signature.data or ""),
        now=utc_now(),
    )
    return {"document_id": paper.id}
