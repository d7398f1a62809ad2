"""Asking for help: members by their account, visitors with a name and an address that they then confirm."""

from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import MultipleFileField
from sqlalchemy.orm import Session
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.files import StorageObject
from app.core.i18n import N_, gettext, language
from app.core.identifiers import read_id
from app.core.text.cleaning import clear_line
from app.http.auth.access import public
from app.http.auth.signed_in import find_signed_in_user
from app.http.files.pictures.attachments import receive_attachments
from app.http.forms.base import BaseForm, place_refusal
from app.http.forms.honeypot import opened_stamp, renew_stamp, suspicion
from app.http.forms.submission import submission_scope, submit
from app.http.forms.ticket_fields import field_inputs
from app.http.security.anonymous_rate_limits import allows
from app.models.accounts.user import User
from app.models.support.ticket import KIND_LABELS, TicketKind, TicketSource
from app.policies.company_time import company_today
from app.web.support.blueprint import ASKED_IN_AN_HOUR, blueprint
from workflows.accounts.users import shape_email
from workflows.documents import store_file
from workflows.help import note_ticket_after
from workflows.support import Requester, ensure_ticket_link, field_key, list_fields, open_support_ticket, read_fields

TOO_OFTEN = N_("Anda baru saja mengirim banyak permintaan. Tunggu sebentar lalu coba lagi.")


class RequestForm(BaseForm):
    subject = StringField(
        N_("Subjek"),
        validators=[InputRequired(), Length(max=150)],
        description=N_("Apa yang Anda perlukan, dalam satu kalimat."),
        render_kw={"autocomplete": "off"},
    )
    description = TextAreaField(N_("Ceritakan"), validators=[InputRequired(), Length(max=20_000)])
    kind = SelectField(N_("Jenis"), choices=list(KIND_LABELS.items()), default=TicketKind.PROBLEM)
    attachments = MultipleFileField(N_("Lampiran"))


class VisitorForm(RequestForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=120)], render_kw={"autocomplete": "name"})
    email = StringField(
        N_("E-mail"),
        validators=[InputRequired(), Length(max=254)],
        description=N_("Kami kirim tautan konfirmasi ke sini; sesudahnya jawaban kami datang lewat e-mail ini."),
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email", "autocapitalize": "none"},
    )


@blueprint.get("/new")
@public()
def new() -> ResponseReturnValue:
    """What was looked for in the help centre becomes the subject."""
    submission_scope()
    subject = request.args.get("subject", "").replace("\x00", "")[:150]
    return _page(_form()(formdata=None, subject=subject))


@blueprint.post("/new")
@public()
def ask() -> ResponseReturnValue:
    """A refusal gives everything back but the pictures, which a browser does not let us fill in."""
    form, me = _form()(), find_signed_in_user()
    doubt = None if me else suspicion(request.form, utc_now())
    if not form.validate():
        return _page(form), 422
    if doubt is not None:
        form.form_errors.append(str(doubt))
        return _page(form), 422
    if not allows("support", most=ASKED_IN_AN_HOUR, who=f"user:{me.id}" if me else None):
        form.form_errors.append(str(TOO_OFTEN))
        return _page(form), 429
    try:
        asks = _requester(form, me)
        pictures = receive_attachments(request.files.getlist("attachments"))
        answer = submit(lambda session: _open(session, form, asks, pictures, me))
    except DomainError as refusal:
        place_refusal(refusal, form)
        return _page(form), refusal.status
    flash(gettext("%(number)s: permintaan Anda sudah kami terima", number=answer["number"]), "success")
    return redirect(url_for("ticket_page.show", token=answer["token"]), 303)


def _requester(form: RequestForm, me: User | None) -> Requester:
    if me is not None:
        return Requester(user_id=me.id, customer_id=me.customer_id, name=me.name, locale=me.locale)
    email = shape_email(form["email"].data or "")
    return Requester(name=clear_line(form["name"].data or ""), asked_email=email, locale=language())


def _fields(session: Session, form: RequestForm) -> dict[str, str]:
    """What customers are asked about the chosen kind."""
    fields = list_fields(session, kind=form.kind.data, for_customer=True)
    given = {field.id: request.form.get(field_key(field), "") for field in fields}
    return read_fields(fields, given, today=company_today(session, utc_now()))


def _open(
    session: Session, form: RequestForm, asks: Requester, pictures: list[StorageObject], me: User | None
) -> dict[str, Any]:
    ticket = open_support_ticket(
        session,
        subject=form.subject.data or "",
        description=form.description.data or "",
        kind=TicketKind(form.kind.data),
        source=TicketSource.PORTAL,
        requester=asks,
        fields=_fields(session, form),
        file_ids=[store_file(session, picture, actor=me).id for picture in pictures],
        actor=me,
        now=utc_now(),
    )
    if (search_id := read_id(request.form.get("search", ""))) is not None:
        note_ticket_after(session, search_id=search_id, ticket_id=ticket.id)
    return {"number": ticket.number, "token": ensure_ticket_link(session, ticket_id=ticket.id).token}


def _form() -> type[RequestForm]:
    """With the desk's own fields that customers are asked."""
    base = RequestForm if find_signed_in_user() else VisitorForm
    inputs = field_inputs(list_fields(db.session(), for_customer=True), language())
    return cast("type[RequestForm]", type("AskedForm", (base,), inputs)) if inputs else base


def _page(form: RequestForm) -> str:
    now = utc_now()
    stamp = renew_stamp(request.form, now) if request.method == "POST" else opened_stamp(now)
    had_pictures = any(upload.filename for upload in request.files.getlist("attachments"))
    return render_template(
        "support/new.html",
        own_fields=[(form[field_key(one)], one.kind) for one in list_fields(db.session(), for_customer=True)],
        kinds=KIND_LABELS,
        form=form,
        stamp=stamp,
        had_pictures=had_pictures,
        member=find_signed_in_user(),
    )
