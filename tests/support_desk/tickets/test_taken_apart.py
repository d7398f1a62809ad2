"""What a merge or a split leaves behind: after an undo, or without the messages that moved, clocks and marks are right."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.core.errors import Invalid, NotFound
from app.models.support.clocks import ClockKind, SupportClock
from app.models.support.messages import SupportMessage
from tests.factories import NOW, make_admin, make_company, make_cs
from tests.help.test_pages import at_desk
from tests.support_desk.desk import clock_of, fresh, make_ticket
from workflows.support import (
    VERBS,
    answer_ticket,
    merge_tickets,
    receive_customer_message,
    split_ticket,
    unmerge_ticket,
)

MINUTE = timedelta(minutes=1)
MONDAY = NOW + timedelta(days=2)


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


@pytest.fixture
def pair(session, dewi):
    """Two tickets of one customer, answered and open."""
    kept = make_ticket(session, at=MONDAY)
    duplicate = make_ticket(session, at=MONDAY, customer=kept.customer)
    for ticket in (kept, duplicate):
        answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami cek", now=MONDAY)
    return kept, duplicate


def next_reply(session, ticket):
    """Since when an answer is awaited; None: no clock of it runs."""
    running = (SupportClock.ticket_id == ticket.id, SupportClock.stopped_at.is_(None))
    return session.scalar(select(SupportClock.started_at).where(*running, SupportClock.kind == ClockKind.NEXT_REPLY))


def waits_since(session, ticket):
    """The mark of the list and the clock, which say the same."""
    mark = fresh(session, ticket).unread_at
    assert next_reply(session, ticket) == mark
    return mark


PAUSED: dict[str, dict[str, Any]] = {"wait": {}, "finish": {"outcome": "Selesai"}}


@pytest.mark.parametrize("verb", sorted(PAUSED))
def test_the_clock_of_a_waiting_or_finished_ticket_runs_after_its_merge_is_undone(session, dewi, pair, verb):
    kept, duplicate = pair
    given = {"ticket_id": duplicate.id, "actor": dewi}
    VERBS[verb](session, now=MONDAY + MINUTE, **PAUSED[verb], **given)
    merge_tickets(session, into=kept.number, now=MONDAY + 2 * MINUTE, **given)
    unmerge_ticket(session, now=MONDAY + 3 * MINUTE, **given)
    clock = clock_of(session, duplicate)
    untouched = clock_of(session, kept)
    assert clock.due_at == untouched.due_at + 2 * MINUTE
    VERBS["wait"](session, now=MONDAY + 4 * MINUTE, **given)
    assert clock_of(session, duplicate).paused_at == MONDAY + 4 * MINUTE


def test_each_ticket_waits_for_the_answer_to_its_own_messages_after_the_undo(session, dewi, pair):
    kept, duplicate = pair
    written, later = MONDAY + MINUTE, MONDAY + 3 * MINUTE
    receive_customer_message(session, ticket_id=duplicate.id, text="Masih bocor", now=written)
    merge_tickets(session, ticket_id=duplicate.id, actor=dewi, into=kept.number, now=MONDAY + 2 * MINUTE)
    assert waits_since(session, kept) == written
    receive_customer_message(session, ticket_id=kept.id, text="Halo?", now=later)
    unmerge_ticket(session, ticket_id=duplicate.id, actor=dewi, now=MONDAY + 4 * MINUTE)
    assert waits_since(session, kept) == later
    assert waits_since(session, duplicate) == written


def test_what_came_in_by_the_merged_ticket_waits_there_after_the_undo(session, dewi, pair):
    kept, duplicate = pair
    merge_tickets(session, ticket_id=duplicate.id, actor=dewi, into=kept.number, now=MONDAY)
    receive_customer_message(session, ticket_id=duplicate.id, text="Masih bocor", now=MONDAY + MINUTE)
    assert waits_since(session, kept) == MONDAY + MINUTE
    unmerge_ticket(session, ticket_id=duplicate.id, actor=dewi, now=MONDAY + 2 * MINUTE)
    assert waits_since(session, kept) is None
    assert waits_since(session, duplicate) == MONDAY + MINUTE


@pytest.mark.parametrize(("moved", "left_since"), [([0], 2 * MINUTE), ([0, 1], None), ([1], MINUTE)])
def test_a_ticket_waits_for_no_answer_to_messages_that_were_split_off(session, dewi, pair, moved, left_since):
    ticket, _other = pair
    for number in (1, 2):
        receive_customer_message(session, ticket_id=ticket.id, text=f"pesan {number}", now=MONDAY + number * MINUTE)
    written = select(SupportMessage.id).where(SupportMessage.ticket_id == ticket.id, SupportMessage.kind == "CUSTOMER")
    ids = session.scalars(written.order_by(SupportMessage.id)).all()
    chosen = [ids[place] for place in moved]
    split_ticket(session, ticket_id=ticket.id, actor=dewi, messages=chosen, subject="Lain", now=MONDAY + 3 * MINUTE)
    assert waits_since(session, ticket) == (MONDAY + left_since if left_since else None)


def test_a_security_ticket_is_merged_into_one_of_its_kind_alone(session, client, dewi):
    """Whoever reads the target reads what was merged into it."""
    admin, kept = make_admin(session), make_ticket(session, at=MONDAY)
    secret = make_ticket(session, at=MONDAY, customer=kept.customer, kind="SECURITY")
    receive_customer_message(session, ticket_id=secret.id, text="Kata sandi bocor", now=MONDAY)
    given = {"ticket_id": secret.id, "actor": admin, "into": kept.number, "now": MONDAY}
    with pytest.raises(Invalid, match="keamanan"):
        merge_tickets(session, **given)
    kept.kind = "SECURITY"
    session.flush()
    merge_tickets(session, **given)
    kept.kind = "PROBLEM"  # decided later
    at_desk(session, client, dewi)
    page = client.get(f"/admin/support/details/?id={kept.id}").text
    assert kept.number in page
    assert "Kata sandi bocor" not in page


@pytest.mark.parametrize("way", ["reopen", "resume", "unmerge"])
@pytest.mark.parametrize("owned", [False, True])
def test_a_ticket_that_goes_on_is_of_its_owner_or_of_whoever_goes_on_with_it(session, dewi, way, owned):
    """None is being worked on by nobody."""
    ticket, other = make_ticket(session, at=MONDAY), make_ticket(session, at=MONDAY)
    sari, given = make_cs(session, "Sari"), {"ticket_id": ticket.id, "now": MONDAY}
    ticket.assignee_id = sari.id if owned else None
    session.flush()
    before = {
        "reopen": ("reject", {"reason": "Bukan milik kami"}),
        "resume": ("wait", {}),
        "unmerge": ("merge", {"into": other.number, "other_customer": "YES"}),
    }
    verb, words = before[way]
    VERBS[verb](session, actor=dewi, **given, **words)
    assert fresh(session, ticket).assignee_id == (sari.id if owned else None)
    gone_on = VERBS[way](session, actor=dewi, **given)
    assert (gone_on.status, gone_on.assignee_id) == ("IN_PROGRESS", sari.id if owned else dewi.id)


def test_a_merge_of_no_ticket_is_not_undone(session, dewi):
    with pytest.raises(NotFound):
        unmerge_ticket(session, ticket_id=0, actor=dewi, now=MONDAY)
