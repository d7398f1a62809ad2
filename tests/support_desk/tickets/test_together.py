"""Several people at one ticket: teams, followers, mentions, links, time spent, and splitting it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.models.accounts.user import Role
from app.models.incidents.incident import IncidentReport
from app.models.messaging.outbox import OutboxMessage
from app.models.support.actions.collaboration import AlreadyFollowing
from app.models.support.clocks import ClockKind, StopCause
from app.models.support.messages import SupportMessage
from app.models.support.settings.service_plan import SupportCalendar
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportTicket
from app.policies.visibility import support_visible_to
from tests.factories import make_admin, make_company, make_cs, make_customer, make_site, make_user, make_visit
from tests.support_desk.desk import clock_of, fresh, make_ticket
from workflows.incidents import declare_incident
from workflows.support import (
    VERBS,
    answer_ticket,
    classify_ticket,
    follow_ticket,
    link_ticket,
    list_followers,
    list_links_of,
    list_tickets_about,
    log_ticket_time,
    note_ticket,
    receive_customer_message,
    save_team,
    set_ticket_team,
    split_ticket,
    unfollow_ticket,
)
from workflows.support.together.mentions import find_mentioned

PEOPLE = ((1, "dewi", "Dewi Lestari"), (2, "dewi2", "Dewi Anggraini"), (3, "lia", "Lia"), (4, "a.budi", "Budi Santoso"))


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@lia tolong", [3]),
        ("tolong @Lia, dan @a.budi.", [3, 4]),
        ("@Dewi  Anggraini bantu", [2]),
        ("@dewi lestari", [1]),
        ("@dewi saja", [1]),
        ("@Budi ya", [4]),
        ("surel lia@contoh.id", []),
        ("@liana", []),
        ("@lia @lia @LIA", [3]),
        ("@", []),
    ],
)
def test_a_note_names_colleagues_by_log_in_name_or_name(text, named):
    assert find_mentioned(text, PEOPLE) == named


def test_a_first_name_that_two_have_names_nobody():
    assert find_mentioned("@siti", ((1, "s1", "Siti Aminah"), (2, "s2", "Siti Nur"))) == []


def mentions(session):
    return session.scalars(select(OutboxMessage.payload).where(OutboxMessage.kind == "ticket.mentioned")).all()


def test_who_is_mentioned_is_told_and_follows(session, dewi):
    ticket, lia = make_ticket(session, at=utc_now()), make_user(session, "Lia", Role.SUPPORT)
    note = note_ticket(session, ticket_id=ticket.id, actor=dewi, text="@Lia bisa cek?", now=utc_now())
    assert mentions(session) == [{"ticket_id": ticket.id, "message_id": note.id, "user_id": lia.id}]
    assert list_followers(session, ticket) == [lia]


def test_a_security_ticket_tells_nobody_who_may_not_see_it(session, dewi):
    ticket, now, admin = make_ticket(session, at=utc_now()), utc_now(), make_admin(session)
    lia = make_user(session, "Lia", Role.SUPPORT)
    follow_ticket(session, ticket_id=ticket.id, actor=lia, now=now)
    secret = {"kind": "SECURITY", "impact": "SMALL", "urgency": "HIGH"}
    classify_ticket(session, ticket_id=ticket.id, actor=dewi, now=now, **secret)
    note_ticket(session, ticket_id=ticket.id, actor=admin, text="@Lia lihat", now=now)
    assert mentions(session) == []
    assert list_followers(session, fresh(session, ticket)) == []


def test_following_is_done_once_and_undone(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    follow_ticket(session, ticket_id=ticket.id, actor=dewi, now=now)
    with pytest.raises(AlreadyFollowing):
        follow_ticket(session, ticket_id=ticket.id, actor=dewi, now=now)
    unfollow_ticket(session, ticket_id=ticket.id, actor=dewi, now=now)
    assert list_followers(session, ticket) == []


def test_a_ticket_belongs_to_a_team_that_is_in_use(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    team = save_team(session, SupportTeam(), name=" Tim  Servis ", member_ids=[dewi.id], is_active=True)
    assert (team.name, team.members) == ("Tim Servis", [dewi])
    assert set_ticket_team(session, ticket_id=ticket.id, actor=dewi, team_id=team.id, now=now).team_id == team.id
    team.is_active = False
    session.flush()
    with pytest.raises(Invalid):
        set_ticket_team(session, ticket_id=ticket.id, actor=dewi, team_id=team.id, now=now)
    assert set_ticket_team(session, ticket_id=ticket.id, actor=dewi, now=now).team_id is None


def test_links_are_seen_from_both_sides_and_replaced_as_a_whole(session, dewi):
    now, customer = utc_now(), make_customer(session)
    ticket, visit = make_ticket(session, at=now, customer=customer), make_visit(session, customer=customer)
    other = make_visit(session, customer=customer)
    given = {"ticket_id": ticket.id, "actor": dewi, "now": now, "customer": customer.code}
    link_ticket(session, numbers=f"{visit.number.lower()}, {other.number}", **given)
    assert {number for _model, _id, number in list_links_of(session, ticket.id, reader=dewi)} == {
        visit.number,
        other.number,
    }
    sight = support_visible_to(dewi)
    assert list_tickets_about(session, visit, visible=sight) == [ticket]
    link_ticket(session, numbers=other.number, **given)
    assert list_tickets_about(session, visit, visible=sight) == []
    with pytest.raises(Invalid):
        link_ticket(session, numbers="TKT-9999-1", **given)


def test_an_incident_is_linked_by_the_same_row_as_from_its_own_page(session, dewi):
    now = utc_now()
    ticket = make_ticket(session, at=now)
    incident = declare_incident(session, title="Pembayaran gagal", severity="SEV2", actor=None, now=now)
    code = ticket.customer.code
    link_ticket(session, ticket_id=ticket.id, actor=dewi, numbers=incident.number, customer=code, now=now)
    rows = session.execute(select(IncidentReport.incident_id, IncidentReport.ticket_id)).all()
    assert rows == [(incident.id, ticket.id)]


def test_a_ticket_without_a_customer_gets_one_by_code(session, dewi):
    now, customer = utc_now(), make_customer(session)
    ticket = make_ticket(session, at=now, requester=None, actor=dewi)
    linked = link_ticket(session, ticket_id=ticket.id, actor=dewi, customer=customer.code.lower(), now=now)
    assert linked.customer_id == customer.id
    with pytest.raises(Invalid):
        link_ticket(session, ticket_id=ticket.id, actor=dewi, customer="PLG-999999", now=now)


def test_time_spent_is_written_by_whoever_worked(session, dewi):
    ticket = make_ticket(session, at=utc_now())
    entry = log_ticket_time(session, ticket_id=ticket.id, actor=dewi, minutes=45, about="Telepon", now=utc_now())
    assert (entry.user_id, entry.minutes, entry.about) == (dewi.id, 45, "Telepon")


def split_of(session, ticket, dewi, *messages):
    given = {"messages": [one.id for one in messages], "subject": "Tagihan ganda", "now": utc_now()}
    return split_ticket(session, ticket_id=ticket.id, actor=dewi, **given)


def test_the_chosen_messages_move_to_a_ticket_of_the_same_customer(session, dewi):
    now = utc_now()
    ticket = make_ticket(session, at=now)
    bill = receive_customer_message(
        session, ticket_id=ticket.id, text="Tagihan saya dua kali", now=now + timedelta(minutes=5)
    )
    leak = receive_customer_message(session, ticket_id=ticket.id, text="Masih bocor", now=now + timedelta(minutes=6))
    duplicate = split_of(session, ticket, dewi, bill)
    assert (duplicate.split_from_id, duplicate.customer_id, duplicate.subject) == (
        ticket.id,
        ticket.customer_id,
        "Tagihan ganda",
    )
    assert (duplicate.description, duplicate.last_message_id) == ("Tagihan saya dua kali", bill.id)
    rows = dict(session.execute(select(SupportMessage.text, SupportMessage.ticket_id)).all())
    assert rows == {"Tagihan saya dua kali": duplicate.id, "Masih bocor": ticket.id}
    assert fresh(session, ticket).last_message_id == leak.id


def test_the_clocks_of_a_split_start_at_the_moved_message(session, dewi):
    now = utc_now()
    ticket = make_ticket(session, at=now)
    bill = receive_customer_message(session, ticket_id=ticket.id, text="Tagihan", now=now + timedelta(minutes=5))
    duplicate = split_of(session, ticket, dewi, bill)
    assert clock_of(session, duplicate, ClockKind.FIRST_REPLY).started_at == bill.created_at
    assert clock_of(session, duplicate, ClockKind.FIRST_REPLY).stopped_at is None


def test_an_answer_after_the_moved_message_was_its_first_reply(session, dewi):
    now = utc_now()
    ticket = make_ticket(session, at=now)
    bill = receive_customer_message(session, ticket_id=ticket.id, text="Tagihan", now=now + timedelta(minutes=5))
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami cek", now=now + timedelta(minutes=9))
    duplicate = split_of(session, ticket, dewi, bill)
    first = clock_of(session, duplicate, ClockKind.FIRST_REPLY)
    assert (first.stop_cause, first.stopped_at) == (StopCause.MET, now + timedelta(minutes=9))


def test_messages_of_another_ticket_are_not_split(session, dewi):
    ticket, other = make_ticket(session, at=utc_now()), make_ticket(session, at=utc_now())
    stray = receive_customer_message(session, ticket_id=other.id, text="Halo", now=utc_now())
    with pytest.raises(Invalid):
        split_of(session, ticket, dewi, stray)
    assert (
        session.scalars(select(SupportTicket.split_from_id).where(SupportTicket.split_from_id.is_not(None))).all() == []
    )


def test_the_site_is_one_of_the_customers_and_due_times_follow_its_clock(session, dewi):
    session.execute(update(SupportCalendar).values(time_zone=None))
    customer = make_customer(session)
    ambon = make_site(session, customer, time_zone="Asia/Jayapura")
    other = make_site(session, make_customer(session, "Bu Lain"))
    ticket = make_ticket(session, at=datetime(2026, 11, 30, 9, 30, tzinfo=UTC), customer=customer)
    before = clock_of(session, ticket).due_at
    said = {"ticket_id": ticket.id, "actor": dewi, "now": datetime(2026, 11, 30, 9, 35, tzinfo=UTC)}
    with pytest.raises(Invalid):
        VERBS["set_site"](session, site_id=other.id, **said)
    VERBS["set_site"](session, site_id=ambon.id, **said)
    assert clock_of(session, ticket).due_at != before
    VERBS["set_site"](session, site_id=None, **said)
    assert clock_of(session, ticket).due_at == before
