"""The screens of money, and of the firm that earns it."""

from typing import Any

from admin_views.finance.invoices import InvoiceView
from admin_views.finance.payments import PaymentView
from admin_views.finance.prices import PriceView
from admin_views.settings.company import CompanyView
from app.core.db import db
from app.core.i18n import N_, P_
from app.models.company import Company
from app.models.finance.invoice import Invoice, PriceItem
from app.models.finance.payment import Payment


def money() -> list[Any]:
    group, settings = N_("Keuangan"), N_("Pengaturan")
    screens = (
        (InvoiceView, Invoice, P_("menu", "Invoice"), group, "invoice", "invoices", "receipt"),
        (PaymentView, Payment, N_("Pembayaran"), group, "payment", "payments", "money"),
        (PriceView, PriceItem, N_("Daftar Harga"), group, "price", "prices", "list"),
        (CompanyView, Company, N_("Perusahaan"), settings, "company", "company", "settings"),
    )
    return [
        screen(
            model,
            db,
            name=name,
            category=category,
            endpoint=endpoint,
            url=url,
            menu_icon_type="icon",
            menu_icon_value=icon,
        )
        for screen, model, name, category, endpoint, url, icon in screens
    ]
