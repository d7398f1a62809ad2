"""What a command in a WhatsApp message does: STOP, START, STATUS, KODE, BANTUAN, CS and a greeting."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.auto_reply.request_agent import request_agent
from workflows.conversations.auto_reply.ticket_status import find_tickets
from workflows.conversations.parsing.commands import Command, Order
from workflows.conversations.reply import reply
from workflows.status import forget_chat


def answer_command(session: Session, contact: WhatsAppContact, order: Order, *, now: datetime) -> None:
    """STOP ends what is sent to them, START begins it again; the others are answered."""
    is_customer = contact.customer_id is not None
    if order.command == Command.STOP:
        contact.stopped_at = contact.stopped_at or now
        forget_chat(session, contact_id=contact.id)
        reply(session, contact, "contact.stopped", now=now)
    elif order.command == Command.START:
        contact.stopped_at = None
        reply(session, contact, "contact.help", now=now, is_customer=is_customer)
    elif order.command == Command.PERSON:
        reply(session, contact, "contact.person", now=now, once=True)
        request_agent(session, contact, reason="asked", now=now)
    elif order.command == Command.CODE:
        reply(session, contact, "contact.code", now=now, once=True)
    elif order.command == Command.STATUS:
        _reply_status(session, contact, order.about, now)
    elif order.command == Command.GREETING:
        _greet(session, contact, now)
    else:
        reply(session, contact, "contact.help", now=now, is_customer=is_customer)


def _greet(session: Session, contact: WhatsAppContact, now: datetime) -> None:
    """The menu once; who greets again waits for a person."""
    if contact.wants_person_at is not None:
        return
    contact.failures += 1
    if contact.failures > 1:
        reply(session, contact, "contact.forwarded", now=now, once=True)
        request_agent(session, contact, reason="lost", now=now)
        return
    reply(session, contact, "contact.help", now=now, once=True, is_customer=contact.customer_id is not None)


def _reply_status(session: Session, contact: WhatsAppContact, about: str, now: datetime) -> None:
    if contact.customer_id is None:
        reply(session, contact, "contact.help", now=now, is_customer=False)
        return
    found = find_tickets(session, contact, about)
    reply(session, contact, "contact.status", now=now, visit_ids=found, about=about)
