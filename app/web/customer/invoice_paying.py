"""What a customer does with an invoice: send a proof, or pay at Midtrans."""

import hashlib
from typing import Any

import structlog
from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session, selectinload
from werkzeug.datastructures import FileStorage

from app.core.clock import utc_now
from app.core.db import db, transaction, unit_of_work
from app.core.errors import Invalid, NotFound
from app.core.i18n import N_, gettext
from app.core.money import TwoReadings, read_rupiah
from app.http.auth.access import public
from app.http.files.uploads import receive_document
from app.http.forms.submission import submit
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment, PaymentStatus
from app.web.customer.invoice import back, blueprint, page, thanks
from app.web.customer.invoice_gateway import gateway_is_open, open_payment_page
from integrations.outcome import DeliveryProblem, Refused
from workflows.documents import store_file
from workflows.invoices import open_link
from workflows.payments import (
    GatewayState,
    add_proof,
    apply_gateway_state,
    require_few_proofs,
    start_attempt,
    store_payment_page,
)

log = structlog.get_logger()


@blueprint.post("/<token>/proof")
@public(keyed_by="token")
def proof(token: str) -> ResponseReturnValue:
    """A picture or PDF of the transfer, kept once for this form's key."""
    found = open_link(db.session(), token=token, now=utc_now())
    try:
        amount = _amount(request.form.get("amount_idr", ""))
        require_few_proofs(db.session(), invoice_id=found.invoice.id, now=utc_now())
        upload = request.files.get("proof")
        source = _sha256_of(upload)
        kept = receive_document(upload, field="proof")

        def work(session: Session) -> dict[str, Any]:
            open_link(session, token=token, now=utc_now())  # it may have been revoked while the picture came in
            payment = add_proof(
                session,
                invoice_id=found.invoice.id,
                file=store_file(session, kept, actor=None),
                source_sha256=source,
                amount_idr=amount,
                sender=request.form.get("sender", "").replace("\x00", ""),
                now=utc_now(),
            )
            return {"id": payment.id}

        submit(work)
    except Invalid as refusal:
        again = open_link(db.session(), token=token, now=utc_now())
        return page(again, error=refusal, amount=request.form.get("amount_idr", "")), 422
    return back(token, thanks(), "success")


@blueprint.post("/<token>/pay")
@public(keyed_by="token")
def pay(token: str) -> ResponseReturnValue:
    """Three steps: our row, Midtrans with no transaction open, the page's address in our row."""
    if not gateway_is_open():
        raise NotFound
    found = open_link(db.session(), token=token, now=utc_now())
    invoice_id = found.invoice.id
    answer = submit(lambda session: {"id": start_attempt(session, invoice_id=invoice_id, now=utc_now()).id})
    payment, invoice = _attempt(answer["id"], invoice_id)
    if payment.status != PaymentStatus.PENDING:
        return back(token, gettext("Pembayaran ini sudah diproses."), "info")
    if payment.redirect_url:
        return redirect(payment.redirect_url, 303)
    try:
        address = open_payment_page(payment, invoice, url_for("invoice_page.show", token=token))
    except Refused as problem:  # this order will never have a page; the next click makes another
        log.exception("gateway.refused", payment_id=payment.id, code=problem.code)
        refused = GatewayState("FAILED", f"refused: {problem.code}", "", None)
        unit_of_work(lambda session: apply_gateway_state(session, payment_id=payment.id, state=refused, now=utc_now()))
        return back(token, gettext("Halaman pembayaran belum terbuka. Tekan sekali lagi."), "warning")
    except DeliveryProblem as problem:
        log.warning("gateway.no_page", payment_id=payment.id, code=problem.code)
        sentence = gettext("Midtrans sedang tidak dapat dihubungi. Coba lagi sebentar lagi atau transfer ke rekening.")
        return back(token, sentence, "warning")
    with transaction() as session:
        store_payment_page(session, payment_id=payment.id, redirect_url=address)
    return redirect(address, 303)


def _attempt(payment_id: int, invoice_id: int) -> tuple[Payment, Invoice]:
    """Everything the call to Midtrans needs, read and then let go of the connection."""
    session = db.session()
    payment = session.get_one(Payment, payment_id)
    options = (selectinload(Invoice.lines), selectinload(Invoice.customer))
    invoice = session.get_one(Invoice, invoice_id, options=options, populate_existing=True)
    session.expunge_all()
    session.close()
    return payment, invoice


def _amount(text: str) -> int | None:
    if not text.strip():
        return None
    try:
        amount = read_rupiah(text, field="amount_idr")
    except TwoReadings:
        raise
    except Invalid:
        amount = 0
    if not amount:
        raise Invalid(N_("Tulis jumlah yang Anda transfer, misalnya 1.250.000."), field="amount_idr")
    return amount


def _sha256_of(upload: FileStorage | None) -> str:
    """Of the bytes as they came; the same file under another name is the same."""
    if upload is None or not upload.filename:
        raise Invalid(N_("Pilih foto atau PDF bukti pembayaran dulu."), field="proof")
    digest = hashlib.file_digest(upload.stream, "sha256").hexdigest()  # type: ignore[arg-type]
    upload.stream.seek(0)
    return digest
