"""Members ask for help and see their own tickets; each leads on to its page by link."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.file import MultipleFileField
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.files.attachments import receive_attachments
from app.http.forms.base import BaseForm, place_refusal
from app.http.forms.submission import submit
from app.http.security.anonymous_rate_limits import allows
from app.models.accounts.user import EVERYONE
from app.models.support.ticket import KIND_LABELS, SupportTicket, TicketKind, TicketSource
from app.models.support.ticket_flow import CUSTOMER_LABELS, SUPPORT_FLOW
from app.presenters.status import Badge
from app.web.support.blueprint import ASKED_IN_AN_HOUR, blueprint
from workflows.documents import keep_file
from workflows.help import note_ticket_after
from workflows.support import Requester, ensure_ticket_link, open_support_ticket

PAGE = 25
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


@blueprint.get("")
@may_enter(*EVERYONE)
def mine() -> ResponseReturnValue:
    before = read_id(request.args.get("before", ""))
    own = select(SupportTicket).where(SupportTicket.requester_id == current_user.id)
    own = own if before is None else own.where(SupportTicket.id < before)
    tickets = db.session.scalars(own.order_by(SupportTicket.id.desc()).limit(PAGE)).all()
    rows = [(ticket, Badge(CUSTOMER_LABELS[ticket.status], SUPPORT_FLOW.tones[ticket.status])) for ticket in tickets]
    return render_template("support/mine.html", rows=rows, older=tickets[-1].id if len(tickets) == PAGE else None)


@blueprint.get("/new")
@may_enter(*EVERYONE)
def new() -> ResponseReturnValue:
    """What was looked for in the help centre becomes the subject."""
    return render_template("support/new.html", form=RequestForm(formdata=None, subject=_asked_subject()))


@blueprint.post("/new")
@may_enter(*EVERYONE)
def ask() -> ResponseReturnValue:
    form, me = RequestForm(), signed_in_user()
    if not form.validate():
        return render_template("support/new.html", form=form), 422
    if not allows("support", most=ASKED_IN_AN_HOUR, who=f"user:{me.id}"):
        form.form_errors.append(str(TOO_OFTEN))
        return render_template("support/new.html", form=form), 429
    try:
        pictures = receive_attachments(request.files.getlist("attachments"))
        asks = Requester(user_id=me.id, customer_id=me.customer_id, name=me.name, locale=me.locale)

        def work(session: Session) -> dict[str, Any]:
            ticket = open_support_ticket(
                session,
                subject=form.subject.data or "",
                description=form.description.data or "",
                kind=TicketKind(form.kind.data),
                source=TicketSource.PORTAL,
                requester=asks,
                file_ids=[keep_file(session, picture, actor=me).id for picture in pictures],
                actor=me,
                now=utc_now(),
            )
            if (search_id := read_id(request.form.get("search", ""))) is not None:
                note_ticket_after(session, search_id=search_id, ticket_id=ticket.id)
            return {"number": ticket.number, "token": ensure_ticket_link(session, ticket_id=ticket.id).token}

        answer = submit(work)
    except DomainError as refusal:
        place_refusal(refusal, form)
        return render_template("support/new.html", form=form), refusal.status
    flash(gettext("%(number)s: permintaan Anda sudah kami terima", number=answer["number"]), "success")
    return redirect(url_for("ticket_page.show", token=answer["token"]), 303)


@blueprint.get("/<number>")
@may_enter(*EVERYONE)
def own(number: str) -> ResponseReturnValue:
    """One's own ticket, at the address of its link."""
    wanted = select(SupportTicket).where(SupportTicket.number == number, SupportTicket.requester_id == current_user.id)
    ticket = db.session.scalars(wanted).one_or_none()
    if ticket is None:
        raise NotFound
    with transaction() as session:
        token = ensure_ticket_link(session, ticket_id=ticket.id).token
    return redirect(url_for("ticket_page.show", token=token), 303)


def _asked_subject() -> str:
    return request.args.get("subject", "").replace("\x00", "")[:150]
