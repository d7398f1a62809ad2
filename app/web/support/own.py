"""Members ask for help and see their own tickets; each leads on to its page by link."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from app.core.db import db, transaction
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.models.accounts.user import EVERYONE
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import CUSTOMER_LABELS, SUPPORT_FLOW
from app.presenters.status import Badge
from app.web.support.blueprint import blueprint
from workflows.support import ensure_ticket_link

PAGE = 25


@blueprint.get("")
@may_enter(*EVERYONE)
def mine() -> ResponseReturnValue:
    before = read_id(request.args.get("before", ""))
    own = select(SupportTicket).where(SupportTicket.requester_id == current_user.id)
    own = own if before is None else own.where(SupportTicket.id < before)
    tickets = db.session.scalars(own.order_by(SupportTicket.id.desc()).limit(PAGE)).all()
    rows = [(ticket, Badge(CUSTOMER_LABELS[ticket.status], SUPPORT_FLOW.tones[ticket.status])) for ticket in tickets]
    return render_template("support/mine.html", rows=rows, older=tickets[-1].id if len(tickets) == PAGE else None)


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
