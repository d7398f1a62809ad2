"""What the support desk promises, drawn as a PDF whenever it changes."""

from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction
from app.http.files.storage import keep
from app.jobs.documents.page import company_page
from app.jobs.documents.pdf_drawer import PdfDrawer
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
    with force_locale("id"):
        return company_page(
            session,
            "sla.html",
            **sla_facts(found),
        )
