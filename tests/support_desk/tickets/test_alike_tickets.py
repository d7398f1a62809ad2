"""A second ticket about the same is pointed out to the desk; nothing is merged by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import true

from app.models.accounts.user import Role
from app.models.support.ticket import TicketKind
from app.policies.visibility import support_visible_to
from tests.factories import NOW, make_company, make_cs, make_customer, make_user
from tests.support.logins import log_in
from tests.support_desk.desk import make_ticket
from workflows.support import list_alike_tickets, merge_tickets
from workflows.support.triage.list_alike_tickets import alikeness

LEAK = {"subject": "AC bocor lagi", "description": "Air menetes dari unit dalam di kamar depan"}
AGAIN = {"subject": "AC di kamar bocor", "description": "Airnya menetes terus dari unit dalam"}
OTHER = {"subject": "Minta faktur pajak", "description": "Tolong kirim faktur untuk invoice bulan lalu"}


@pytest.fixture
def agus(session):
    make_company(session)
    return make_customer(session)


def alike(session, ticket):
    return [one.number for one in list_alike_tickets(session, ticket, visible=true())]


@pytest.mark.parametrize(
    ("apart", "words", "is_alike"),
    [
        (timedelta(), AGAIN, True),
        (timedelta(), OTHER, False),
        (timedelta(hours=72), AGAIN, True),
        (timedelta(hours=72, seconds=1), AGAIN, False),
    ],
)
def test_the_same_words_within_three_days_are_alike(session, agus, apart, words, is_alike):
    first = make_ticket(session, at=NOW - apart, customer=agus, **LEAK)
    second = make_ticket(session, at=NOW, customer=agus, **words)
    assert alike(session, second) == ([first.number] if is_alike else [])
    assert alike(session, first) == ([second.number] if is_alike else [])


def test_another_customers_ticket_and_what_is_merged_or_split_are_not(session, agus):
    dewi = make_cs(session)
    first = make_ticket(session, at=NOW, customer=agus, **LEAK)
    make_ticket(session, at=NOW, customer=make_customer(session, name="Bu Tuti"), **LEAK)
    assert alike(session, first) == []
    second = make_ticket(session, at=NOW, customer=agus, **AGAIN)
    assert alike(session, first) == [second.number]
    merge_tickets(session, ticket_id=second.id, into=first.number, actor=dewi, now=NOW)
    assert alike(session, first) == []
    assert alike(session, second) == []


def test_a_security_ticket_is_named_to_its_readers_only(session, agus):
    first = make_ticket(session, at=NOW, customer=agus, **LEAK)
    secret = make_ticket(session, at=NOW, customer=agus, kind=TicketKind.SECURITY, **AGAIN)
    for role, seen in ((Role.CS, []), (Role.ADMIN, [secret.number])):
        reader = make_user(session, "Orang", role)
        found = list_alike_tickets(session, first, visible=support_visible_to(reader))
        assert [one.number for one in found] == seen


def test_the_page_of_the_ticket_says_so(session, client, agus):
    make_ticket(session, at=NOW, customer=agus, **LEAK)
    second = make_ticket(session, at=NOW, customer=agus, **AGAIN)
    session.commit()
    log_in(client, make_cs(session))
    page = client.get(f"/admin/support/details/?id={second.id}").text
    assert "Mungkin permintaan yang sama" in page
    assert LEAK["subject"] in page


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        (set(), {"a"}, 0.0),
        ({"a"}, {"a", "b"}, 1.0),
        ({"a", "b"}, {"b", "c", "d"}, 0.5),
    ],
    ids=["nothing", "all", "half"],
)
def test_the_shorter_text_is_the_measure(one, other, part):
    assert alikeness(frozenset(one), frozenset(other)) == part
