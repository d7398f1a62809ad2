"""Events of support tickets; their recipients are found when they are fanned out."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReceived(Event):
    """For the customer: the number and the link."""

    kind: ClassVar[str] = "ticket.received"
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAddressAsked(Event):
    """For an address that a visitor typed: to confirm that it is theirs."""

    kind: ClassVar[str] = "ticket.address_asked"
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOpened(Event):
    """For the team."""

    kind: ClassVar[str] = "ticket.opened"
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAnswered(Event):
    kind: ClassVar[str] = "ticket.answered"
    ticket_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAnsweredInPublic(Event):
    """Under the comment that the ticket came from: `post_id`."""

    kind: ClassVar[str] = "ticket.answered_in_public"
    ticket_id: int
    message_id: int
    post_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIncidentOver(Event):
    """For the customer: the trouble that they reported has ended."""

    kind: ClassVar[str] = "ticket.incident_over"
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketResolved(Event):
    """For the customer: what was done, and the question whether that settles it."""

    kind: ClassVar[str] = "ticket.resolved"
    ticket_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReminded(Event):
    """Half of the time to confirm is over."""

    kind: ClassVar[str] = "ticket.reminded"
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLinkReplaced(Event):
    """For the customer: the link from before works no more."""

    kind: ClassVar[str] = "ticket.link_replaced"
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketUndelivered(Event):
    """For the owner, or the team while it has none: a mail to the customer did not arrive."""

    kind: ClassVar[str] = "ticket.undelivered"
    ticket_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailStorm(Event):
    """For CS and administrators: one sender writes so much that their mails are held."""

    kind: ClassVar[str] = "ticket.mail_storm"
    sender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRatingReminded(Event):
    """For a customer who has not rated the resolution."""

    kind: ClassVar[str] = "ticket.rating_reminded"
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRatedLow(Event):
    """For the team's lead or the administrators."""

    kind: ClassVar[str] = "ticket.rated_low"
    ticket_id: int
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRejected(Event):
    kind: ClassVar[str] = "ticket.rejected"
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAssigned(Event):
    """For the new owner, unless they took it themselves."""

    kind: ClassVar[str] = "ticket.assigned"
    ticket_id: int
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportMonthReady(Event):
    """For managers and administrators."""

    kind: ClassVar[str] = "ticket.month_ready"
    month_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketForgotten(Event):
    """For its owner, and for the team's lead or the administrators."""

    kind: ClassVar[str] = "ticket.forgotten"
    ticket_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMentioned(Event):
    """For somebody who is named in an internal note."""

    kind: ClassVar[str] = "ticket.mentioned"
    ticket_id: int
    message_id: int
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWrote(Event):
    """For the owner, or for the team while it has none."""

    kind: ClassVar[str] = "ticket.customer_wrote"
    ticket_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWarned(Event):
    kind: ClassVar[str] = "ticket.warned"
    ticket_id: int
    clock_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBreached(Event):
    kind: ClassVar[str] = "ticket.breached"
    ticket_id: int
    clock_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAddressAsked(Event):
    """For an address that the desk named: to confirm that its owner wants the monthly report."""

    kind: ClassVar[str] = "ticket.report_asked"
    recipient_id: int
