"""What groups of Slack, Teams and Telegram are told of the support desk: due times that are over, security tickets."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_, Sentence, gettext
from app.jobs.outbox.messages.group_messages import to_groups
from app.jobs.outbox.messages.message import OutgoingMessage
from app.jobs.outbox.messages.support.tickets import MESSAGE_BUILDERS as TO_PEOPLE
from app.models.messaging.outbox import OutboxMessage
from app.models.support.clocks import CLOCK_LABELS, SupportClock
from app.models.support.ticket import SupportTicket, TicketKind
from app.models.support.ticket_steps import OPEN
from app.models.visits.visit_status import PRIORITY_LABELS
from app.presenters.dates import moment
from integrations.team_chats import GroupMessage


def breached(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """People and groups; not when it was answered meanwhile."""
    yield from TO_PEOPLE[message.kind](session, message)
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    clock = session.get_one(SupportClock, message.payload["clock_id"])
    if clock.stopped_at is None and ticket.status in OPEN:
        what = N_("%(clock)s lewat batas", clock=CLOCK_LABELS[clock.kind])
        yield from _to_groups(message, ticket, what, clock.due_at)


def opened(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """People; groups of a security ticket only."""
    yield from TO_PEOPLE[message.kind](session, message)
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    if ticket.kind == TicketKind.SECURITY:
        yield from _to_groups(message, ticket, N_("Tiket keamanan baru"))


def _to_groups(
    message: OutboxMessage, ticket: SupportTicket, what: Sentence, due_at: datetime | None = None
) -> Iterator[OutgoingMessage]:
    """Of a security ticket only its number leaves the panel; of no ticket what its customer wrote or who they are."""

    def words(link: str) -> GroupMessage:
        owner = ticket.assignee.name if ticket.assignee else gettext("Belum ada")
        facts = [(gettext("Prioritas"), str(PRIORITY_LABELS[ticket.priority]))]
        facts += [(gettext("Batas waktu"), moment(due_at))] if due_at else []
        facts += [] if ticket.kind == TicketKind.SECURITY else [(gettext("Petugas"), owner)]
        return GroupMessage(f"{ticket.number} · {what}", "", tuple(facts), link, gettext("Buka tiket"))

    yield from to_groups(message, words, f"/admin/support/details/?id={ticket.id}")


MESSAGE_BUILDERS = {"ticket.breached": breached, "ticket.opened": opened}
