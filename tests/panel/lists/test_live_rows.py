"""Rows of an open list are drawn again as they stand: the same rows in the same order, to whoever may see them."""

import re

import pytest
from sqlalchemy import update

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.support.ticket import SupportTicket, TicketKind
from tests.factories import make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support_desk.desk import make_ticket
from workflows.composing import note_presence


@pytest.fixture
def dewi(session, client):
    make_company(session)
    dewi = make_cs(session)
    log_in(client, dewi)
    return dewi


def rows_of(html):
    """The rows of a page or a piece, without what stands around them."""
    return re.findall(r"<tr.*?</tr>", html.partition("<tbody")[2].partition("</tbody>")[0], re.DOTALL)


def url_of(html):
    return re.search(r'<tbody data-poll-url="([^"]+)"', html)[1].replace("&amp;", "&")


def test_the_piece_has_the_rows_of_the_page(session, client, dewi):
    for _ in range(3):
        make_ticket(session, at=utc_now())
    page = client.get("/admin/support/?search=AC&desc=1").text
    assert rows_of(client.get(url_of(page)).text) == rows_of(page) != []


def test_it_is_304_while_nothing_changes_and_new_when_a_colleague_comes(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    url = url_of(client.get("/admin/support/").text)
    before = client.get(url)
    again = client.get(url, headers={"If-None-Match": before.headers["ETag"]})
    assert (before.status_code, again.status_code) == (200, 304)
    rina = make_user(session, "Rina", Role.ADMIN)
    note_presence(session, thing="support_tickets", thing_id=ticket.id, user_id=rina.id, now=utc_now())
    after = client.get(url, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Rina membuka" in after.text


def test_new_tickets_wait_and_those_that_may_not_be_seen_any_more_go(session, client, dewi):
    first, second = make_ticket(session, at=utc_now()), make_ticket(session, at=utc_now())
    url = url_of(client.get("/admin/support/").text)
    third = make_ticket(session, at=utc_now())
    session.execute(update(SupportTicket).where(SupportTicket.id == first.id).values(kind=TicketKind.SECURITY))
    text = client.get(url).text
    assert second.number in text
    assert first.number not in text
    assert third.number not in text


@pytest.mark.parametrize("ids", ["", "x", "-1", "9" * 30, "1,,2", "0", "1;2", "%00"])
def test_odd_ids_are_no_rows(client, dewi, ids):
    answer = client.get(f"/admin/support/rows?ids={ids}")
    assert answer.status_code == 200
    assert rows_of(answer.text) == []


def test_no_more_rows_than_a_page_has(session, client, dewi):
    tickets = [make_ticket(session, at=utc_now()) for _ in range(3)]
    asked = ",".join(["77777777"] * 200 + [str(one.id) for one in tickets])
    assert rows_of(client.get(f"/admin/support/rows?ids={asked}").text) == []


def test_a_row_leads_back_to_the_list_as_it_was_asked_for(session, client, dewi):
    make_ticket(session, at=utc_now())
    text = client.get(url_of(client.get("/admin/support/?search=AC").text)).text
    assert "url=/admin/support/?search%3DAC" in text.replace("%3F", "?").replace("%2F", "/")
    assert "ids" not in text.partition("data-row-link")[0].rpartition("href")[2]


def test_visitors_and_other_roles_get_no_rows(session, client, app, dewi):
    ticket = make_ticket(session, at=utc_now())
    url = f"/admin/support/rows?ids={ticket.id}"
    assert app.test_client().get(url).status_code in {302, 401}
    other = app.test_client()
    log_in(other, make_user(session, "Budi", Role.TECHNICIAN))
    assert other.get(url).status_code == 403
