"""Support tickets of the demo, lived through by the same verbs as real ones, on their own days of ninety."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.units import RELAY, unit_of
from app.demo.staff.people import People
from app.demo.support.desk import set_up_desk, surround
from app.demo.support.reopened import come_back
from app.demo.support.words import TICKETS
from app.models.accounts.user import Role, User
from app.models.customers.customer import Customer, CustomerStatus
from app.models.messaging.outbox import OutboxMessage, OutboxStatus
from app.models.support.settings.agent import SupportAgent
from app.models.support.ticket import Extent, SupportStatus, SupportTicket, TicketKind, TicketSource
from app.models.visits.visit import Priority
from app.policies.service_levels.working_time import WorkingTime, due_after
from workflows.support import (
    Requester,
    answer_and_wait,
    close_unconfirmed,
    confirm_ticket,
    finish_support_ticket,
    get_desk_calendar,
    note_ticket,
    open_support_ticket,
    rate_ticket,
    receive_customer_message,
    sweep_clocks,
    take_support_ticket,
)

COUNT, DAYS = 96, 90
SEED = 14
SOURCES = (TicketSource.PORTAL, TicketSource.WHATSAPP, TicketSource.DESK, TicketSource.WHATSAPP)
SCORES = (5, 5, 4, 5, 3, 4, 5, 2, 5, 4)
COMMENTS = {5: "Cepat dan ramah.", 4: "", 3: "Agak lama, tapi selesai.", 2: "Saya harus bertanya tiga kali."}
NOTES = ("Pelanggan lebih suka ditelepon sore.", "Suku cadang ada di gudang Bandung.", "Lihat juga kunjungan terakhir.")


def play_tickets(session: Session, people: People, now: datetime) -> None:
    """Let each go as far as its age allows; what was to be told is history."""
    random, calendar = Random(SEED), get_desk_calendar(session)  # noqa: S311  example data, not a secret
    if calendar is None:
        return
    agents = list(session.scalars(select(User).where(User.role == Role.SUPPORT).order_by(User.id)))
    agents += [session.get_one(User, people.cs[0])]
    session.add_all(SupportAgent(user_id=agent.id, on_duty=True, created_at=now) for agent in agents)
    set_up_desk(session, agents[:-1], agents[-1], now - timedelta(days=DAYS + 1))
    active = select(Customer).where(Customer.status == CustomerStatus.ACTIVE).order_by(Customer.id)
    customers = session.scalars(active.limit(40)).all()
    for place in range(COUNT):
        days = DAYS * (COUNT - 1 - place) / COUNT
        at = now - timedelta(days=days, minutes=random.randrange(20, 400))
        ticket = _open(session, place, customers, at, random)
        _play(session, ticket, place, agents[place % len(agents)], calendar, now, random)
    _close_in_time(session, now)
    while sweep_clocks(session, now=now):
        pass
    statement = update(OutboxMessage).where(OutboxMessage.kind.like("ticket.%")).values(status=OutboxStatus.ADDRESSED)
    session.execute(statement.execution_options(synchronize_session=False))
    unit_of(session).wake.discard(RELAY)


def _open(session: Session, place: int, customers: Sequence[Customer], at: datetime, random: Random) -> SupportTicket:
    subject, words, kind, impact, urgency, *_ = TICKETS[place % len(TICKETS)]
    customer = customers[random.randrange(len(customers))]
    return open_support_ticket(
        session,
        subject=subject,
        description=words,
        kind=TicketKind(kind),
        impact=Extent(impact),
        urgency=Priority(urgency),
        source=SOURCES[place % len(SOURCES)],
        requester=Requester(customer_id=customer.id, name=customer.name, locale=customer.locale),
        actor=None,
        now=at,
    )


def _play(
    session: Session,
    ticket: SupportTicket,
    place: int,
    agent: User,
    calendar: WorkingTime,
    now: datetime,
    random: Random,
) -> None:
    """Take, answer, hear, finish, confirm and rate, each a while of working time after the one before."""
    *_, first, reply, outcome = TICKETS[place % len(TICKETS)]
    steps = (
        lambda at: take_support_ticket(session, ticket_id=ticket.id, actor=agent, now=at),
        lambda at: answer_and_wait(session, ticket_id=ticket.id, actor=agent, text=first, now=at),
        lambda at: receive_customer_message(session, ticket_id=ticket.id, text=reply, now=at),
        lambda at: finish_support_ticket(session, ticket_id=ticket.id, actor=agent, outcome=outcome, now=at),
        lambda at: _settle(session, ticket, place, come_back(session, ticket, place, agent, calendar, at)),
    )
    at = ticket.created_at
    for number, step in enumerate(steps):
        slow = 6 if (place + number) % 9 == 0 else 1
        following = due_after(calendar, at, slow * random.randrange(600, 9000))
        if following is None or following >= now:
            return
        at = following
        step(at)
        if number == 1:
            surround(session, ticket, place, agent, at)
        if number == 1 and place % 3 == 0:
            note_ticket(session, ticket_id=ticket.id, actor=agent, text=NOTES[place % len(NOTES)], now=at)


def _settle(session: Session, ticket: SupportTicket, place: int, at: datetime) -> None:
    """Two of three customers confirm, most of them rate; the others say nothing."""
    if place % 3 == 2:
        return
    confirm_ticket(session, ticket_id=ticket.id, now=at)
    if place % 5:
        score = SCORES[place % len(SCORES)]
        rate_ticket(session, ticket_id=ticket.id, score=score, comment=COMMENTS[score], now=at)


def _close_in_time(session: Session, now: datetime) -> None:
    """Those that nobody confirmed end on the day they would have ended."""
    silent = select(SupportTicket.close_at).where(
        SupportTicket.status == SupportStatus.DONE, SupportTicket.close_at <= now
    )
    for close_at in sorted(session.scalars(silent).all()):
        close_unconfirmed(session, now=close_at)
