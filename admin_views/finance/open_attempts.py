"""A warning before money is entered by hand: the customer may be paying at the gateway right now."""

from dataclasses import replace

from app.core.db import db
from app.core.flow import Action
from app.core.i18n import gettext
from app.presenters.dates import moment
from app.presenters.money import rupiah
from workflows.payments import find_open_attempt


def with_warning(invoice_id: int, transition: Action, warned: Action, *, but_for: int | None = None) -> Action:
    """`transition` with the warning over its form, if it is `warned` and a page at the gateway is open."""
    attempt = find_open_attempt(db.session(), invoice_id=invoice_id) if transition is warned else None
    if attempt is None or attempt.id == but_for:
        return transition
    sentence = gettext(
        "Halaman bayar Midtrans masih terbuka (%(amount)s, sejak %(since)s). Halaman itu akan ditutup; bila pelanggan "
        "telanjur membayar, pembayarannya muncul di “Pembayaran tidak cocok”.",
        amount=rupiah(attempt.amount_idr),
        since=moment(attempt.created_at),
    )
    return replace(transition, confirm=sentence)
