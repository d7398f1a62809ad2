"""PDFs of tickets: those of one ticket, and those that wait to be drawn."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.accounts.user import User
from app.models.support.prints import SupportPrint
from app.models.support.ticket import SupportTicket, TicketKind
from app.policies.visibility import prints_visible_to

SHOWN = 10


def list_prints(session: Session, *, ticket_id: int, reader: User) -> Sequence[SupportPrint]:
    """Those that the reader may open, the newest first."""
    wanted = select(SupportPrint).where(SupportPrint.ticket_id == ticket_id, prints_visible_to(reader))
    return session.scalars(
        wanted.order_by(SupportPrint.id.desc()).options(joinedload(SupportPrint.asked_by)).limit(SHOWN)
    ).all()


def list_unprinted(session: Session) -> list[tuple[int, str]]:
    """Id, and the ticket's number as everybody who looks after PDFs may read it: not of a security ticket."""
    wanted = select(SupportPrint.id, SupportTicket.number, SupportTicket.kind)
    waiting = wanted.join(SupportTicket, SupportTicket.id == SupportPrint.ticket_id)
    rows = session.execute(waiting.where(SupportPrint.file_id.is_(None)).order_by(SupportPrint.id))
    return [(print_id, "" if kind == TicketKind.SECURITY else number) for print_id, number, kind in rows]
