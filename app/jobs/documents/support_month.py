"""The support desk's figures of the month that is over: a PDF, and a message to whoever leads."""

from datetime import date, timedelta

from flask import current_app
from flask_babel import force_locale
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.core.clock import DEFAULT_ZONE, utc_now
from app.core.db import transaction
from app.http.files.storage import keep
from app.jobs.documents.fonts import font_css
from app.jobs.documents.page import picture
from app.jobs.documents.pdf_drawer import PdfDrawer
from app.jobs.documents.printable_text import documents_environment
from app.models.company import Company
from app.models.support.ticket import SupportTicket, TicketKind
from app.policies.company_time import company_today, company_zone
from app.presenters.support.figures import figures_of
from workflows.documents import keep_file
from workflows.support import Scope, has_month, keep_month, read_measures


def draw_support_month() -> None:
    """RQ job: runs daily, and draws the month before once it is over; security tickets are left out."""
    with transaction() as session:
        month = month_before(company_today(session, utc_now()))
        if has_month(session, month):
            return
        page = month_page(session, month)
    with PdfDrawer() as drawer:
        content = drawer.draw(page)
    with transaction() as session:
        stored = keep_file(session, keep(content, "application/pdf", f"dukungan-{month:%Y-%m}.pdf"), actor=None)
        keep_month(session, month=month, file_id=stored.id, now=utc_now())


def month_before(today: date) -> date:
    """Its first day."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_page(session: Session, month: date) -> str:
    """The HTML; Indonesian whatever its reader speaks."""
    last = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    scope = Scope(month, last, company_zone(session), SupportTicket.kind != TicketKind.SECURITY)
    measured, before = (read_measures(session, one, now=utc_now())[""] for one in (scope, scope.before))
    company = session.get(Company, 1) or Company(id=1, name="Sigap", time_zone=DEFAULT_ZONE)
    page = documents_environment(current_app).get_template("documents/support_month.html")
    with force_locale("id"):
        return page.render(
            company=company,
            font_css=Markup(font_css()),  # noqa: S704  our own rules
            logo=picture(session, company.logo_file_id),
            scope=scope,
            figures=figures_of(measured, before),
        )
