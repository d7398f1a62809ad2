"""The customer's page of an invoice: what it is, how to pay it, what became of the payment."""

import re
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.errors import DomainError, NotAvailable, NotFound
from app.core.i18n import N_, gettext
from app.core.identifiers import sha256
from app.core.units import unit_of
from app.http.auth.access import public
from app.http.files.downloads import send_stored
from app.http.security.headers import hide_from_search
from app.models.company import Company
from app.models.files.document import Document, DocumentKind
from app.models.finance.invoice import ISSUED, Invoice, InvoiceStatus
from app.models.finance.payment import Payment, PaymentStatus
from app.policies.company_time import company_today
from app.policies.overdue import days_overdue
from app.presenters.documents import waiting_sentence
from app.presenters.finance.customer_payments import CUSTOMER_PAYMENT_LABELS
from app.presenters.finance.invoice_figures import payment_rows, quantity, sum_rows
from app.web.customer.invoice_gateway import gateway_is_open
from workflows.invoices import OpenInvoice, open_link
from workflows.payments import find_open_attempt, request_check

blueprint = Blueprint("invoice_page", __name__, url_prefix="/i")
_NEW_EACH_TIME = re.compile(r'name="(?:csrf_token|idempotency_key)" value="[^"]*"')


@blueprint.errorhandler(DomainError)
def show_refusal(refusal: DomainError) -> ResponseReturnValue:
    """A link that is not valid, as a page of its own."""
    leads_on = refusal.status in {409, 429} and request.view_args
    href = url_for("invoice_page.show", token=request.view_args["token"]) if leads_on else None  # type: ignore[index]
    return render_template("customer/invoice_gone.html", refusal=refusal, href=href), refusal.status


blueprint.after_request(hide_from_search)


@blueprint.get("/<token>")
@public(keyed_by="token")
def show(token: str) -> ResponseReturnValue:
    found = open_link(db.session(), token=token, now=utc_now())
    if found.link.opened_at is None:
        with transaction():
            found.link.opened_at = utc_now()
    _ask_the_gateway(found.invoice)
    return page(found)


@blueprint.get("/<token>/state")
@public(keyed_by="token")
def state(token: str) -> ResponseReturnValue:
    """The part that changes by itself, asked for every few seconds; 304 while it is the same."""
    html = _state_html(open_link(db.session(), token=token, now=utc_now()))
    answer = make_response(html)
    answer.set_etag(_etag(html))
    answer.headers["Cache-Control"] = "no-store"
    return answer.make_conditional(request)


@blueprint.get("/<token>/pdf")
@public(keyed_by="token")
def pdf(token: str) -> ResponseReturnValue:
    """The stored document, the same bytes every time."""
    found = open_link(db.session(), token=token, now=utc_now())
    if found.invoice.status not in ISSUED:
        raise NotAvailable(N_("Dokumen invoice ini sedang tidak berlaku. Tunggu kiriman terbaru dari kami."))
    return _send(_find_document(found.invoice, DocumentKind.INVOICE, None))


@blueprint.get("/<token>/receipt/<int:payment_id>")
@public(keyed_by="token")
def receipt(token: str, payment_id: int) -> ResponseReturnValue:
    found = open_link(db.session(), token=token, now=utc_now())
    return _send(_find_document(found.invoice, DocumentKind.RECEIPT, payment_id))


def _find_document(invoice: Invoice, kind: DocumentKind, payment_id: int | None) -> Document | None:
    wanted = select(Document).where(
        Document.invoice_id == invoice.id,
        Document.kind == kind,
        Document.payment_id.is_not_distinct_from(payment_id),
        Document.withdrawn_at.is_(None),
    )
    return db.session.scalars(wanted.order_by(Document.id.desc()).limit(1)).one_or_none()


def _is_drawn(document: Document | None) -> bool:
    """A link to a document the worker has not drawn yet would lead to a refusal."""
    return document is not None and document.file_id is not None


def _receipts(invoice: Invoice) -> set[int | None]:
    """The payments whose receipt can be opened."""
    drawn = select(Document.payment_id).where(
        Document.invoice_id == invoice.id,
        Document.kind == DocumentKind.RECEIPT,
        Document.file_id.is_not(None),
        Document.withdrawn_at.is_(None),
    )
    return set(db.session.scalars(drawn))


