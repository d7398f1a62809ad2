"""Make a numbered Surat Jalan."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind
from app.models.visits.visit import VISIT_FLOW
from workflows.documents import issue_document
from workflows.transitions import transition
from workflows.visits.documents.planned_times import planned_times
from workflows.visits.documents.read_goods import read_goods


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
        "plan": planned_times(visit),
        "goods": lines,
        "vehicle": vehicle,
        "driver": driver,
        "order_number": order_number,
    }
    return issue_document(
        session, kind=DocumentKind.DELIVERY_NOTE, visit_id=visit_id, actor=actor, now=now, facts=facts
    )
