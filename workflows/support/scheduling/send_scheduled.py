"""Send the answers whose moment has come."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import UserStatus
from app.models.support.scheduled import ScheduledAnswer, ScheduleEnd
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import OPEN, SUPPORT_TEAM
from workflows.support.answering.answers import give_answer
from workflows.support.scheduling.end_schedule import end_schedule

AT_ONCE = 50


def send_scheduled(session: Session, *, now: datetime) -> int:
    """Each as its writer's answer; how many came to their end. The ticket is locked before the answer, as elsewhere."""
    due = select(ScheduledAnswer.ticket_id).where(ScheduledAnswer.due_at <= now, ScheduledAnswer.ended_at.is_(None))
    tickets = (
        select(SupportTicket)
        .where(SupportTicket.id.in_(due.order_by(ScheduledAnswer.due_at).limit(AT_ONCE)))
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(tickets.execution_options(populate_existing=True)).all()
    return sum(_send(session, ticket, now) for ticket in found)


def _send(session: Session, ticket: SupportTicket, now: datetime) -> bool:
    """False: it was ended while the ticket's lock was waited for."""
    answer = end_schedule(session, ticket.id, ScheduleEnd.SENT, now=now)
    if answer is None:
        return False
    writer = answer.author
    if ticket.status not in OPEN or ticket.merged_into_id is not None:
        answer.end = ScheduleEnd.TICKET_ENDED
    elif writer.status != UserStatus.ACTIVE or writer.role not in SUPPORT_TEAM:
        answer.end = ScheduleEnd.WRITER_LEFT
    else:
        step = "answer_and_wait" if answer.waits else "answer"
        give_answer(session, step, ticket.id, writer, answer.text, now, None)
    session.flush()
    return True
