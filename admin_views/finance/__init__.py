"""Screens of invoices, payments and prices, in the order of the navigation."""

from admin_views.finance.counter_entries import CounterEntryView
from admin_views.finance.invoices import InvoiceView
from admin_views.finance.payment_reviews import PaymentReviewView
from admin_views.finance.payments import PaymentView
from admin_views.finance.prices import PriceView
from admin_views.framework.registration import Screen
from app.core.i18n import N_, P_
from app.models.finance.counter_entry import CounterEntry
from app.models.finance.invoice import Invoice, PriceItem
from app.models.finance.payment import Payment
from app.models.finance.payment_review import PaymentReview

__all__ = ["SCREENS"]

GROUP = N_("Keuangan")
SCREENS = (
    Screen(
        view=InvoiceView,
        model=Invoice,
        name=P_("menu", "Invoice"),
        group=GROUP,
        endpoint="invoice",
        entry="billing",
        url="invoices",
        icon="receipt",
    ),
    Screen(
        view=PaymentView,
        model=Payment,
        name=N_("Pembayaran"),
        group=GROUP,
        endpoint="payment",
        entry="billing",
        url="payments",
        icon="money",
    ),
    Screen(
        view=PaymentReviewView,
        model=PaymentReview,
        name=N_("Pembayaran diperiksa"),
        group=GROUP,
        endpoint="payment_review",
        entry="billing",
        url="payment-reviews",
        icon="alert",
    ),
    Screen(
        view=CounterEntryView,
        model=CounterEntry,
        name=N_("Pengembalian & pembatalan"),
        group=GROUP,
        endpoint="counter_entry",
        entry="billing",
        url="counter-entries",
        icon="refresh",
    ),
    Screen(
        view=PriceView,
        model=PriceItem,
        name=N_("Daftar Harga"),
        group=GROUP,
        endpoint="price",
        entry="prices",
        url="prices",
        icon="list",
    ),
)
