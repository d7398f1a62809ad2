"""The facts of Surat Tugas and Surat Jalan."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.files.document import Document
from app.models.visits.visit import VisitTicket


def assignment_letter(session: Session, document: Document) -> dict[str, Any]:
    """The team is the one of the moment of issue: it stands in the document's own facts."""
    facts = document.facts
    return {
        **_visit_facts(session, document),
        "team": facts.get("team", []),
        "vehicle": facts.get("vehicle", ""),
        "tools": facts.get("tools", ""),
    }


def delivery_note(session: Session, document: Document) -> dict[str, Any]:
    facts = document.facts
    return {
        **_visit_facts(session, document),
        "goods": facts.get("goods", []),
        "vehicle": facts.get("vehicle", ""),
        "driver": facts.get("driver", ""),
        "order_number": facts.get("order_number", ""),
    }


def _visit_facts(session: Session, document: Document) -> dict[str, Any]:
    """The plan is the one of the moment of issue, too: a document does not follow a later reschedule."""
    wanted = select(VisitTicket).where(VisitTicket.id == document.visit_id)
    visit = session.scalars(wanted.options(joinedload(VisitTicket.customer), joinedload(VisitTicket.site))).one()
    return {"visit": visit, "customer": visit.customer, "site": visit.site, "plan": document.facts.get("plan", {})}
