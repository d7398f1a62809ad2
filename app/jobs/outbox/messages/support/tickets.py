"""Messages about support tickets: to the customer by the channel they came from, to staff who answer for them."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.i18n import Lazy, Sentence
from app.http.pages.links.ticket_address_link import address_link
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_customer, to_member
from app.jobs.outbox.messages.support.mail import files_of, mail_extra
from app.models.accounts.user import Role, User, UserStatus
from app.models.messaging.contact import WINDOW, WhatsAppContact
from app.models.messaging.outbox import Channel, OutboxMessage
from app.models.support.clocks import CLOCK_LABELS, ClockKind, SupportClock
from app.models.support.messages import SupportMessage
from app.models.support.ticket import SupportTicket, TicketKind
from app.models.support.ticket_steps import OPEN, RESOLVED, SECURITY_READERS, SUPPORT_TEAM
from app.presenters.dates import moment
from workflows.support import ensure_ticket_link, find_root, is_dead, list_followers

FIRST_LEVEL = frozenset({Role.CS, Role.SUPPORT})


def to_requester(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    yield from _to_customer(session, ticket, message.kind, _text_facts(session, message))


def address_asked(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """To an address that somebody typed; nothing of the conversation goes there before it is confirmed."""
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    if ticket.asked_email:
        link, sealed = address_link(ticket.id, ticket.asked_email, utc_now())
        yield OutgoingMessage(
            channel=Channel.EMAIL,
            template=message.kind,
            facts={"ticket": ticket},
            link=link,
            extra={"address": ticket.asked_email, "locale": ticket.locale, "sealed": sealed},
            urgent=True,
        )


def resolved(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Unless it has been opened again meanwhile."""
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    if ticket.status in RESOLVED:
        yield from _to_customer(session, ticket, message.kind, _text_facts(session, message))


