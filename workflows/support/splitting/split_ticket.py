"""Split a ticket: the chosen messages become a ticket of their own."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.clocks import ClockKind, StopCause
from app.models.support.messages import PUBLIC, MessageKind, SupportMessage
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks.customer_wrote import customer_wrote
from workflows.support.clocks.messages_left import messages_left
from workflows.support.clocks.start_clocks import start_clocks
from workflows.support.clocks.ticket_clocks import list_running, stop_clock
from workflows.support.open_support_ticket import Requester, add_ticket
from workflows.transitions import transition


def split_ticket(
    session: Session, *, ticket_id: int, actor: User, messages: Sequence[int], subject: str, now: datetime
) -> SupportTicket:
    """The new ticket, for the same person; its clocks start at the first of the customer's messages that moved.

    An answer already given after that message counts as its first reply. Nobody outside is told.
    """
    source: SupportTicket = transition(session, SUPPORT_FLOW, ticket_id, "split", actor=actor, now=now)
    moved = _messages(session, ticket_id, messages)
    spoken = [one for one in moved if one.kind == MessageKind.CUSTOMER]
    split_off = add_ticket(
        session,
        actor,
        spoken[0].created_at if spoken else now,
        subject=subject,
        description=next((one.text for one in spoken if one.text), None) or source.subject,
        kind=source.kind,
        impact=source.impact,
        urgency=source.urgency,
        priority=source.priority,
        source=source.source,
        team_id=source.team_id,
        site_id=source.site_id,
        split_from_id=source.id,
        **Requester.of(source).columns(),
    )
    _move(session, source, split_off, moved)
    _start(session, source, split_off, spoken)
    messages_left(session, source, {one.created_at for one in spoken}, now=now)
    return split_off


def _messages(session: Session, ticket_id: int, wanted: Sequence[int]) -> list[SupportMessage]:
    """In order; all of them must stand in this ticket, and none in one merged into it."""
    rows = select(SupportMessage).where(SupportMessage.ticket_id == ticket_id, SupportMessage.id.in_(wanted))
    found = list(session.scalars(rows.order_by(SupportMessage.id).with_for_update()))
    if not found or len(found) != len(set(wanted)):
        raise Invalid(N_("Pilih pesan dari tiket ini."), field="messages")
    return found


def _move(session: Session, source: SupportTicket, split_off: SupportTicket, moved: Sequence[SupportMessage]) -> None:
    for message in moved:
        message.ticket_id = split_off.id
    session.flush()
    for ticket in (source, split_off):
        newest = select(func.max(SupportMessage.id)).where(
            SupportMessage.ticket_id == ticket.id, SupportMessage.kind.in_(PUBLIC)
        )
        changed = update(SupportTicket).where(SupportTicket.id == ticket.id)
        session.execute(
            changed.values(last_message_id=newest.scalar_subquery()).execution_options(
                noted=True, synchronize_session=False
            )
        )
        session.refresh(ticket)


def _start(session: Session, source: SupportTicket, split_off: SupportTicket, spoken: Sequence[SupportMessage]) -> None:
    start_clocks(session, split_off)
    if not spoken:
        return
    answers = select(SupportMessage).where(
        SupportMessage.ticket_id.in_((source.id, split_off.id)),
        SupportMessage.kind == MessageKind.ANSWER,
        SupportMessage.id > spoken[0].id,
    )
    answer = session.scalars(answers.order_by(SupportMessage.id).limit(1)).one_or_none()
    if answer is None:
        return
    for clock in list_running(session, split_off.id, ClockKind.FIRST_REPLY):
        stop_clock(session, clock, StopCause.MET, answer.created_at)
    unanswered = [one for one in spoken if one.id > answer.id]
    if unanswered:
        customer_wrote(session, split_off, at=unanswered[0].created_at)
