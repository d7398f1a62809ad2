"""A customer writes under their ticket."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, update
from sqlalchemy.orm import Session

from app.models.accounts.user import User, UserStatus
from app.models.support.messages import MessageKind, SupportMessage
from app.models.support.scheduled import ScheduleEnd
from app.models.support.settings.service_plan import SupportSettings
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import ENDED, PAUSING, RESOLVED
from workflows.outbox_events import emit
from workflows.support.assigning.is_on_duty import is_on_duty
from workflows.support.clocks import customer_wrote, pause_or_stop_clocks
from workflows.support.ending.going_on import GOES_ON
from workflows.support.events import CustomerWrote
from workflows.support.measures.note_resolution import note_reopened
from workflows.support.merging.find_root import lock_root
from workflows.support.open_support_ticket import Requester, open_support_ticket
from workflows.support.scheduling.end_schedule import end_schedule
from workflows.support.write_message import write_message
from workflows.transitions import note, transition

# unless it is to stay aside; the moment is remembered, so that the desk can choose it again
WAKES: dict[str, Any] = {
    "wakes_at": case((SupportTicket.stays_asleep, SupportTicket.wakes_at)),
    "slept_until": case(
        (SupportTicket.stays_asleep, SupportTicket.slept_until),
        else_=func.coalesce(SupportTicket.wakes_at, SupportTicket.slept_until),
    ),
}
REOPEN_DAYS = 14  # until the desk is set up


def receive_customer_message(
    session: Session,
    *,
    ticket_id: int,
    text: str,
    now: datetime,
    author: User | None = None,
    file_ids: Sequence[int] = (),
) -> SupportMessage | None:
    """The message stands where it came in; the ticket at the end of the merges goes on.

    A ticket that ended too long ago stays as it is: a new one that points to it is opened, and None returned.
    """
    ticket = lock_root(session, ticket_id)
    home = session.get_one(SupportTicket, ticket_id)
    if ticket.status in ENDED and _is_too_late(session, ticket, now):
        _open_next(session, ticket, text, now, author, file_ids)
        return None
    message = write_message(
        session, ticket_id=home.id, kind=MessageKind.CUSTOMER, text=text, author=author, now=now, file_ids=file_ids
    )
    if ticket.status in PAUSING | ENDED:
        _go_on(session, ticket, now)
    else:
        _note(session, ticket, now)
    customer_wrote(session, ticket, at=now)
    if ticket.id != home.id:
        session.execute(
            update(SupportTicket)
            .where(SupportTicket.id == ticket.id)
            .values(last_message_id=message.id)
            .execution_options(noted=True)
        )
    end_schedule(session, ticket.id, ScheduleEnd.CUSTOMER_WROTE, now=now)
    emit(session, CustomerWrote(ticket_id=ticket.id, message_id=message.id), now=now)
    return message


def _is_too_late(session: Session, ticket: SupportTicket, now: datetime) -> bool:
    settings = session.get(SupportSettings, 1)
    days = settings.reopen_days if settings else REOPEN_DAYS
    ended = ticket.closed_at or ticket.ended_at or ticket.updated_at
    return now > ended + timedelta(days=days)


def _go_on(session: Session, ticket: SupportTicket, now: datetime) -> None:
    """The same owner if they are still here, else the queue."""
    ticket_had_ended = ticket.status in RESOLVED | ENDED
    moved: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket.id,
        "hear",
        actor=None,
        now=now,
        unread_at=now,
        **WAKES,
        reopened_from=ticket.status,
        assignee_id=_owner_if_here(session, ticket),
        **GOES_ON,
    )
    pause_or_stop_clocks(session, moved, now=now)
    if ticket_had_ended:
        note_reopened(session, ticket.id, now=now)


def _note(session: Session, ticket: SupportTicket, now: datetime) -> None:
    unread = {"unread_at": func.coalesce(SupportTicket.unread_at, now), **WAKES}
    waiting = update(SupportTicket).where(SupportTicket.id == ticket.id).values(**unread)
    session.execute(waiting.execution_options(noted=True))
    note(session, "support_tickets", ticket.id, "customer_wrote", actor=None, now=now)


def _owner_if_here(session: Session, ticket: SupportTicket) -> int | None:
    owner = session.get(User, ticket.assignee_id) if ticket.assignee_id else None
    if owner is None or owner.status != UserStatus.ACTIVE or not is_on_duty(session, owner.id):
        return None
    return owner.id


def _open_next(
    session: Session, ticket: SupportTicket, text: str, now: datetime, author: User | None, file_ids: Sequence[int]
) -> None:
    open_support_ticket(
        session,
        subject=ticket.subject,
        description=text,
        actor=author,
        now=now,
        kind=ticket.kind,
        source=ticket.source,
        requester=Requester.of(ticket),
        site_id=ticket.site_id,
        file_ids=file_ids,
        follows_id=ticket.id,
    )
