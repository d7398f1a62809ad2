"""The support desk's figures of the month that is over: a PDF, and a message to whoever leads."""

from datetime import date

from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.files.storage import keep
from app.jobs.documents.drawing import Waiting, draw_waiting
from app.jobs.documents.months import last_day, month_of, months_due, waiting_month
from app.jobs.documents.page import company_page
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.models.files.undrawn_file import DrawnKind
from app.models.support.ticket import SupportTicket, TicketKind
from app.policies.company_time import company_zone
from app.presenters.support.figures import figures_of
from app.presenters.support.measured_parts import PART_COLUMNS, part_of
from workflows.documents import store_file
from workflows.support import By, Scope, has_month, read_breakdowns, read_measures, store_month

PARTS = (By.TEAM, By.KIND, By.CHANNEL)  # it goes to addresses outside, too: without figures of single people


def draw_support_month() -> None:
    """RQ job: runs daily, and draws the month before once it is over; security tickets are left out."""
    draw_waiting(DrawnKind.SUPPORT_MONTH, _find, _draw)


def _find(session: Session) -> list[Waiting]:
    months = months_due(session, DrawnKind.SUPPORT_MONTH)
    return [waiting_month(month) for month in months if not has_month(session, month)]


def _draw(session: Session, drawer: PdfDrawer, one: Waiting) -> None:
    month = month_of(one.subject_id)
    content = drawer.draw(month_page(session, month))
    stored = store_file(session, keep(content, "application/pdf", f"dukungan-{month:%Y-%m}.pdf"), actor=None)
    store_month(session, month=month, file_id=stored.id, now=utc_now())


def month_page(session: Session, month: date) -> str:
    """The HTML; Indonesian whatever its reader speaks."""
    last = last_day(month)
    scope = Scope(month, last, company_zone(session), SupportTicket.kind != TicketKind.SECURITY)
    measured = read_breakdowns(session, scope, now=utc_now(), bys=(None, *PARTS))
    before = read_measures(session, scope.before, now=utc_now())[""]
    with force_locale("id"):
        return company_page(
            session,
            "support_month.html",
            scope=scope,
            figures=figures_of(measured[None][""], before),
            columns=PART_COLUMNS,
            parts_of_month=[part_of(session, by, measured[by]) for by in PARTS],
        )
