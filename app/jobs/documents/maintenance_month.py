"""The maintenance report of the month that is over: a PDF, and a message to the technical people."""

from datetime import date

from flask_babel import force_locale
from sqlalchemy import not_
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.files.storage import keep
from app.jobs.documents.drawing import Waiting, draw_waiting
from app.jobs.documents.months import last_day, month_of, months_due, waiting_month
from app.jobs.documents.page import company_page
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.models.files.undrawn_file import DrawnKind
from app.models.incidents.incident import Incident, IncidentKind
from app.models.maintenance.record import KIND_LABELS, TOPIC_LABELS
from app.models.maintenance.upkeep import TASK_LABELS
from app.policies.figure_period import previous_days
from app.presenters.incidents.figures import KINDS, write
from app.presenters.maintenance.figures import figures_text, latency_text
from workflows.documents import store_file
from workflows.incidents import read_incident_measures
from workflows.maintenance import has_month, read_month, store_month
from workflows.status import list_uptimes


def draw_maintenance_month() -> None:
    """RQ job: runs daily, and draws the month before once it is over; security incidents are left out."""
    draw_waiting(DrawnKind.MAINTENANCE_MONTH, _find, _draw)


def _find(session: Session) -> list[Waiting]:
    months = months_due(session, DrawnKind.MAINTENANCE_MONTH)
    return [waiting_month(month) for month in months if not has_month(session, month)]


def _draw(session: Session, drawer: PdfDrawer, one: Waiting) -> None:
    month = month_of(one.subject_id)
    content = drawer.draw(maintenance_page(session, month))
    stored = store_file(session, keep(content, "application/pdf", f"pemeliharaan-{month:%Y-%m}.pdf"), actor=None)
    store_month(session, month=month, file_id=stored.id, now=utc_now())


def maintenance_page(session: Session, month: date) -> str:
    """The HTML; Indonesian whatever its reader speaks."""
    last = last_day(month)
    before = previous_days(month, last)
    seen = {"visible": not_(Incident.kind == IncidentKind.SECURITY), "now": utc_now()}
    incidents = read_incident_measures(session, first=month, last=last, **seen)
    earlier = read_incident_measures(session, first=before[0], last=before[1], **seen)
    with force_locale("id"):
        return company_page(
            session,
            "maintenance_month.html",
            first=month,
            last=last,
            month=read_month(session, first=month, last=last, now=utc_now()),
            uptimes=list_uptimes(session, first=month, last=last, now=utc_now()),
            figures=[
                (kind.label, *(write(kind.read(one), is_time=kind.is_time) for one in (incidents, earlier)))
                for kind in KINDS
            ],
            kinds=KIND_LABELS,
            topics=TOPIC_LABELS,
            tasks=TASK_LABELS,
            figures_text=figures_text,
            latency_text=latency_text,
        )
