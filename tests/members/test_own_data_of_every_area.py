"""One's own data holds every area, and nothing that was written for the team; an erased account leaves no name."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.chat.chat import Chat
from app.models.feedback.bug import BugReport
from app.models.finance.invoice import Invoice
from app.models.forum.forum import ForumPost
from app.models.status.subscriber import StatusSubscriber
from app.models.support.ticket import SupportTicket
from app.models.visits.visit import VisitStatus
from tests.factories import NOW, make_company, make_cs, make_customer, make_user, make_visit
from tests.support_desk.desk import make_ticket
from workflows.accounts.members import collect_own_data, erase_account
from workflows.chat import Visitor, open_chat
from workflows.forum import ask_question
from workflows.support import Requester, answer_ticket, note_ticket

SECRET = "jangan diberi diskon"


@pytest.fixture
def agus(session):
    make_company(session)
    customer = make_customer(session, notes=SECRET)
    return make_user(
        session, "Pak Agus", Role.MEMBER, customer_id=customer.id, email="agus@contoh.id", email_verified_at=utc_now()
    )


@pytest.fixture
def lived(session, agus):
    """Agus has used everything, and the team has written about it."""
    dewi, now = make_cs(session), utc_now()
    requester = Requester(user_id=agus.id, customer_id=agus.customer_id, name=agus.name)
    ticket = make_ticket(session, at=now, requester=requester)
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami datang besok", now=now)
    note_ticket(session, ticket_id=ticket.id, actor=dewi, text=SECRET, now=now)
    visitor = Visitor(name=agus.name, email=agus.email, user=agus)
    open_chat(session, token="t" * 43, visitor=visitor, client_id="m-1", text="Halo, AC mati", now=now)
    ask_question(session, title="AC berdengung", body="Malam hari", actor=agus, now=now)
    customer = agus.customer_id
    visit = make_visit(session, notes=SECRET, customer=session.get_one(type(ticket.customer), customer))
    make_visit(session, status=VisitStatus.DRAFT, problem="draf CS", customer=visit.customer)
    facts = {
        "visit_id": visit.id,
        "customer_id": customer,
        "drafted_by_id": dewi.id,
        "note": SECRET,
        "issue_date": NOW.date(),
    }
    session.add(Invoice(number="INV/1", due_date=NOW.date(), **facts))
    bug = {"steps": "x", "expected": "y", "actual": "z", "impact": "MINOR", "reporter_id": agus.id}
    session.add(BugReport(number="BUG-1", title="rahasia tim", internal=True, **bug))
    session.flush()
    return agus


def test_the_copy_holds_every_area_and_nothing_for_the_team(session, lived):
    found = collect_own_data(session, user=lived, now=NOW)
    assert [one["text"] for one in found["support_messages"]] == ["Kami datang besok"]
    assert [one["text"] for one in found["chat_messages"]] == ["Halo, AC mati"]
    assert [one["title"] for one in found["forum_questions"]] == ["AC berdengung"]
    assert [one["body"] for one in found["forum_posts"]] == ["Malam hari"]
    assert [one["status"] for one in found["visits"]] == ["OPEN"]
    assert found["invoices"] == found["bug_reports"] == []
    text = json.dumps(found)
    assert SECRET not in text
    assert "rahasia tim" not in text


def test_an_erased_account_leaves_no_name_in_tickets_and_chats_and_gets_no_news(session, lived):
    session.add(StatusSubscriber(email="agus@contoh.id", ask_date=NOW.date()))
    session.add(StatusSubscriber(email="lain@contoh.id", ask_date=NOW.date()))
    lived.telegram_chat_id = 555
    session.add(StatusSubscriber(channel="TELEGRAM", chat_id=555, ask_date=NOW.date(), confirmed_at=NOW))
    session.flush()
    erase_account(session, user=lived, now=NOW + timedelta(minutes=1))
    session.expire_all()
    ticket, chat = session.scalars(select(SupportTicket)).one(), session.scalars(select(Chat)).one()
    assert (ticket.requester_name, ticket.requester_email) == ("Anggota terhapus", None)
    assert (chat.visitor_name, chat.visitor_email) == ("Anggota terhapus", "")
    assert session.scalars(select(StatusSubscriber.email)).all() == ["lain@contoh.id"]
    assert session.scalars(select(ForumPost.body)).all() == ["Malam hari"], "what was written stays"
