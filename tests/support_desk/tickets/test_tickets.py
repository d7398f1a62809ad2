"""What may be done with a ticket, by whom, and what comes of it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.core.errors import Invalid, NotAllowed, NotAvailable
from app.models.accounts.user import Role
from app.models.messaging.outbox import OutboxMessage
from app.models.support.clocks import ClockKind, StopCause
from app.models.support.messages import MessageKind, SupportMessage
from app.models.support.settings.service_plan import PriorityRule
from app.models.support.ticket import Extent, SupportStatus, SupportTicket
from app.models.visits.visit import Priority
from app.policies.service_levels.ticket_priority import DEFAULT_TABLE
from app.policies.visibility import support_visible_to
from tests.factories import make_admin, make_company, make_cs, make_technician, make_user
from tests.support_desk.desk import clock_of, fresh, make_ticket
from workflows.support import (
    answer_and_wait,
    answer_ticket,
    assign_ticket,
    classify_ticket,
    confirm_ticket,
    finish_support_ticket,
    merge_tickets,
    note_ticket,
    open_support_ticket,
    override_ticket_priority,
    put_aside_ticket,
    read_conversation,
    receive_customer_message,
    tag_ticket,
    take_support_ticket,
    unmerge_ticket,
    wake_due_tickets,
)
from workflows.support.answering.answers import NewerMessage


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def said(session, ticket, *kinds):
    page = read_conversation(session, ticket_id=ticket.id, kinds=kinds or tuple(MessageKind))
    return [entry.text for entry in page.entries]


def test_the_priority_table_of_the_panel_is_the_one_agreed(session):
    rows = session.execute(select(PriorityRule.impact, PriorityRule.urgency, PriorityRule.priority))
    assert {(Extent(impact), Priority(urgency)): priority for impact, urgency, priority in rows} == DEFAULT_TABLE
    deliveries = {"CRITICAL": "K", "HIGH": "T", "MEDIUM": "S", "LOW": "R"}
    order = ("CRITICAL", "HIGH", "MEDIUM", "LOW")
    rows = ["".join(deliveries[DEFAULT_TABLE[extent, Priority(urgency)]] for urgency in order) for extent in Extent]
    assert rows == ["KKTS", "KTTS", "TTSR", "TSRR"]


def test_impact_and_urgency_set_the_priority_until_somebody_decides_otherwise(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    wide = {"kind": "COMPLAINT", "impact": "WIDE", "urgency": "HIGH"}
    assert classify_ticket(session, ticket_id=ticket.id, actor=dewi, now=now, **wide).priority == "CRITICAL"
    by_hand = override_ticket_priority(
        session, ticket_id=ticket.id, actor=dewi, priority="LOW", reason="Sudah ada AC cadangan", now=now
    )
    assert (by_hand.priority, by_hand.priority_reason) == ("LOW", "Sudah ada AC cadangan")
    assert classify_ticket(session, ticket_id=ticket.id, actor=dewi, now=now, **wide).priority == "LOW"
    freed = override_ticket_priority(session, ticket_id=ticket.id, actor=dewi, priority="AUTO", reason="-", now=now)
    assert (freed.priority, freed.priority_reason) == ("CRITICAL", None)


def test_an_answer_that_missed_a_newer_message_is_held_back(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    first = receive_customer_message(session, ticket_id=ticket.id, text="Masih bocor", now=now)
    with pytest.raises(NewerMessage):
        answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Sudah beres?", seen=0, now=now)
    session.expire_all()
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami datang", seen=first.id, now=now)
    with pytest.raises(NewerMessage):  # a colleague's answer is one, too
        answer_ticket(
            session, ticket_id=ticket.id, actor=make_cs(session, "Putri"), text="Halo", seen=first.id, now=now
        )


def test_the_first_to_answer_owns_a_ticket_without_an_owner(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    answered = answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami cek", now=now)
    assert (answered.assignee_id, answered.status) == (dewi.id, SupportStatus.IN_PROGRESS)
    putri = make_cs(session, "Putri")
    again = answer_and_wait(session, ticket_id=ticket.id, actor=putri, text="Fotonya?", now=now)
    assert (again.assignee_id, again.status) == (dewi.id, SupportStatus.WAITING)


def test_a_ticket_is_given_to_active_people_of_the_team_only(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    for unfit in (make_technician(session), make_cs(session, "Galih", status="INACTIVE")):
        with pytest.raises(Invalid):
            assign_ticket(session, ticket_id=ticket.id, actor=dewi, assignee_id=unfit.id, now=now)
    fit = make_user(session, "Lia", Role.SUPPORT)
    given = assign_ticket(session, ticket_id=ticket.id, actor=dewi, assignee_id=fit.id, now=now)
    assert (given.status, given.assignee_id) == (SupportStatus.ASSIGNED, fit.id)
    events = session.scalars(select(OutboxMessage.payload).where(OutboxMessage.kind == "ticket.assigned")).all()
    assert events == [{"ticket_id": ticket.id, "user_id": fit.id}]


def test_a_security_ticket_leaves_the_sight_of_everybody_but_its_readers(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    classify_ticket(session, ticket_id=ticket.id, actor=dewi, kind="SECURITY", impact="SMALL", urgency="HIGH", now=now)

    def sees(role):
        wanted = select(SupportTicket.id).where(support_visible_to(make_user(session, "Tono", role)))
        return ticket.id in session.scalars(wanted).all()

    assert [role for role in Role if sees(role)] == [Role.ADMIN, Role.DEVOPS]
    with pytest.raises(Invalid):
        assign_ticket(session, ticket_id=ticket.id, actor=make_admin(session), assignee_id=dewi.id, now=now)


def test_readers_of_security_tickets_are_told_each_time_one_becomes_theirs(session, dewi):
    ticket, admin, wide = make_ticket(session, at=utc_now()), make_admin(session), {"impact": "WIDE", "urgency": "HIGH"}
    opened = select(func.count()).where(OutboxMessage.kind == "ticket.opened")
    before = session.scalar(opened)
    for kind, told in (("SECURITY", 1), ("SECURITY", 1), ("PROBLEM", 1), ("SECURITY", 2)):
        classify_ticket(session, ticket_id=ticket.id, actor=admin, kind=kind, now=utc_now(), **wide)
        assert session.scalar(opened) - before == told, kind


def test_nobody_outside_the_team_opens_a_ticket_without_being_a_customer(session, dewi):
    with pytest.raises(NotAllowed):
        open_support_ticket(session, subject="x", description="y", actor=make_technician(session), now=utc_now())


def test_a_message_after_the_end_opens_the_ticket_again_and_after_two_weeks_a_new_one(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Dibersihkan", now=now)
    confirm_ticket(session, ticket_id=ticket.id, now=now)
    assert (
        receive_customer_message(session, ticket_id=ticket.id, text="Bocor lagi", now=now + timedelta(days=14))
        is not None
    )
    assert fresh(session, ticket).status == SupportStatus.IN_PROGRESS
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Diganti", now=now + timedelta(days=15))
    confirm_ticket(session, ticket_id=ticket.id, now=now + timedelta(days=15))
    late = now + timedelta(days=29, seconds=1)
    assert receive_customer_message(session, ticket_id=ticket.id, text="Sekarang berisik", now=late) is None
    following = session.scalars(select(SupportTicket).where(SupportTicket.follows_id == ticket.id)).one()
    assert (following.description, following.customer_id) == ("Sekarang berisik", ticket.customer_id)
    assert fresh(session, ticket).status == SupportStatus.CLOSED


def test_a_ticket_of_somebody_who_left_comes_back_to_the_queue(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Selesai", now=now)
    dewi.status = "INACTIVE"
    session.flush()
    receive_customer_message(session, ticket_id=ticket.id, text="Belum", now=now)
    assert fresh(session, ticket).assignee_id is None


def test_merging_by_reference_and_back(session, dewi):
    now = utc_now()
    kept = make_ticket(session, at=now)
    duplicate = make_ticket(session, at=now, customer=kept.customer)
    receive_customer_message(session, ticket_id=duplicate.id, text="Ini lagi", now=now)
    merged = merge_tickets(session, ticket_id=duplicate.id, actor=dewi, into=kept.number, now=now)
    assert (merged.status, merged.ending, merged.merged_into_id) == ("CLOSED", "MERGED", kept.id)
    assert said(session, kept) == ["Ini lagi"]
    assert clock_of(session, duplicate, ClockKind.FIRST_REPLY).stop_cause == StopCause.MERGED
    message = receive_customer_message(session, ticket_id=duplicate.id, text="Lewat tautan lama", now=now)
    assert message.ticket_id == duplicate.id
    assert said(session, kept) == ["Ini lagi", "Lewat tautan lama"]
    back = unmerge_ticket(session, ticket_id=duplicate.id, actor=dewi, now=now)
    assert (back.status, back.merged_into_id, back.ending) == ("IN_PROGRESS", None, None)
    assert said(session, kept) == []
    assert clock_of(session, duplicate, ClockKind.FIRST_REPLY).stopped_at is None


def test_merging_refuses_itself_circles_and_another_customer(session, dewi):
    now = utc_now()
    one = make_ticket(session, at=now)
    two = make_ticket(session, at=now, customer=one.customer)
    merge_tickets(session, ticket_id=two.id, actor=dewi, into=one.number, now=now)
    for target in (one, two):
        with pytest.raises(Invalid):
            merge_tickets(session, ticket_id=one.id, actor=dewi, into=target.number, now=now)
    visitor = make_ticket(session, at=now)
    with pytest.raises(Invalid) as refused:
        merge_tickets(session, ticket_id=visitor.id, actor=dewi, into=one.number, now=now)
    assert refused.value.field == "other_customer"
    anyway = merge_tickets(session, ticket_id=visitor.id, actor=dewi, into=two.number, other_customer="YES", now=now)
    assert anyway.merged_into_id == one.id


def test_merging_into_a_finished_ticket_opens_it_again(session, dewi):
    now = utc_now()
    done = make_ticket(session, at=now)
    finish_support_ticket(session, ticket_id=done.id, actor=dewi, outcome="Selesai", now=now)
    duplicate = make_ticket(session, at=now, customer=done.customer)
    merge_tickets(session, ticket_id=duplicate.id, actor=dewi, into=done.number, now=now)
    assert fresh(session, done).status == SupportStatus.IN_PROGRESS


def test_notes_never_stand_in_what_the_customer_reads(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    note_ticket(session, ticket_id=ticket.id, actor=dewi, text="Pelanggan ini sulit", now=now)
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami datang", now=now)
    assert said(session, ticket, MessageKind.CUSTOMER, MessageKind.ANSWER) == ["Kami datang"]
    assert said(session, ticket, MessageKind.NOTE) == ["Pelanggan ini sulit"]
    assert fresh(session, ticket).last_message_id == session.scalar(
        select(SupportMessage.id).where(SupportMessage.text == "Kami datang")
    )


def test_a_ticket_put_aside_wakes_at_its_time_or_when_the_customer_writes(session, dewi):
    now = utc_now()
    sleeping, written = make_ticket(session, at=now), make_ticket(session, at=now)
    with pytest.raises(Invalid):
        put_aside_ticket(session, ticket_id=sleeping.id, actor=dewi, until=now, now=now)
    for ticket in (sleeping, written):
        put_aside_ticket(session, ticket_id=ticket.id, actor=dewi, until=now + timedelta(hours=3), now=now)
    receive_customer_message(session, ticket_id=written.id, text="Halo", now=now)
    assert fresh(session, written).wakes_at is None
    assert wake_due_tickets(session, now=now + timedelta(hours=2)) == 0
    assert wake_due_tickets(session, now=now + timedelta(hours=3)) == 1
    assert fresh(session, sleeping).wakes_at is None


def test_tags_are_lower_case_and_each_stands_once(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    tagged = tag_ticket(session, ticket_id=ticket.id, actor=dewi, tags="Bocor,  ac  lama ,bocor,", now=now)
    assert tagged.tags == ["ac lama", "bocor"]
    with pytest.raises(Invalid):
        tag_ticket(session, ticket_id=ticket.id, actor=dewi, tags=",".join(map(str, range(11))), now=now)


def test_a_ticket_is_taken_once(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    take_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=now)
    with pytest.raises(NotAvailable):
        take_support_ticket(session, ticket_id=ticket.id, actor=make_cs(session, "Putri"), now=now)
