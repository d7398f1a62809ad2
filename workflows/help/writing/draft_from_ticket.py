"""An article of what a ticket was about and how it was answered, without names and numbers."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.errors import NotAvailable, NotFound
from app.core.i18n import N_, gettext
from app.models.accounts.user import User
from app.models.help.article import Article
from app.models.support.messages import PUBLIC, MessageKind, SupportMessage
from app.models.support.ticket import SupportTicket, TicketKind
from app.policies.help_words.anonymise import anonymise
from app.policies.visibility import support_visible_to
from workflows.help.writing.article_text import ArticleText
from workflows.help.writing.write_article import write_article


def draft_from_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> Article:
    """Question, answers and outcome as a draft; whoever writes it reads it over before it is reviewed."""
    seen = select(SupportTicket).where(SupportTicket.id == ticket_id, support_visible_to(actor))
    ticket = session.scalars(seen.options(joinedload(SupportTicket.customer))).one_or_none()
    if ticket is None:
        raise NotFound
    if ticket.kind == TicketKind.SECURITY:
        raise NotAvailable(N_("Tiket keamanan tidak dijadikan artikel: konsep terbaca oleh semua penulis."))
    of_it = select(SupportMessage).where(SupportMessage.ticket_id == ticket_id, SupportMessage.kind.in_(PUBLIC))
    messages = session.scalars(of_it.options(joinedload(SupportMessage.author)).order_by(SupportMessage.id)).all()
    names = _names(ticket, [message.author for message in messages if message.author])
    answers = [message.text for message in messages if message.kind == MessageKind.ANSWER and message.text]
    parts = [
        "## " + gettext("Pertanyaan"),
        ticket.description,
        "## " + gettext("Jawaban"),
        *answers,
        *([ticket.outcome] if ticket.outcome and ticket.outcome not in answers else []),
    ]
    text = ArticleText(
        title=anonymise(ticket.subject, names),
        body=anonymise("\n\n".join(parts), names),
        locale=ticket.locale,
        ticket_kinds=[ticket.kind],
    )
    return write_article(session, text=text, actor=actor, now=now, ticket_id=ticket_id)


def _names(ticket: SupportTicket, authors: list[User]) -> list[str]:
    people = [ticket.requester_name, *(one.name for one in authors)]
    if ticket.customer is not None:
        people += [ticket.customer.name]
    if ticket.requester is not None:
        people += [ticket.requester.name]
    return people
