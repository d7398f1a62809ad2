"""Screens of invoices, payments and prices, in the order of the navigation."""

from admin_views.finance.counter_entries import CounterEntryView
from admin_views.finance.invoices import InvoiceView
from admin_views.finance.payment_reviews import PaymentReviewView
from admin_views.finance.payments import PaymentView
from admin_views.finance.prices import PriceView
from admin_views.framework.registration import Screen, screens_of
from app.core.i18n import N_, P_
from app.models.finance.counter_entry import CounterEntry
from app.models.finance.invoice import Invoice, PriceItem
from app.models.finance.payment import Payment
from app.models.finance.payment_review import PaymentReview

__all__ = ["SCREENS"]

SCREENS = screens_of(
    N_("Keuangan"),
    Screen(InvoiceView, Invoice, P_("menu", "Invoice"), "invoice", url="invoices", icon="receipt", entry="billing"),
    Screen(PaymentView, Payment, N_("Pembayaran"), "payment", url="payments", icon="money", entry="billing"),
    Screen(
        PaymentReviewView,
        PaymentReview,
        N_("Pembayaran diperiksa"),
        "payment_review",
        url="payment-reviews",
        icon="alert",
        entry="billing",
    ),
    Screen(
        CounterEntryView,
        CounterEntry,
        N_("Pengembalian & pembatalan"),
        "counter_entry",
        url="counter-entries",
        icon="refresh",
        entry="billing",
    ),
    Screen(PriceView, PriceItem, N_("Daftar Harga"), "price", url="prices", icon="list", entry="prices"),
)
