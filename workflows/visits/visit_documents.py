"""Surat Tugas and Surat Jalan of a visit: made by Sigap, or uploaded as the company already has them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from sqlalchemy.orm import Session

from app.core.clock import ZONES
from app.core.files import KeptFile
from app.models.accounts.user import User
from app.models.document import Document, DocumentKind
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.documents import attach_document, issue_document
from workflows.transitions import transition
from workflows.visits.read_goods import read_goods
from workflows.visits.team import list_team


def make_assignment_letter(
    session: Session, *, visit_id: int, actor: User, now: datetime, vehicle: str, tools: str
) -> Document:
    """A numbered Surat Tugas for the team of this moment; a job renders it."""
    visit = transition(session, VISIT_FLOW, visit_id, "make_letter", actor=actor, now=now)
    team = [
        {"name": person.name, "title": f"Teknisi / T-{person.id:04d}", "phone": person.phone_e164 or ""}
        for person in list_team(session, visit_id=visit_id)
    ]
    facts = {"plan": _plan(visit), "team": team, "vehicle": vehicle, "tools": tools}
    return issue_document(
        session, kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=visit_id, actor=actor, now=now, facts=facts
    )


def make_delivery_note(
    session: Session,
    *,
    visit_id: int,
    actor: User,
    now: datetime,
    goods: str,
    vehicle: str,
    driver: str,
    order_number: str,
) -> Document:
    """A numbered Surat Jalan; `goods` one per line as `name | quantity | unit | code | note`."""
    lines = read_goods(goods)
    visit = transition(session, VISIT_FLOW, visit_id, "make_note", actor=actor, now=now)
    facts: dict[str, Any] = {
        "plan": _plan(visit),
        "goods": lines,
        "vehicle": vehicle,
        "driver": driver,
        "order_number": order_number,
    }
    return issue_document(
        session, kind=DocumentKind.DELIVERY_NOTE, visit_id=visit_id, actor=actor, now=now, facts=facts
    )


def upload_assignment_letter(
    session: Session, *, visit_id: int, actor: User, now: datetime, paper: KeptFile
) -> Document:
    transition(session, VISIT_FLOW, visit_id, "upload_letter", actor=actor, now=now)
    kind = DocumentKind.ASSIGNMENT_LETTER
    return attach_document(session, paper, kind=kind, visit_id=visit_id, actor=actor, now=now)


def upload_delivery_note(session: Session, *, visit_id: int, actor: User, now: datetime, paper: KeptFile) -> Document:
    transition(session, VISIT_FLOW, visit_id, "upload_note", actor=actor, now=now)
    return attach_document(session, paper, kind=DocumentKind.DELIVERY_NOTE, visit_id=visit_id, actor=actor, now=now)


def _plan(visit: VisitTicket) -> dict[str, str]:
    """In the site's time zone: the document keeps saying what was planned when it was issued."""
    zone = visit.site.time_zone
    return {"start": _written(visit.planned_start, zone), "end": _written(visit.planned_end, zone)}


def _written(at: datetime, zone: str) -> str:
    text = format_datetime(at, "EEEE, d MMMM yyyy 'pukul' HH.mm", tzinfo=ZoneInfo(zone), locale="id")
    return f"{text} {ZONES[zone]}"
