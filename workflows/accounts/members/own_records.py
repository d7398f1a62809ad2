"""What a customer sees of the company's work: their visits and invoices, each with its link where one is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, joinedload

from app.models.access_links import AccessLink, LinkKind
from app.models.finance.invoice import ISSUED, Invoice
from app.models.visits.rating import VisitRating
from app.models.visits.visit import VisitStatus, VisitTicket


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """`rating_token`: the stars are open to be given (or changed) behind this link."""

    visit: VisitTicket
    rating_token: str | None


@dataclass(frozen=True, slots=True)
class OwnInvoice:
    invoice: Invoice
    token: str | None


def list_own_visits(
    session: Session, *, customer_id: int, now: datetime, size: int, before: int | None = None
) -> list[OwnVisit]:
    """Newest first, below the id `before`; drafts of CS are not shown."""
    mine = select(VisitTicket).where(VisitTicket.customer_id == customer_id, VisitTicket.status != VisitStatus.DRAFT)
    mine = mine if before is None else mine.where(VisitTicket.id < before)
    visits = session.scalars(mine.options(joinedload(VisitTicket.site)).order_by(VisitTicket.id.desc()).limit(size))
    found = visits.all()
    tokens = _rating_tokens(session, [visit.id for visit in found], now)
    return [OwnVisit(visit, tokens.get(visit.id)) for visit in found]


def list_own_invoices(session: Session, *, customer_id: int, size: int, before: int | None = None) -> list[OwnInvoice]:
    """Newest first, below the id `before`: what was sent or paid."""
    mine = (
        select(Invoice, AccessLink.token)
        .outerjoin(
            AccessLink,
            (AccessLink.invoice_id == Invoice.id)
            & (AccessLink.kind == LinkKind.INVOICE)
            & AccessLink.revoked_at.is_(None),
        )
        .where(Invoice.customer_id == customer_id, Invoice.status.in_(ISSUED))
        .options(joinedload(Invoice.visit))
    )
    mine = mine if before is None else mine.where(Invoice.id < before)
    rows = session.execute(mine.order_by(Invoice.id.desc()).limit(size)).all()
    return [OwnInvoice(invoice, token) for invoice, token in rows]


def _rating_tokens(session: Session, visit_ids: Sequence[int], now: datetime) -> dict[int, str]:
    rated = exists().where(VisitRating.visit_id == AccessLink.visit_id)
    live = select(AccessLink.visit_id, AccessLink.token).where(
        AccessLink.visit_id.in_(visit_ids),
        AccessLink.kind == LinkKind.RATING,
        AccessLink.revoked_at.is_(None),
        or_(AccessLink.expires_at.is_(None), AccessLink.expires_at > now),
        ~rated,
    )
    return {visit_id: token for visit_id, token in session.execute(live.order_by(AccessLink.id)).all() if visit_id}