def _send(document: Document | None) -> Response:
    if document is None:
        raise NotFound(N_("Dokumen ini tidak ada."))
    if document.file is None:
        raise NotAvailable(waiting_sentence(document))
    return send_stored(document.file, (document.number or document.kind).replace("/", "-"), inline=True)


def _ask_the_gateway(invoice: Invoice) -> None:
    """Whoever opens the page with an open attempt may have paid: the gateway is asked at once."""
    attempt = find_open_attempt(db.session(), invoice_id=invoice.id)
    if attempt is None or not gateway_is_open():
        return
    with transaction() as session:
        request_check(session, payment_id=attempt.id, now=utc_now())
        unit_of(session).wake.add("app.jobs.payment_polling.check_payments")


def page(found: OpenInvoice, **more: Any) -> str:
    """The whole page; the part that changes by itself is drawn as `state` draws it."""
    html = _state_html(found, **more)
    return render_template(
        "customer/invoice.html",
        invoice=found.invoice,
        company=db.session.get(Company, 1),
        state_html=Markup(html),  # noqa: S704  drawn by our own template, values escaped there
        state_url=url_for("invoice_page.state", token=found.link.token, paid=_shows_paid() or None),
        etag=_etag(_state_html(found)) if more else _etag(html),
    )


def _state_html(found: OpenInvoice, **more: Any) -> str:
    invoice = found.invoice
    may_pay = invoice.status == InvoiceStatus.SENT and invoice.owing_idr > 0
    return render_template(
        "customer/invoice_state.html",
        token=found.link.token,
        invoice=invoice,
        company=db.session.get(Company, 1),
        rows=sum_rows(invoice),
        paid_rows=payment_rows(invoice),
        payments=_payments(invoice),
        payment_labels=CUSTOMER_PAYMENT_LABELS,
        quantity=quantity,
        state=_state(invoice, company_today(db.session(), utc_now())),
        may_pay=may_pay,
        awaiting=_awaited(invoice) if may_pay else "",
        gateway=gateway_is_open(),
        has_document=invoice.status in ISSUED and _is_drawn(_find_document(invoice, DocumentKind.INVOICE, None)),
        receipts=_receipts(invoice),
        **{"amount": None, "error": None, **more},
    )


def _etag(html: str) -> str:
    """Of what is seen: tokens that are new in every form are left out."""
    return sha256(_NEW_EACH_TIME.sub("", html))


def _shows_paid() -> str:
    """The gateway leads the customer back with the state it saw; it is only shown, never believed."""
    paid_states = {"settlement", "capture"}
    return "1" if request.args.get("paid") == "1" or request.args.get("transaction_status") in paid_states else ""


def _awaited(invoice: Invoice) -> str:
    """What the customer has done that nobody has confirmed yet: nobody is asked to pay twice meanwhile."""
    if any(p.status == PaymentStatus.PENDING and p.proof_file_id for p in invoice.payments):
        return "PROOF"
    if any(p.status == PaymentStatus.REVIEW for p in invoice.payments):
        return "GATEWAY_PAID"
    attempt = find_open_attempt(db.session(), invoice_id=invoice.id)
    if attempt is None or attempt.close_requested_at is not None:
        return ""
    return "GATEWAY_PAID" if _shows_paid() else "GATEWAY"


def _payments(invoice: Invoice) -> list[Payment]:
    """What the customer has done so far; pages at the gateway that nobody used are left out."""
    hidden = {PaymentStatus.FAILED}
    return [p for p in invoice.payments if p.status not in hidden and (p.proof_file_id or p.status != "PENDING")]


def _state(invoice: Invoice, today: date) -> str:
    if days_overdue(invoice, today):
        return "OVERDUE"
    if invoice.status in ISSUED or invoice.status == InvoiceStatus.VOID:
        return invoice.status
    return "REVISION"


def back(token: str, sentence: str, tone: str) -> ResponseReturnValue:
    flash(sentence, tone)
    return redirect(url_for("invoice_page.show", token=token), 303)


def thanks() -> str:
    return gettext("Terima kasih! Bukti pembayaran sudah kami terima dan segera kami periksa.")
