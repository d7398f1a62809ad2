"""STATUS: a customer asks how their own tickets stand."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact
from app.models.visits.visit import VisitStatus, VisitTicket

SHOWN = 5
_DIGITS = re.compile(r"[0-9]+", re.ASCII)


def find_tickets(session: Session, contact: WhatsAppContact, about: str) -> list[int]:
    """Ids of the customer's own tickets, newest first: those under way, or the one asked for."""
    own = select(VisitTicket.id).where(
        VisitTicket.customer_id == contact.customer_id, VisitTicket.status != VisitStatus.DRAFT
    )
    if about:
        digits = _DIGITS.findall(about)
        tail = digits[-1][-6:].zfill(6) if digits else "-"
        year = f"{digits[0]}-" if len(digits) > 1 else ""
        own = own.where(VisitTicket.number.like(f"%-{year}{tail}"))
    else:
        own = own.where(VisitTicket.status.not_in([VisitStatus.CLOSED, VisitStatus.CANCELLED]))
    return list(session.scalars(own.order_by(VisitTicket.id.desc()).limit(SHOWN)))
