"""Colleagues who have the same record open: said on its page and in the list, gone a minute later, stopping nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.composing import RecordPresence
from app.models.support.ticket import TicketKind
from tests.bugs.reports import make_bug, make_member
from tests.composing.test_composers import make_contact
from tests.factories import make_admin, make_company, make_cs, make_user
from tests.feedback.desk.desk_cast import make_feedback
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import make_ticket
from workflows.composing import list_marks, note_presence

SECOND = timedelta(seconds=1)


@pytest.fixture
def dewi(session, client):
    make_company(session)
    dewi = make_cs(session)
    log_in(client, dewi)
    return dewi


@pytest.fixture
def rina(session):
    return make_user(session, "Rina", Role.ADMIN)


def be_at(session, ticket, user, *, ago=0, writes=False):
    at = {"thing": ticket.__tablename__, "thing_id": ticket.id, "user_id": user.id}
    note_presence(session, **at, now=utc_now() - ago * SECOND, writes=writes)


def test_opening_a_ticket_is_shown_to_colleagues_on_its_page_and_in_the_list(session, client, app, dewi, rina):
    ticket = make_ticket(session, at=utc_now())
    assert client.get(f"/admin/support/details/?id={ticket.id}").status_code == 200
    colleague = app.test_client()
    log_in(colleague, rina)
    assert "Dewi membuka" in colleague.get("/admin/support/").text
    assert "Dewi juga membuka halaman ini." in colleague.get(f"/admin/support/details/?id={ticket.id}").text
    assert "Dewi membuka" not in client.get("/admin/support/").text, "nobody is told of themselves"
    assert "Rina juga membuka halaman ini." in client.get(f"/admin/support/{ticket.id}/thread").text


def test_whoever_types_is_said_to_write(session, client, app, dewi, rina):
    ticket = make_ticket(session, at=utc_now())
    post(client, f"/admin/support/{ticket.id}/draft", {"composer": "ANSWER", "text": "Kami"})
    colleague = app.test_client()
    log_in(colleague, rina)
    assert "Dewi menulis" in colleague.get("/admin/support/").text
    assert "Dewi sedang menulis di sini." in colleague.get(f"/admin/support/{ticket.id}/thread").text


@pytest.mark.parametrize(("ago", "is_there"), [(58, True), (61, False)])
def test_a_colleague_counts_for_a_minute(session, client, dewi, rina, ago, is_there):
    ticket = make_ticket(session, at=utc_now())
    be_at(session, ticket, rina, ago=ago, writes=True)
    assert ("Rina menulis" in client.get("/admin/support/").text) is is_there


def test_whoever_stopped_typing_still_reads(session, client, dewi, rina):
    ticket = make_ticket(session, at=utc_now())
    be_at(session, ticket, rina, ago=90, writes=True)
    be_at(session, ticket, rina)
    assert "Rina membuka" in client.get("/admin/support/").text


@pytest.mark.parametrize(("since", "is_written"), [(19, False), (20, False), (21, True)])
def test_a_row_is_written_every_twenty_seconds_at_most(session, dewi, since, is_written):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    at = {"thing": "support_tickets", "thing_id": ticket.id, "user_id": dewi.id}
    note_presence(session, **at, now=now)
    note_presence(session, **at, now=now + since * SECOND)
    assert (session.scalar(select(RecordPresence.seen_at)) == now + since * SECOND) is is_written


def test_beginning_to_type_is_written_at_once(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    at = {"thing": "support_tickets", "thing_id": ticket.id, "user_id": dewi.id}
    note_presence(session, **at, now=now)
    note_presence(session, **at, now=now + SECOND, writes=True)
    assert session.scalar(select(RecordPresence.wrote_at)) == now + SECOND


def test_many_colleagues_are_two_names_and_a_number(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    for name in ("Ani", "Bayu", "Citra", "Dodi"):
        be_at(session, ticket, make_user(session, name, Role.CS))
    assert "Ani, Bayu dan 2 lainnya membuka" in client.get("/admin/support/").text


def test_a_colleague_at_another_record_of_the_same_number_is_not_meant(session, dewi, rina):
    ticket = make_ticket(session, at=utc_now())
    note_presence(session, thing="bug_reports", thing_id=ticket.id, user_id=rina.id, now=utc_now())
    asked = {"thing": "support_tickets", "user_id": dewi.id, "among": [ticket.id]}
    assert list_marks(session, **asked, now=utc_now()) == {}


def test_it_stops_nobody(session, client, dewi, rina):
    ticket = make_ticket(session, at=utc_now())
    be_at(session, ticket, rina, writes=True)
    answer = post(client, f"/admin/support/{ticket.id}/compose", {"step": "answer", "text": "Kami datang", "seen": "0"})
    assert answer.status_code == 303


def test_every_screen_with_composers_says_who_is_there(session, client, rina):
    make_company(session)
    wati = make_member(session)
    log_in(client, make_admin(session, name="Ani"))
    records = {
        "support": make_ticket(session, at=utc_now()),
        "bugs": make_bug(session, wati),
        "feedback": make_feedback(session, wati),
        "contacts": make_contact(session),
    }
    for path, record in records.items():
        be_at(session, record, rina)
        assert "Rina membuka" in client.get(f"/admin/{path}/").text, path
        assert "Rina juga membuka" in client.get(f"/admin/{path}/{record.id}/thread").text, path


def test_who_may_not_see_a_security_ticket_is_never_noted_at_it(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    session.execute(update(type(ticket)).values(kind=TicketKind.SECURITY))
    assert client.get(f"/admin/support/{ticket.id}/thread").status_code == 404
    assert session.scalar(select(func.count()).select_from(RecordPresence)) == 0
