"""Colleagues named in an internal note: `@Dewi`, `@Dewi Lestari` or `@dewi` by their log-in name."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.messages import SupportMessage
from app.models.support.ticket import SupportTicket
from workflows.outbox_events import emit
from workflows.support.assigning.list_possible_assignees import can_be_given
from workflows.support.events import TicketMentioned
from workflows.support.together.followers import add_follower

MOST = 20


def find_mentioned(text: str, people: Collection[tuple[int, str, str]]) -> Sequence[int]:
    """Ids of those named after an `@`; `people`: id, log-in name, name. A first name counts where only one has it."""
    spoken = " ".join(text.lower().split())
    ways: dict[str, set[int]] = {}
    for way_of in (_username, _name, _first_name):  # what is more exact goes before
        found: dict[str, set[int]] = {}
        for person in people:
            found.setdefault(way_of(person), set()).add(person[0])
        ways = {**found, **ways}
    ways.pop("", None)
    names = sorted(ways, key=len, reverse=True)
    if not names:
        return []
    spelled = re.findall(rf"(?<!\w)@({'|'.join(map(re.escape, names))})(?!\w)", spoken)
    named = (ways[way] for way in dict.fromkeys(spelled))
    return list(dict.fromkeys(next(iter(ids)) for ids in named if len(ids) == 1))[:MOST]


def _username(person: tuple[int, str, str]) -> str:
    return person[1].lower()


def _name(person: tuple[int, str, str]) -> str:
    return " ".join(person[2].lower().split())


def _first_name(person: tuple[int, str, str]) -> str:
    return _name(person).partition(" ")[0]


def notify_mentioned(
    session: Session, ticket: SupportTicket, message: SupportMessage, *, actor: User, now: datetime
) -> None:
    """They follow the ticket from now on and are told once; who may not see it is told nothing."""
    if "@" not in message.text:
        return
    team = select(User.id, User.username, User.name).where(can_be_given(ticket.kind), User.id != actor.id)
    people = [(one.id, one.username, one.name) for one in session.execute(team)]
    for user_id in find_mentioned(message.text, people):
        add_follower(session, ticket_id=ticket.id, user_id=user_id)
        emit(session, TicketMentioned(ticket_id=ticket.id, message_id=message.id, user_id=user_id), now=now)
