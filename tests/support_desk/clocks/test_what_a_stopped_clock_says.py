"""A clock that was stopped says whether it was met, or why nobody judges it."""

from datetime import timedelta

import pytest

from app.models.support.clocks import ClockKind
from app.presenters.support.tickets import clock_badge
from tests.factories import make_company, make_cs
from tests.support.logins import log_in
from tests.support_desk.clocks.calendars import at
from tests.support_desk.desk import clock_of, make_ticket
from workflows.support import finish_support_ticket, merge_tickets, reject_support_ticket, unmerge_ticket

OPENED = at("2026-11-30 09:00")
SOON, LATE = OPENED + timedelta(hours=1), OPENED + timedelta(days=7)


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


@pytest.fixture
def ticket(session, dewi):
    return make_ticket(session, at=OPENED)


def merge(session, ticket, dewi, moment):
    kept = make_ticket(session, at=OPENED, customer=ticket.customer)
    merge_tickets(session, ticket_id=ticket.id, actor=dewi, into=kept.number, now=moment)


def reject(session, ticket, dewi, moment):
    reject_support_ticket(session, ticket_id=ticket.id, actor=dewi, reason="Bukan urusan kami", now=moment)


def finish(session, ticket, dewi, moment):
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Diganti", now=moment)


def shown(session, ticket, moment, kind=ClockKind.FIRST_REPLY):
    badge = clock_badge(clock_of(session, ticket, kind), moment)
    return str(badge.text), badge.tone


@pytest.mark.parametrize(
    ("end", "words", "tone"),
    [
        (merge, "berhenti: digabung", "neutral"),
        (reject, "berhenti tanpa dinilai", "neutral"),
        (finish, "terpenuhi", "positive"),
    ],
)
def test_what_stopped_in_time_says_why(session, dewi, ticket, end, words, tone):
    end(session, ticket, dewi, SOON)
    assert shown(session, ticket, SOON) == (words, tone)


@pytest.mark.parametrize("end", [merge, reject, finish])
def test_a_breach_stays_a_breach(session, dewi, ticket, end):
    end(session, ticket, dewi, LATE)
    words, tone = shown(session, ticket, LATE)
    assert (words.startswith("lewat sejak"), tone) == (True, "danger")


def test_a_merge_that_is_undone_runs_on(session, dewi, ticket):
    merge(session, ticket, dewi, SOON)
    unmerge_ticket(session, ticket_id=ticket.id, actor=dewi, now=SOON)
    assert shown(session, ticket, SOON)[0].startswith("sampai")


def test_the_page_of_a_merged_ticket_says_of_no_clock_that_it_was_met(session, client, dewi, ticket):
    merge(session, ticket, dewi, SOON)
    log_in(client, dewi)
    page = client.get(f"/admin/support/details/?id={ticket.id}").text
    assert "berhenti: digabung" in page
    assert "terpenuhi" not in page
