"""Open a support ticket: by the team, from a feedback, or as a customer's request through a channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.messages import MessageKind
from app.models.support.ticket import Extent, SupportTicket, TicketKind, TicketSource
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.models.visits.visit import Priority
from workflows.numbering import next_number_of_year
from workflows.outbox_events import emit
from workflows.support.assigning.assign_waiting import assign_waiting
from workflows.support.clocks import start_clocks
from workflows.support.customer.ask_address import may_ask
from workflows.support.events import TicketAddressAsked, TicketOpened, TicketReceived
from workflows.support.priorities import priority_by_table
from workflows.support.rules.apply_rules import apply_rules
from workflows.support.write_message import write_message
from workflows.transitions import note

LONGEST_SUBJECT, LONGEST_DESCRIPTION = 150, 20_000


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks, as the server knows them: by session, by a verified number, or by an address.

    `asked_email`: an address that somebody typed and has not confirmed; it is only asked to confirm itself.
    `acknowledged` False: no machine tells them that it has come.
    """

    user_id: int | None = None
    customer_id: int | None = None
    contact_id: int | None = None
    name: str = ""
    email: str | None = None
    asked_email: str | None = None
    locale: str = "id"
    acknowledged: bool = True

    @classmethod
    def of(cls, ticket: SupportTicket) -> "Requester":
        """Who asked for a ticket."""
        return cls(
            user_id=ticket.requester_id,
            customer_id=ticket.customer_id,
            contact_id=ticket.contact_id,
            name=ticket.requester_name,
            email=ticket.requester_email,
            asked_email=ticket.asked_email,
            locale=ticket.locale,
        )

    def columns(self) -> dict[str, Any]:
        """As they stand in the ticket."""
        return {
            "requester_id": self.user_id,
            "customer_id": self.customer_id,
            "contact_id": self.contact_id,
            "requester_name": self.name[:120],
            "requester_email": self.email,
            "asked_email": self.asked_email,
            "locale": self.locale,
        }


def open_support_ticket(
    session: Session,
    *,
    subject: str,
    description: str,
    actor: User | None,
    now: datetime,
    kind: TicketKind = TicketKind.PROBLEM,
    impact: Extent = Extent.LIMITED,
    urgency: Priority = Priority.MEDIUM,
    source: TicketSource = TicketSource.DESK,
    requester: Requester | None = None,
    site_id: int | None = None,
    file_ids: Sequence[int] = (),
    origin_feedback_id: int | None = None,
    follows_id: int | None = None,
    fields: Mapping[str, str] | None = None,
) -> SupportTicket:
    """By who answers tickets or forwards a feedback, or for a `requester`. `fields`: as read_fields gives them."""
    if requester is None and origin_feedback_id is None and (actor is None or actor.role not in SUPPORT_TEAM):
        raise NotAllowed
    ticket = add_ticket(
        session,
        actor,
        now,
        subject=subject,
        description=description,
        kind=kind,
        impact=impact,
        urgency=urgency,
        priority=priority_by_table(session, impact, urgency),
        source=TicketSource.FEEDBACK if origin_feedback_id else source,
        site_id=site_id,
        origin_feedback_id=origin_feedback_id,
        follows_id=follows_id,
        fields=dict(fields or {}),
        **(requester or Requester()).columns(),
    )
    _announce(session, ticket, file_ids, requester, actor, now)
    return ticket


def _announce(
    session: Session,
    ticket: SupportTicket,
    file_ids: Sequence[int],
    requester: Requester | None,
    actor: User | None,
    now: datetime,
) -> None:
    """Files, clocks; the customer gets number and link, and the team hears of what came from outside."""
    if file_ids:
        kind = MessageKind.CUSTOMER if requester else MessageKind.NOTE
        write_message(session, ticket_id=ticket.id, kind=kind, text="", author=actor, now=now, file_ids=file_ids)
    start_clocks(session, ticket)
    if requester is not None:
        if requester.acknowledged and ticket.is_known:
            emit(session, TicketReceived(ticket_id=ticket.id), now=now)
        elif ticket.asked_email and may_ask(session, ticket.asked_email, now=now):
            emit(session, TicketAddressAsked(ticket_id=ticket.id), now=now)
        emit(session, TicketOpened(ticket_id=ticket.id), now=now)
    apply_rules(session, ticket, now=now)
    assign_waiting(session, now=now)


def add_ticket(
    session: Session, actor: User | None, now: datetime, *, subject: str, description: str, **columns: Any
) -> SupportTicket:
    """With the next number of its year."""
    subject, description = _checked(subject, description)
    number = next_number_of_year(session, "DKG", now)
    values = {"subject": subject, "description": description, **columns}
    ticket = SupportTicket(number=number, created_by_id=actor.id if actor else None, created_at=now, **values)
    session.add(ticket)
    session.flush()
    note(session, "support_tickets", ticket.id, "created", actor=actor, now=now, number=["", ticket.number])
    return ticket


def _checked(subject: str, description: str) -> tuple[str, str]:
    subject, description = " ".join(subject.split()), description.strip()
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Invalid(N_("Isi subjek, paling panjang 150 huruf."), field="subject")
    if not 0 < len(description) <= LONGEST_DESCRIPTION:
        raise Invalid(N_("Jelaskan apa yang perlu dikerjakan."), field="description")
    return subject, description


def find_ticket_of_feedback(session: Session, *, feedback_id: int) -> SupportTicket | None:
    """The ticket a feedback was forwarded as."""
    return session.scalars(select(SupportTicket).where(SupportTicket.origin_feedback_id == feedback_id)).one_or_none()
