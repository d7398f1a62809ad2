"""What every answer to a customer does."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.messages import MessageKind
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.composing import forget_draft
from workflows.outbox_events import Event, emit
from workflows.support.answering.find_newer import find_newer
from workflows.support.assigning.owner_or import owner_or
from workflows.support.clocks import answer_given, pause_or_stop_clocks
from workflows.support.events import TicketAnswered
from workflows.support.write_message import write_message
from workflows.transitions import transition


class NewerMessage(DomainError):
    """Somebody wrote while the answer was typed: it is read first, then sent all the same or changed."""

    code = "newer_message"
    sentence = N_("Ada pesan baru sejak Anda membuka tiket ini. Baca dulu, lalu kirim juga atau ubah jawaban Anda.")


def give_answer(
    session: Session,
    step: str,
    ticket_id: int,
    actor: User,
    text: str,
    now: datetime,
    seen: int | None,
    *,
    event: Callable[..., Event] = TicketAnswered,
) -> SupportTicket:
    """`event`: the event, from the ids of ticket and message."""
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        step,
        actor=actor,
        now=now,
        **owner_or(actor),
        taken_at=func.coalesce(SupportTicket.taken_at, now),
        **SETTLED,
    )
    require_read(session, ticket, seen, actor)
    message = write_message(session, ticket_id=ticket_id, kind=MessageKind.ANSWER, text=text, author=actor, now=now)
    answer_given(session, ticket, now=now)
    pause_or_stop_clocks(session, ticket, now=now)
    forget_draft(session, thing=TICKETS, thing_id=ticket_id, user_id=actor.id, kind="ANSWER", sent=text)
    emit(session, event(ticket_id=ticket_id, message_id=message.id), now=now)
    return ticket


TICKETS = SupportTicket.__tablename__
# what an answer settles: nobody waits for one, and nothing is put aside
SETTLED: dict[str, Any] = {"unread_at": None, "reopened_from": None, "wakes_at": None}


def require_read(session: Session, ticket: SupportTicket, seen: int | None, actor: User) -> None:
    """Raises NewerMessage; the row's lock makes it certain that nothing slips in between."""
    if seen is None or (ticket.last_message_id or 0) <= seen:
        return
    if find_newer(session, ticket_id=ticket.id, seen=seen, writer_id=actor.id):
        raise NewerMessage(last_message_id=ticket.last_message_id)
