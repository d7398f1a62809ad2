"""What the visitor's script asks of the server, the frame on other sites, and the agent's pages."""

import pytest
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.jobs.chat import end_left_chats
from app.models.accounts.user import Role
from app.models.chat.chat import Chat, ChatMessage, ChatSite, ChatStatus
from app.models.support.ticket import SupportTicket
from tests.factories import make_admin, make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.chat import list_present, save_site

TOKEN = "t" * 43
HEADERS = {"X-Chat-Token": TOKEN}
MOST_BYTES = 15 * 1024


@pytest.fixture
def dewi(session):
    make_company(session)
    dewi = make_cs(session)
    session.commit()
    return dewi


def say(client, text, client_id="m-000001", path="messages", headers=HEADERS, **more):
    return client.post(f"/chat/{path}", json={"client_id": client_id, "text": text, **more}, headers=headers)


def test_a_visitor_begins_writes_twice_over_a_bad_line_and_reads_by_cursor(session, client, dewi):
    began = say(client, "Halo", path="start", name="Mira", topic="Servis")
    again = say(client, "Halo", path="start", name="Mira", topic="Servis")
    assert (began.status_code, again.status_code) == (201, 201)
    first = say(client, "AC bocor", "m-000002")
    second = say(client, "AC bocor", "m-000002")
    assert first.json["id"] == second.json["id"]
    news = client.get("/chat/messages?after=0", headers=HEADERS)
    assert [one["text"] for one in news.json["messages"]] == ["Halo", "AC bocor"]
    assert client.get(f"/chat/messages?after={first.json['id']}", headers=HEADERS).json["messages"] == []
    unchanged = client.get("/chat/messages?after=0", headers={**HEADERS, "If-None-Match": news.headers["ETag"]})
    assert unchanged.status_code == 304
    assert session.scalar(select(func.count()).select_from(ChatMessage)) == 2


def test_the_same_id_with_other_words_is_refused_and_both_are_named(session, client, dewi):
    say(client, "Halo", path="start")
    for path in ("start", "messages"):
        other = say(client, "AC saya bocor", path=path)
        assert other.status_code == 422
        assert "“Halo”; “AC saya bocor”" in other.json["message"]
    assert session.scalars(select(ChatMessage.text)).all() == ["Halo"]


@pytest.mark.parametrize("headers", [{}, {"X-Chat-Token": "kurang"}, {"X-Chat-Token": "u" * 43}])
def test_without_the_secret_nothing_is_read_or_written(client, dewi, headers):
    say(client, "Halo", path="start")
    assert client.get("/chat/messages", headers=headers).status_code == 401
    assert say(client, "Saya lagi", "m-000003", headers=headers).status_code == 401


def test_another_sites_form_writes_nothing(session, client, dewi):
    answer = client.post("/chat/start", data={"text": "x", "client_id": "m-000001"}, headers=HEADERS)
    assert answer.status_code == 415
    assert session.scalar(select(func.count()).select_from(Chat)) == 0


@pytest.mark.parametrize(
    "body", [[], {"client_id": 5, "text": "x"}, {"client_id": "m-000001", "text": 5}, {"text": "x"}]
)
def test_a_body_of_another_shape_is_refused(client, dewi, body):
    assert client.post("/chat/start", json=body, headers=HEADERS).status_code == 400


def test_a_closed_desk_is_said_and_the_chat_becomes_a_ticket_with_its_link(session, client, dewi):
    news = say(client, "Halo", path="start").json
    assert news["online"] is False
    left = client.post("/chat/leave", json={"name": "Mira", "email": "mira@contoh.id"}, headers=HEADERS)
    ticket = session.scalars(select(SupportTicket)).one()
    assert left.json["status"] == "ENDED"
    page = client.get(left.json["ticket"]).text
    assert ticket.number in page
    assert client.post("/chat/leave", json={}, headers=HEADERS).json["ticket"] == left.json["ticket"]
    refused = say(client, "Masih", "m-000009")
    assert (refused.status_code, refused.json["code"]) == (409, "chat_ended")


def test_who_writes_is_known_by_their_session_and_never_by_the_body(session, client, dewi):
    mira = make_user(session, "Mira", Role.MEMBER)
    session.commit()
    log_in(client, mira)
    say(client, "Halo", path="start", name="Pak Direktur", requester_id=dewi.id)
    chat = session.scalars(select(Chat)).one()
    assert (chat.requester_id, chat.visitor_name) == (mira.id, "Mira")


def test_only_sites_of_the_table_may_show_the_frame(session, client, dewi):
    save_site(session, ChatSite(), origin="https://toko.example", name="Toko", is_active=True)
    save_site(session, ChatSite(), origin="https://lama.example", name="Lama", is_active=False)
    session.commit()
    policy = client.get("/chat/frame").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://toko.example" in policy
    assert "lama" not in policy
    assert "frame-ancestors 'none'" in client.get("/chat").headers["Content-Security-Policy"]
    assert "Hello" not in client.get("/chat/frame?lang=en").text
    assert 'lang="en"' in client.get("/chat/frame?lang=en").text


def test_the_widget_is_one_small_file(client, dewi):
    answer = client.get("/chat/widget.js")
    assert len(answer.get_data()) <= MOST_BYTES
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "import " not in answer.text


def test_whoever_has_the_chats_open_is_there_and_answers(session, client, dewi, app):
    say(client, "Halo", path="start", name="Mira")
    chat = session.scalars(select(Chat)).one()
    desk = app.test_client()
    log_in(desk, dewi)
    assert "Mira" in desk.get("/admin/chats/waiting").text
    assert list_present(session, now=utc_now()) == [dewi.id]
    assert post(desk, f"/admin/chats/{chat.id}/take").status_code == 302
    assert post(desk, f"/admin/chats/{chat.id}/reply", {"text": "Selamat pagi"}).status_code == 302
    assert post(desk, f"/admin/chats/typing/{chat.id}").status_code == 204
    news = client.get("/chat/messages?after=0", headers=HEADERS).json
    assert (news["agent"], news["messages"][-1]["text"], news["typing"]) == (dewi.name, "Selamat pagi", True)
    assert "Selamat pagi" in desk.get(f"/admin/chats/details/?id={chat.id}").text
    assert "Halo" in desk.get(f"/admin/chats/thread/{chat.id}").text


def test_the_job_turns_what_visitors_left_into_tickets(session, client, dewi, app):
    say(client, "Halo", path="start")
    chat = session.scalars(select(Chat)).one()
    chat.visitor_seen_at = utc_now().replace(year=2020)
    session.commit()
    with app.app_context():
        end_left_chats()
    session.expire_all()
    assert (chat.status, chat.ticket_id is not None) == (ChatStatus.ENDED, True)


def test_an_admin_registers_a_site(session, client, dewi):
    admin = make_admin(session)
    session.commit()
    log_in(client, admin)
    fields = {"name": "Toko", "origin": "https://toko.example/x", "is_active": "y"}
    assert post(client, "/admin/chat_sites/new/", fields).status_code == 302
    assert session.scalars(select(ChatSite.origin)).all() == ["https://toko.example"]
    assert "/chat/widget.js" in client.get("/admin/chat_sites/").text
