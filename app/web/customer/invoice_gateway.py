"""Opening a payment page at Midtrans for an attempt that already has its row."""

from collections.abc import Sequence

from flask import current_app

from app.core.i18n import gettext
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.presenters.finance.invoice_figures import quantity
from app.settings import Settings
from integrations.midtrans.client import Customer, Item, MidtransClient
from workflows.payments import PAGE_HOURS

ITEM_NAME = 50


def gateway_is_open() -> bool:
    """Without a server key there is no pay button."""
    return bool(_settings().midtrans_server_key)


def open_payment_page(payment: Payment, invoice: Invoice, finish_path: str) -> str:
    """Where the customer pays; to be called with no transaction open. Raises integrations.outcome.DeliveryProblem."""
    settings = _settings()
    client = MidtransClient(
        settings.midtrans_snap_base,
        settings.midtrans_api_base,
        settings.midtrans_server_key or "",
        timeout=settings.provider_timeout,
    )
    payer = invoice.customer
    try:
        page = client.create_transaction(
            payment.order_id or "",
            payment.amount_idr,
            items_of(invoice, payment.amount_idr),
            Customer(payer.name, payer.email, payer.phone_e164),
            f"{settings.public_url.rstrip('/')}{finish_path}",
            PAGE_HOURS,
        )
    finally:
        client.close()
    return page.redirect_url


def items_of(invoice: Invoice, amount_idr: int) -> Sequence[Item]:
    """The lines as Midtrans wants them: whole numbers whose sum is exactly the amount."""
    items = [
        Item(f"L{line.position}", f"{line.description[:36]} ({quantity(line.quantity)})"[:ITEM_NAME], line.amount_idr)
        for line in invoice.lines
        if line.amount_idr
    ]
    more = (
        Item("DISKON", gettext("Diskon"), -invoice.discount_idr),
        Item("PPN", gettext("PPN"), invoice.ppn_idr),
        Item("DIBAYAR", gettext("Sudah dibayar"), amount_idr - invoice.total_idr),
    )
    return [*items, *(item for item in more if item.price_idr)]


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
