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
from app.presenters.support_promises import promise_facts
from workflows.documents import keep_file
from workflows.support import Promises, keep_promises_file, read_promises


def draw_promises() -> None:
    """RQ job: nothing while the PDF says what the settings say."""
    with transaction() as session:
        settings = session.get(SupportSettings, 1)
        found = read_promises(session, today=company_today(session, utc_now()))
        if settings is None or settings.promises_digest == found.digest:
            return
        page, digest = promises_page(session, found), found.digest
    with PdfDrawer() as drawer:
        content = drawer.draw(page)
    with transaction() as session:
        stored = keep_file(session, keep(content, "application/pdf", "sla.pdf"), actor=None)
        keep_promises_file(session, digest=digest, file_id=stored.id)


def promises_page(session: Session, found: Promises) -> str:
    """The HTML; Indonesian whatever its reader speaks."""
    company = session.get(Company, 1) or Company(id=1, name="Sigap", time_zone=DEFAULT_ZONE)
    page = documents_environment(current_app).get_template("documents/promises.html")
    with force_locale("id"):
        return page.render(
            company=company,
            font_css=Markup(font_css()),  # noqa: S704  our own rules
            logo=picture(session, company.logo_file_id),
            **promise_facts(found),
        )
