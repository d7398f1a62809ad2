"""A visitor confirms the address of their ticket, or types another one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError, NotFound
from app.core.i18n import N_, gettext
from app.http.auth.access import public
from app.http.forms.submission import submission_scope, submit
from app.http.pages.links.ticket_address_link import read_address
from app.http.security.anonymous_rate_limits import allows
from app.models.company import Company
from app.models.support.ticket import SupportTicket
from app.web.support.blueprint import ADDRESSES_IN_AN_HOUR, link_blueprint
from app.web.support.by_link import draw_ticket
from workflows.accounts.users import shape_email
from workflows.support import ask_address, confirm_address, ensure_ticket_link, find_shown_ticket, open_ticket_link

EXPIRED = N_("Tautan ini sudah tidak berlaku. Buka tiket Anda untuk meminta yang baru.")


class AskedTooOften(DomainError):
    code = "asked_too_often"
    status = 429
    sentence = N_("Ke alamat ini baru saja dikirim beberapa surel. Periksa kotak masuknya, atau coba lagi nanti.")


@link_blueprint.get("/address/<signed>")
@public(keyed_by="a signed link")
def confirm_form(signed: str) -> ResponseReturnValue:
    """Looking changes nothing: mail scanners follow every link."""
    ticket_id, email = _read(signed)
    submission_scope()
    ticket = db.session.get(SupportTicket, ticket_id)
    if ticket is None:
        raise NotFound(EXPIRED)
    company = db.session.get(Company, 1)
    return render_template("support/confirm.html", ticket=ticket, email=email, signed=signed, company=company)


@link_blueprint.post("/address/<signed>")
@public(keyed_by="a signed link")
def confirm_own(signed: str) -> ResponseReturnValue:
    ticket_id, email = _read(signed)

    def work(session: Session) -> dict[str, Any]:
        ticket = confirm_address(session, ticket_id=ticket_id, email=email, now=utc_now())
        return {"token": ensure_ticket_link(session, ticket_id=ticket.id).token}

    token = submit(work)["token"]
    flash(gettext("Terima kasih! Jawaban kami kirim ke %(email)s.", email=email), "success")
    return redirect(url_for(".show", token=token), 303)


@link_blueprint.post("/<token>/address")
@public(keyed_by="token")
def change_address(token: str) -> ResponseReturnValue:
    """The same address again, or a corrected one."""
    ticket = find_shown_ticket(db.session(), open_ticket_link(db.session(), token=token, now=utc_now()))
    typed = request.form.get("email", "").replace("\x00", "")
    try:
        email = shape_email(typed)
        _require_few(email)
        submit(lambda session: _asked(session, ticket.id, email))
    except DomainError as refusal:
        return draw_ticket(token, ticket, error=str(refusal), typed_email=typed), refusal.status
    flash(gettext("Tautan konfirmasi kami kirim ke %(email)s.", email=email), "success")
    return redirect(url_for(".show", token=token), 303)


def _require_few(email: str) -> None:
    if not allows("ticket-address", most=ADDRESSES_IN_AN_HOUR, who=f"address:{email}"):
        raise AskedTooOften


def _asked(session: Session, ticket_id: int, email: str) -> dict[str, Any]:
    ask_address(session, ticket_id=ticket_id, email=email, now=utc_now())
    return {}


def _read(signed: str) -> tuple[int, str]:
    found = read_address(signed, utc_now())
    if found is None:
        raise NotFound(EXPIRED)
    return found
