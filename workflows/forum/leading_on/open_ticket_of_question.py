"""What moderators decide."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.forum.forum import ForumPost, ForumQuestion, PostKind
from app.models.support.ticket import TicketKind, TicketSource
from workflows.support import Requester, open_support_ticket


def open_ticket_of_question(session: Session, question_id: int, *, now: datetime) -> None:
    question = session.get_one(ForumQuestion, question_id, with_for_update=True, populate_existing=True)
    if question.ticket_id is not None:
        raise NotAvailable(N_("Pertanyaan ini sudah menjadi tiket."))
    first = select(ForumPost.body).where(ForumPost.question_id == question_id, ForumPost.kind == PostKind.QUESTION)
    asker = question.author
    asks = Requester(user_id=asker.id, customer_id=asker.customer_id, name=asker.name, locale=asker.locale)
    ticket = open_support_ticket(
        session,
        subject=question.title,
        description=f"{session.scalar(first)}\n\n/forum/{question.id}",
        kind=TicketKind.QUESTION,
        source=TicketSource.FORUM,
        requester=asks,
        actor=None,
        now=now,
    )
    question.ticket_id = ticket.id
    session.flush()
