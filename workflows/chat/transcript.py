"""A chat as text, and the ticket that it becomes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import gettext
from app.models.accounts.user import User
from app.models.chat.chat import Chat, ChatMessage, ChatSide
from app.models.support.ticket import SupportTicket, TicketKind, TicketSource
from app.models.support.ticket_steps import LONGEST_MESSAGE
from app.policies.company_time import company_zone
from workflows.accounts.users import shape_email
from workflows.chat.read_chat import list_messages
from workflows.support import Requester, ensure_ticket_link, open_support_ticket

LONGEST_SUBJECT = 150


def write_transcript(session: Session, chat: Chat) -> str:
    """Who said what and when, by the company's clock; the end is kept when it is too long."""
    zone = ZoneInfo(company_zone(session))
    lines, after = [], 0
    while page := list_messages(session, chat_id=chat.id, after=after):
        lines += [_line(chat, one, zone) for one in page]
        after = page[-1].id
    return "\n".join(lines)[-LONGEST_MESSAGE + 500 :]


def open_ticket_of_chat(session: Session, chat: Chat, *, actor: User | None, now: datetime) -> SupportTicket:
    """Asked by the member who is logged in, else by a visitor whose address is asked to confirm itself."""
    user = chat.requester
    first = next((one.text for one in list_messages(session, chat_id=chat.id) if one.side == ChatSide.VISITOR), "")
    facts = [
        f"{gettext('Nama')}: {chat.visitor_name}" if chat.visitor_name else "",
        f"{gettext('E-mail')}: {chat.visitor_email}" if chat.visitor_email else "",
        f"{gettext('Halaman')}: {chat.page}" if chat.page else "",
    ]
    asks = Requester(
        user_id=user.id if user else None,
        customer_id=user.customer_id if user else None,
        name=chat.visitor_name,
        asked_email=_address(chat) if user is None else None,
        locale=chat.locale,
    )
    ticket = open_support_ticket(
        session,
        subject=(" ".join(f"{chat.topic} {first}".split()) or gettext("Obrolan"))[:LONGEST_SUBJECT],
        description="\n".join([*(one for one in facts if one), "", write_transcript(session, chat) or first or "-"]),
        kind=TicketKind.QUESTION,
        source=TicketSource.CHAT,
        requester=asks,
        actor=actor,
        now=now,
    )
    ensure_ticket_link(session, ticket_id=ticket.id)
    linked = update(Chat).where(Chat.id == chat.id).values(ticket_id=ticket.id)
    session.execute(linked.execution_options(noted=True))
    return ticket


def _line(chat: Chat, one: ChatMessage, zone: ZoneInfo) -> str:
    return f"[{one.created_at.astimezone(zone):%d/%m %H.%M}] {_who(chat, one.side, one.author)}: {one.text}"


def _address(chat: Chat) -> str | None:
    """None for what is no address."""
    try:
        return shape_email(chat.visitor_email)
    except Invalid:
        return None


def _who(chat: Chat, side: ChatSide, author: User | None) -> str:
    if side == ChatSide.AGENT:
        return author.name if author else gettext("Tim")
    return (chat.visitor_name or gettext("Pengunjung")) if side == ChatSide.VISITOR else gettext("Sistem")