def opened(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    yield from _to_staff(session, ticket, message.kind, _people(session, ticket))


def assigned(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """To the new owner, unless somebody else has it by now."""
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    if ticket.assignee_id == message.payload["user_id"]:
        yield from _to_staff(session, ticket, message.kind, _owner(ticket))


def customer_wrote(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    ticket = find_root(session, session.get_one(SupportTicket, message.payload["ticket_id"]))
    people = {one.id: one for one in _owner(ticket) or _people(session, ticket)}
    people |= {one.id: one for one in list_followers(session, ticket)}
    yield from _to_staff(session, ticket, message.kind, people.values(), **_text_facts(session, message))


def rating_reminded(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Not outside WhatsApp's window: nobody is worth a paid template for a rating."""
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    by_mail = ticket.requester is not None or (ticket.contact is None and ticket.requester_email)
    if by_mail or _wrote_lately(session, ticket):
        yield from _to_customer(session, ticket, message.kind, {})


def _wrote_lately(session: Session, ticket: SupportTicket) -> bool:
    same = WhatsAppContact.id == ticket.contact_id
    if ticket.customer_id is not None:
        same = same | (WhatsAppContact.customer_id == ticket.customer_id)
    lately = select(WhatsAppContact.id).where(same, WhatsAppContact.last_inbound_at > utc_now() - WINDOW)
    return session.scalar(lately.limit(1)) is not None


def rated_low(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Unless the customer has changed it for the better, or somebody has followed it up."""
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    if ticket.low_rated_at is not None:
        yield from _to_staff(session, ticket, message.kind, _leads(session, ticket), score=message.payload["score"])


def forgotten(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """To its owner and the team's lead, or to the administrators; not when somebody has touched it meanwhile."""
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    if ticket.status not in OPEN or ticket.escalated_at is None or ticket.updated_at > ticket.escalated_at:
        return
    values = {one.id: one for one in (*_owner(ticket), *_leads(session, ticket))}
    yield from _to_staff(session, ticket, message.kind, values.values())


def _leads(session: Session, ticket: SupportTicket) -> list[User]:
    """The team's lead, else the administrators."""
    lead = ticket.team.lead if ticket.team and ticket.kind != TicketKind.SECURITY else None
    here = lead is not None and lead.status == UserStatus.ACTIVE and lead.role in SUPPORT_TEAM
    return [lead] if lead is not None and here else _administrators(session)


def _administrators(session: Session) -> list[User]:
    wanted = select(User).where(User.role == Role.ADMIN, User.status == UserStatus.ACTIVE, ~User.is_service)
    return list(session.scalars(wanted.order_by(User.id)))


def mentioned(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Unless they may not see the ticket any more."""
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    people = [one for one in list_followers(session, ticket) if one.id == message.payload["user_id"]]
    yield from _to_staff(session, ticket, message.kind, people, **_text_facts(session, message))


def clock_reminded(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """To the owner, or to the first level while it has none; not when it was answered meanwhile."""
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    clock = session.get_one(SupportClock, message.payload["clock_id"])
    if clock.stopped_at is None and ticket.status in OPEN:
        facts = {"clock": CLOCK_LABELS[clock.kind], "due": _due(clock)}
        yield from _to_staff(session, ticket, message.kind, _owner(ticket) or _people(session, ticket), **facts)


def _text_facts(session: Session, message: OutboxMessage) -> dict[str, Any]:
    message_id = message.payload.get("message_id")
    text = session.get_one(SupportMessage, message_id).text if message_id else ""
    return {"text": text, "message_id": message_id}


def _due(clock: SupportClock) -> Sentence:
    """In the language of whoever reads."""
    at = clock.due_at
    return Lazy(lambda: moment(at)) if at else ""


def _to_customer(
    session: Session, ticket: SupportTicket, kind: str, facts: dict[str, Any]
) -> Iterator[OutgoingMessage]:
    """By account, WhatsApp or address; a ticket that nobody outside has asked for has nobody to tell."""
    first = _first_reply_due(session, ticket)
    values = {"ticket": ticket, "by_when": first, **facts}
    if not ticket.is_known:
        return
    link = f"/ticket/{ensure_ticket_link(session, ticket_id=ticket.id).token}"
    if ticket.requester is not None:
        yield from to_member(session, ticket.requester, kind, values, link=link)
    elif ticket.contact is not None:
        yield OutgoingMessage(
            channel=Channel.WHATSAPP,
            template=kind,
            facts=values,
            contact=ticket.contact,
            customer=ticket.contact.customer,
            link=link,
            extra={"locale": ticket.locale},
        )
    elif ticket.requester_email:
        if is_dead(session, email=ticket.requester_email):
            return  # its owner was told when the last mail came back
        threading = mail_extra(session, ticket, kind, facts.get("message_id"))
        where = {"address": ticket.requester_email, "locale": ticket.locale, **threading}
        if files := files_of(session, facts.get("message_id")):
            where["attachments"] = files
        yield OutgoingMessage(channel=Channel.EMAIL, template=kind, facts=values, link=link, extra=where)
    elif ticket.customer is not None:
        yield to_customer(ticket.customer, kind, values, link=link)


def _first_reply_due(session: Session, ticket: SupportTicket) -> Sentence:
    """By when we promise an answer, in words; empty where nothing is promised or the answer has been given."""
    wanted = select(SupportClock).where(
        SupportClock.ticket_id == ticket.id,
        SupportClock.kind == ClockKind.FIRST_REPLY,
        SupportClock.due_at.is_not(None),
        SupportClock.breached_at.is_(None),
    )
    clock = session.scalars(wanted).one_or_none()
    return _due(clock) if clock else ""


def _owner(ticket: SupportTicket) -> list[User]:
    """Unless they left or may not see the ticket any more."""
    owner, readers = ticket.assignee, SECURITY_READERS if ticket.kind == TicketKind.SECURITY else SUPPORT_TEAM
    return [owner] if owner is not None and owner.status == UserStatus.ACTIVE and owner.role in readers else []


def _people(session: Session, ticket: SupportTicket) -> list[User]:
    """Its team, or the first level; a security ticket is told to nobody but its readers."""
    if ticket.team is not None and ticket.kind != TicketKind.SECURITY:
        members = [one for one in ticket.team.members if one.status == UserStatus.ACTIVE and one.role in SUPPORT_TEAM]
        if members:
            return members
    roles = SECURITY_READERS if ticket.kind == TicketKind.SECURITY else FIRST_LEVEL
    wanted = select(User).where(User.role.in_(roles), User.status == UserStatus.ACTIVE, ~User.is_service)
    return list(session.scalars(wanted.order_by(User.id)))


def _to_staff(
    session: Session, ticket: SupportTicket, kind: str, people: Iterable[User], **facts: Any
) -> Iterator[OutgoingMessage]:
    path = f"/admin/support/details/?id={ticket.id}"
    for person in people:
        yield from to_member(session, person, kind, {"ticket": ticket, **facts}, link=path)


def undelivered(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    people = _owner(ticket) or _people(session, ticket)
    yield from _to_staff(session, ticket, message.kind, people, reason=message.payload["reason"])


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "ticket.received": to_requester,
    "ticket.address_asked": address_asked,
    "ticket.answered": to_requester,
    "ticket.incident_over": to_requester,
    "ticket.resolved": resolved,
    "ticket.reminded": resolved,
    "ticket.link_replaced": to_requester,
    "ticket.rating_reminded": rating_reminded,
    "ticket.rated_low": rated_low,
    "ticket.rejected": to_requester,
    "ticket.opened": opened,
    "ticket.assigned": assigned,
    "ticket.customer_wrote": customer_wrote,
    "ticket.mentioned": mentioned,
    "ticket.forgotten": forgotten,
    "ticket.undelivered": undelivered,
    "ticket.warned": clock_reminded,
    "ticket.breached": clock_reminded,
}
