"""What the customer reads at an end, or later, is held back by a message that came while it was written."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models.support.scheduled import ScheduledAnswer, ScheduleEnd
from app.models.support.settings.macros import MacroReply, SupportMacro
from app.models.support.ticket import SupportStatus
from tests.factories import make_company, make_cs
from tests.support.clock import NOW
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import fresh, make_ticket
from workflows.support import (
    answer_ticket,
    finish_support_ticket,
    merge_tickets,
    receive_customer_message,
    reject_support_ticket,
    reopen_support_ticket,
    run_macro,
    save_macro,
    schedule_answer,
    send_scheduled,
)
from workflows.support.answering.answers import NewerMessage

HOUR = timedelta(hours=1)


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


@pytest.fixture
def ticket(session, dewi):
    return make_ticket(session, at=NOW)


def finish(session, ticket, who, **given):
    finish_support_ticket(session, ticket_id=ticket.id, actor=who, outcome="Pipa diganti", now=NOW, **given)


def reject(session, ticket, who, **given):
    reject_support_ticket(session, ticket_id=ticket.id, actor=who, reason="Bukan urusan kami", now=NOW, **given)


def schedule(session, ticket, who, **given):
    words = {"text": "Besok kami datang", "at": NOW + HOUR}
    schedule_answer(session, ticket_id=ticket.id, actor=who, now=NOW, **words, **given)


def finish_by_macro(session, ticket, who, **given):
    macro = save_macro(session, SupportMacro(), name="Selesai", tags="", reply=MacroReply.FINISH, text="Selesai")
    run_macro(session, ticket_id=ticket.id, actor=who, macro_id=macro.id, now=NOW, **given)


STEPS = [finish, reject, schedule, finish_by_macro]


@pytest.mark.parametrize("step", STEPS)
def test_a_message_of_the_customer_or_a_colleague_holds_it_back(session, dewi, ticket, step):
    first = receive_customer_message(session, ticket_id=ticket.id, text="Masih bocor", now=NOW)
    with pytest.raises(NewerMessage), session.begin_nested():
        step(session, ticket, dewi, seen=0)
    answer_ticket(session, ticket_id=ticket.id, actor=make_cs(session, "Putri"), text="Kami datang", now=NOW)
    with pytest.raises(NewerMessage), session.begin_nested():
        step(session, ticket, dewi, seen=first.id)
    assert session.scalars(select(ScheduledAnswer.id)).all() == []
    step(session, ticket, dewi, seen=fresh(session, ticket).last_message_id)


@pytest.mark.parametrize("step", STEPS)
def test_ones_own_newer_answer_does_not(session, dewi, ticket, step):
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami datang", now=NOW)
    step(session, ticket, dewi, seen=0)


@pytest.mark.parametrize(
    ("step", "words", "becomes"),
    [
        ("finish", {"outcome": "Pipa diganti"}, SupportStatus.DONE),
        ("reject", {"reason": "Bukan urusan kami"}, SupportStatus.REJECTED),
        ("schedule_answer", {"text": "Besok", "at": "22/11/2026 09.00"}, SupportStatus.NEW),
    ],
)
def test_the_form_comes_back_with_the_message_and_its_words_and_is_sent_as_it_is_submitted_again(
    session, client, dewi, ticket, step, words, becomes
):
    log_in(client, dewi)
    address = f"/admin/support/{ticket.id}/{step}"
    assert 'name="seen" value="0"' in client.get(address).text
    message = receive_customer_message(session, ticket_id=ticket.id, text="Masih bocor di kamar dua", now=NOW)
    held = post(client, address, {**words, "seen": "0"})
    assert held.status_code == 422
    assert "Masih bocor di kamar dua" in held.text
    assert next(iter(words.values())) in held.text
    assert f'name="seen" value="{message.id}"' in held.text
    assert fresh(session, ticket).status == SupportStatus.NEW
    assert post(client, address, {**words, "seen": str(message.id)}).status_code == 302
    assert fresh(session, ticket).status == becomes


def end_of(session):
    return session.scalars(select(ScheduledAnswer.end)).one()


def merge(session, ticket, who):
    kept = make_ticket(session, at=NOW, customer=ticket.customer)
    merge_tickets(session, ticket_id=ticket.id, actor=who, into=kept.number, now=NOW)


@pytest.mark.parametrize("end", [finish, reject, merge])
def test_a_scheduled_answer_ends_with_its_ticket_at_once(session, dewi, ticket, end):
    schedule(session, ticket, dewi)
    end(session, ticket, dewi)
    assert end_of(session) == ScheduleEnd.TICKET_ENDED
    assert send_scheduled(session, now=NOW + 2 * HOUR) == 0


@pytest.mark.parametrize("end", [finish, reject])
def test_opened_again_before_its_moment_it_is_not_sent(session, dewi, ticket, end):
    schedule(session, ticket, dewi)
    end(session, ticket, dewi)
    reopen_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=NOW)
    assert send_scheduled(session, now=NOW + 2 * HOUR) == 0
    schedule(session, ticket, dewi)  # another one may wait
    assert send_scheduled(session, now=NOW + 2 * HOUR) == 1


@pytest.mark.parametrize(("later", "offered"), [(timedelta(minutes=1), True), (timedelta(0), False), (-HOUR, False)])
def test_a_moment_that_is_over_is_not_offered_again(session, client, dewi, ticket, later, offered):
    ticket.slept_until = NOW + later
    session.flush()
    log_in(client, dewi)
    page = client.get(f"/admin/support/{ticket.id}/put_aside").text
    assert ('value="2' in page.split('name="until"')[1][:200]) is offered
