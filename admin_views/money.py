"""The screens of money, and of the firm that earns it."""

from typing import Any

from admin_views.company import CompanyView
from admin_views.invoices import InvoiceView
from admin_views.payments import PaymentView
from admin_views.prices import PriceView
from app.core.db import db
from app.core.i18n import N_
from app.models.company import Company
from app.models.invoice import Invoice, PriceItem
from app.models.payment import Payment


def money() -> list[Any]:
    group = N_("Keuangan")
    return [
        InvoiceView(
            Invoice,
            db,
            name=N_("Invoice"),
            category=group,
            endpoint="invoice",
            url="invoices",
            menu_icon_type="icon",
            menu_icon_value="receipt",
        ),
        PaymentView(
            Payment,
            db,
            name=N_("Pembayaran"),
            category=group,
            endpoint="payment",
            url="payments",
            menu_icon_type="icon",
            menu_icon_value="money",
        ),
        PriceView(
            PriceItem,
            db,
            name=N_("Daftar Harga"),
            category=group,
            endpoint="price",
            url="prices",
            menu_icon_type="icon",
            menu_icon_value="list",
        ),
        CompanyView(
            Company,
            db,
            name=N_("Perusahaan"),
            category=N_("Pengaturan"),
            endpoint="company",
            url="company",
            menu_icon_type="icon",
            menu_icon_value="settings",
        ),
    ]
