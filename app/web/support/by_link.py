"""The customer's page of a ticket by its signed link: read, write, add pictures, confirm, open again, rate."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError, Invalid, NotAvailable
from app.core.i18n import N_, gettext
from app.http.auth.access import public
from app.http.files.downloads import send_stored
from app.http.files.pictures.attachments import receive_attachments
from app.http.files.sent_files import file_facts
from app.http.forms.submission import submit
from app.http.security.anonymous_rate_limits import allows
from app.models.company import Company
from app.models.support.messages import PUBLIC, SupportAttachment, SupportMessage
from app.models.support.settings.state_names import own_word
from app.models.support.ticket import OWN_SOURCES, SupportTicket
from app.models.support.ticket_flow import CUSTOMER_LABELS
from app.models.support.ticket_steps import ENDED, RESOLVED
from app.presenters.support.fields import field_rows
from app.presenters.support.tickets import due_sentence
from app.web.support.blueprint import WRITTEN_IN_AN_HOUR, link_blueprint
from workflows.documents import store_file
from workflows.support import (
    confirm_ticket,
    dispute_ticket,
    find_open_survey,
    find_shown_ticket,
    list_fields,
    list_merged,
    open_ticket_link,
    rate_ticket,
    read_conversation,
    receive_customer_message,
)

TOO_OFTEN = N_("Anda baru saja mengirim banyak pesan. Tunggu sebentar lalu coba lagi.")
SCORES = range(1, 6)


@link_blueprint.get("/<token>")
@public(keyed_by="token")
def show(token: str) -> ResponseReturnValue:
    return draw_ticket(token, _ticket(token))


@link_blueprint.post("/<token>/write")
@public(keyed_by="token")
def write(token: str) -> ResponseReturnValue:
    ticket, text = _ticket(token), request.form.get("text", "").replace("\x00", "")
    if not allows("ticket-write", most=WRITTEN_IN_AN_HOUR, who=f"ticket:{ticket.id}"):
        return draw_ticket(token, ticket, error=str(TOO_OFTEN), text=text), 429
    try:
        pictures = receive_attachments(request.files.getlist("attachments"))

        def work(session: Session) -> dict[str, Any]:
            files = [store_file(session, picture, actor=None).id for picture in pictures]
            message = receive_customer_message(session, ticket_id=ticket.id, text=text, file_ids=files, now=utc_now())
            return {"id": message.id if message else None}

        answer = submit(work)
    except DomainError as refusal:
        return draw_ticket(token, _ticket(token), error=str(refusal), text=text), refusal.status
    if answer["id"] is None:
        flash(gettext("Tiket ini sudah lama selesai, jadi kami buka tiket baru. Tautannya kami kirim."), "success")
    else:
        flash(gettext("Pesan Anda sudah kami terima."), "success")
    return _back(token)


@link_blueprint.post("/<token>/confirm")
@public(keyed_by="token")
def confirm(token: str) -> ResponseReturnValue:
    return _decide(token, lambda session, ticket_id: confirm_ticket(session, ticket_id=ticket_id, now=utc_now()))


@link_blueprint.post("/<token>/dispute")
@public(keyed_by="token")
def dispute(token: str) -> ResponseReturnValue:
    return _decide(token, lambda session, ticket_id: dispute_ticket(session, ticket_id=ticket_id, now=utc_now()))


@link_blueprint.post("/<token>/rate")
@public(keyed_by="token")
def rate(token: str) -> ResponseReturnValue:
    """Saved by POST only: programs that check mails for viruses follow links."""
    ticket, comment = _ticket(token), request.form.get("comment", "").replace("\x00", "")
    score = request.form.get("score", "")
    if score not in {str(one) for one in SCORES}:
        return draw_ticket(token, ticket, error=gettext("Pilih nilai 1 sampai 5."), comment=comment), 422
    try:
        submit(lambda session: _rate(session, ticket.id, int(score), comment))
    except DomainError as refusal:
        return draw_ticket(token, _ticket(token), error=str(refusal), chosen=score, comment=comment), refusal.status
    flash(gettext("Terima kasih! Penilaian Anda sudah kami terima."), "success")
    return _back(token)


@link_blueprint.get("/<token>/file/<int:attachment_id>")
@public(keyed_by="token")
def file(token: str, attachment_id: int) -> ResponseReturnValue:
    """Of a message that both sides read."""
    ticket = _ticket(token)
    tree = [ticket.id, *(one.id for one in list_merged(db.session(), ticket, same_requester=True))]
    wanted = (
        select(SupportAttachment)
        .join(SupportMessage, SupportMessage.id == SupportAttachment.message_id)
        .where(
            SupportAttachment.id == attachment_id,
            SupportMessage.ticket_id.in_(tree),
            SupportMessage.kind.in_(PUBLIC),
        )
    )
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    return send_stored(found.file, found.name or f"{attachment_id}", inline=True)


def _rate(session: Session, ticket_id: int, score: int, comment: str) -> dict[str, Any]:
    return {"id": rate_ticket(session, ticket_id=ticket_id, score=score, comment=comment, now=utc_now()).id}


def _decide(token: str, verb: Any) -> ResponseReturnValue:
    ticket = _ticket(token)
    try:
        submit(lambda session: {"id": verb(session, ticket.id).id})
    except (Invalid, NotAvailable) as refusal:
        return draw_ticket(token, _ticket(token), error=str(refusal)), refusal.status
    flash(gettext("Terima kasih, sudah kami catat."), "success")
    return _back(token)


def _ticket(token: str) -> SupportTicket:
    """The ticket that goes on, when this one was merged into another of the same customer's."""
    return find_shown_ticket(db.session(), open_ticket_link(db.session(), token=token, now=utc_now()))


def _back(token: str) -> ResponseReturnValue:
    return redirect(url_for(".show", token=token), 303)


def draw_ticket(token: str, ticket: SupportTicket, **more: Any) -> str:
    session, now = db.session(), utc_now()
    merged = list_merged(session, ticket, same_requester=True)
    tree = [ticket.id, *(one.id for one in merged)]
    before = request.args.get("before", type=int)
    page = read_conversation(session, ticket_id=ticket.id, kinds=PUBLIC, before=before, tree=tree)
    survey = find_open_survey(session, ticket_id=ticket.id, now=now)
    chosen = request.args.get("score", "") or (str(survey.score) if survey and survey.score else "")
    return render_template(
        "support/by_link.html",
        token=token,
        ticket=ticket,
        company=session.get(Company, 1),
        state=CUSTOMER_LABELS[ticket.status],
        state_note=own_word(ticket.status, "shown_note"),
        promise=due_sentence(ticket, now),
        merged=merged,
        entries=page.entries,
        older=page.older,
        files_of=lambda entry: [
            file_facts(one, url_for(".file", token=token, attachment_id=one.id)) for one in entry.attachments
        ],
        own_fields=field_rows(list_fields(session, for_customer=True), ticket),
        asks_address=not ticket.is_known and ticket.source not in OWN_SOURCES,
        asks=ticket.status in RESOLVED,
        ended=ticket.status in ENDED,
        survey=survey,
        **{
            "error": None,
            "text": "",
            "typed_email": "",
            "chosen": chosen,
            "comment": survey.comment if survey else "",
            **more,
        },
    )
