"""What colleagues note is asked for while a record is open: by whoever may read it, and only while it is news."""

import pytest
from sqlalchemy import update

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.support.ticket import TicketKind
from tests.bugs.reports import make_bug, make_member
from tests.composing.test_composers import make_contact
from tests.factories import make_admin, make_company, make_cs, make_user
from tests.feedback.desk.desk_cast import make_feedback
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import make_ticket

WORDS = "Kompresor dipesan dari Bandung"


@pytest.fixture
def ani(session, client):
    make_company(session)
    ani = make_admin(session, name="Ani")
    log_in(client, ani)
    return ani


def make_record(session, path):
    makers = {
        "support": lambda: make_ticket(session, at=utc_now()),
        "bugs": lambda: make_bug(session, make_member(session)),
        "feedback": lambda: make_feedback(session, make_member(session)),
        "contacts": lambda: make_contact(session),
    }
    return makers[path]()


@pytest.mark.parametrize("path", ["support", "bugs", "feedback", "contacts"])
def test_a_note_is_in_the_piece_that_an_open_page_asks_for(session, client, app, ani, path):
    record = make_record(session, path)
    piece = f"/admin/{path}/{record.id}/notes"
    assert f'data-poll-url="{piece}"' in client.get(f"/admin/{path}/details/?id={record.id}").text
    empty = client.get(piece)
    assert "Belum ada catatan." in empty.text
    colleague = app.test_client()
    log_in(colleague, make_user(session, "Rina", Role.ADMIN))
    assert post(colleague, f"/admin/{path}/{record.id}/compose", {"step": "note", "text": WORDS}).status_code == 303
    news = client.get(piece, headers={"If-None-Match": empty.headers["ETag"]})
    assert news.status_code == 200
    assert WORDS in news.text
    assert "<textarea" not in news.text, "the composer is not drawn anew"
    assert client.get(piece, headers={"If-None-Match": news.headers["ETag"]}).status_code == 304
    assert WORDS not in client.get(f"/admin/{path}/{record.id}/thread").text


def test_older_notes_are_not_asked_for_again(session, client, ani):
    ticket = make_record(session, "support")
    page = client.get(f"/admin/support/details/?id={ticket.id}&notes_before=5").text
    assert "/notes" not in page
    assert f"/admin/support/{ticket.id}/thread" in page


def test_notes_of_a_security_ticket_are_for_its_readers_alone(session, client, app, ani):
    ticket = make_record(session, "support")
    post(client, f"/admin/support/{ticket.id}/compose", {"step": "note", "text": WORDS})
    other_colleague = app.test_client()
    log_in(other_colleague, make_cs(session))
    assert WORDS in other_colleague.get(f"/admin/support/{ticket.id}/notes").text
    session.execute(update(type(ticket)).values(kind=TicketKind.SECURITY))
    assert other_colleague.get(f"/admin/support/{ticket.id}/notes").status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.TECHNICIAN])
def test_whoever_may_not_open_the_desk_gets_no_notes(session, app, ani, role):
    ticket = make_record(session, "support")
    theirs = app.test_client()
    log_in(theirs, make_user(session, "Tono", role))
    assert theirs.get(f"/admin/support/{ticket.id}/notes").status_code in {302, 303, 403, 404}
