"""What the support desk promises, drawn as a PDF whenever it changes."""

from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.files.storage import keep
from app.jobs.documents.drawing import Waiting, draw_waiting
from app.jobs.documents.page import company_page
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.models.files.undrawn_file import DrawnKind
from app.models.support.settings.service_plan import SupportSettings
from app.policies.company_time import company_today
from app.presenters.support.sla import sla_facts
from workflows.documents import store_file
from workflows.support import ServiceLevels, read_sla, store_sla_file


def draw_sla() -> None:
    """RQ job: nothing while the PDF says what the settings say."""
    draw_waiting(DrawnKind.SERVICE_LEVELS, _find, _draw)


def _find(session: Session) -> list[Waiting]:
    settings = session.get(SupportSettings, 1)
    digest = _service_levels(session).digest
    return [] if settings is None or settings.sla_digest == digest else [Waiting(1, "", digest)]


def _draw(session: Session, drawer: PdfDrawer, _one: Waiting) -> None:
    found = _service_levels(session)
    content = drawer.draw(sla_page(session, found))
    stored = store_file(session, keep(content, "application/pdf", "sla.pdf"), actor=None)
    store_sla_file(session, digest=found.digest, file_id=stored.id)


def _service_levels(session: Session) -> ServiceLevels:
    return read_sla(session, today=company_today(session, utc_now()))


def sla_page(session: Session, found: ServiceLevels) -> str:
    """The HTML; Indonesian whatever its reader speaks."""
    with force_locale("id"):
        return company_page(
            session,
            "sla.html",
            **sla_facts(found),
        )
