"""What the support desk promises, drawn as a PDF whenever it changes."""

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
from app.models.support.service_plan import SupportSettings
from app.policies.company_time import company_today
from app.presenters.support.sla import sla_facts
from workflows.documents import keep_file
from workflows.support import ServiceLevels, keep_sla_file, read_sla


def draw_sla() -> None:
    """RQ job: nothing while the PDF says what the settings say."""
    with transaction() as session:
        settings = session.get(SupportSettings, 1)
        found = read_sla(session, today=company_today(session, utc_now()))
        if settings is None or settings.sla_digest == found.digest:
            return
        page, digest = sla_page(session, found), found.digest
    with PdfDrawer() as drawer:
        content = drawer.draw(page)
    with transaction() as session:
        stored = keep_file(session, keep(content, "application/pdf", "sla.pdf"), actor=None)
        keep_sla_file(session, digest=digest, file_id=stored.id)


def sla_page(session: Session, found: ServiceLevels) -> str:
    """The HTML; Indonesian whatever its reader speaks."""
    company = session.get(Company, 1) or Company(id=1, name="Sigap", time_zone=DEFAULT_ZONE)
    page = documents_environment(current_app).get_template("documents/sla.html")
    with force_locale("id"):
        return page.render(
            company=company,
            font_css=Markup(font_css()),  # noqa: S704  our own rules
            logo=picture(session, company.logo_file_id),
            **sla_facts(found),
        )
