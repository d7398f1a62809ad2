"""A live chat from its first word to its ticket."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import WIB, utc_now
from app.core.errors import Invalid, NotAvailable
from app.models.accounts.user import Role, UserStatus
from app.models.chat.chat import Chat, ChatMessage, ChatSite, ChatStatus, NotYours
from app.models.support.messages import SupportMessage
from app.models.support.ticket import SupportStatus, SupportTicket, TicketSource
from tests.factories import make_company, make_cs, make_user
from workflows.chat import (
    ChatEnded,
    Visitor,
    continue_as_ticket,
    find_chat,
    finish_chat,
    hand_over_chat,
    is_online,
    leave_chat,
    list_left,
    list_messages,
    open_chat,
    reply_in_chat,
    save_site,
    see_agent,
    see_visitor,
    take_chat,
    write_visitor_message,
)

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=WIB)


def begin(session, *, token="t" * 43, at=None, client_id="m-1", text="AC saya bocor", **visitor):
    given = Visitor(**{"name": "Mira", "email": "mira@contoh.id", **visitor})
    return open_chat(session, token=token, visitor=given, client_id=client_id, text=text, now=at or utc_now())


def texts(session, chat, after=0):
    return [one.text for one in list_messages(session, chat_id=chat.id, after=after)]


def test_what_is_sent_again_over_a_bad_line_is_stored_once_and_in_order(session) -> None:
    now = utc_now()
    chat = begin(session)
    assert begin(session).id == chat.id
    for client_id, text in (("m-2", "Air menetes"), ("m-2", "Air menetes"), ("m-3", "Tolong")):
        write_visitor_message(session, chat_id=chat.id, client_id=client_id, text=text, now=now)
    assert texts(session, chat) == ["AC saya bocor", "Air menetes", "Tolong"]


def test_a_cursor_gives_what_came_after_it(session) -> None:
    chat, dewi = begin(session), make_cs(session)
    seen = list_messages(session, chat_id=chat.id)[-1].id
    take_chat(session, chat_id=chat.id, actor=dewi, now=utc_now())
    reply_in_chat(session, chat_id=chat.id, actor=dewi, now=utc_now(), text="Halo Bu Mira")
    assert texts(session, chat, after=seen) == ["Halo Bu Mira"]


def test_one_of_two_takes_it_and_only_they_answer_until_it_is_handed_over(session) -> None:
    chat, dewi, sari = begin(session), make_cs(session), make_cs(session)
    take_chat(session, chat_id=chat.id, actor=dewi, now=utc_now())
    with pytest.raises(NotAvailable):
        take_chat(session, chat_id=chat.id, actor=sari, now=utc_now())
    with pytest.raises(NotYours):
        reply_in_chat(session, chat_id=chat.id, actor=sari, now=utc_now(), text="Halo")
    hand_over_chat(session, chat_id=chat.id, actor=dewi, now=utc_now(), agent_id=sari.id)
    reply_in_chat(session, chat_id=chat.id, actor=sari, now=utc_now(), text="Halo")
    agent_id = make_user(session, "Tono", Role.MEMBER).id
    with pytest.raises(Invalid):
        hand_over_chat(session, chat_id=chat.id, actor=sari, now=utc_now(), agent_id=agent_id)


def test_a_chat_is_handed_to_active_people_of_the_desk_only(session) -> None:
    chat, dewi, gone = begin(session), make_cs(session), make_cs(session, status=UserStatus.INACTIVE)
    take_chat(session, chat_id=chat.id, actor=dewi, now=utc_now())
    with pytest.raises(Invalid):
        hand_over_chat(session, chat_id=chat.id, actor=dewi, now=utc_now(), agent_id=gone.id)


def test_a_chat_waits_since_the_first_message_that_was_not_answered(session) -> None:
    now = utc_now()
    chat, dewi = begin(session, at=now - timedelta(minutes=3)), make_cs(session)
    write_visitor_message(session, chat_id=chat.id, client_id="m-2", text="Halo?", now=now - timedelta(minutes=1))
    session.refresh(chat)
    assert chat.unread_at == now - timedelta(minutes=3)
    take_chat(session, chat_id=chat.id, actor=dewi, now=now)
    reply_in_chat(session, chat_id=chat.id, actor=dewi, now=now, text="Ya")
    write_visitor_message(session, chat_id=chat.id, client_id="m-3", text="Bocor", now=now)
    session.refresh(chat)
    assert chat.unread_at == now


def test_a_message_may_have_4000_characters(session) -> None:
    assert texts(session, begin(session, text="x" * 4000)) == ["x" * 4000]
    chat = begin(session, token="v" * 43)
    write_visitor_message(session, chat_id=chat.id, client_id="m-2", text="y" * 4000, now=utc_now())
    with pytest.raises(Invalid):
        write_visitor_message(session, chat_id=chat.id, client_id="m-3", text="y" * 4001, now=utc_now())


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001])
def test_an_empty_or_endless_message_is_refused(session, text) -> None:
    with pytest.raises(Invalid):
        begin(session, text=text)


def test_a_finished_chat_is_a_resolved_ticket_with_its_transcript(session) -> None:
    make_company(session)
    chat, dewi = begin(session, topic="Servis"), make_cs(session)
    take_chat(session, chat_id=chat.id, actor=dewi, now=utc_now())
    reply_in_chat(session, chat_id=chat.id, actor=dewi, now=utc_now(), text="Kami datang besok")
    finish_chat(session, chat_id=chat.id, actor=dewi, now=utc_now(), outcome="Kunjungan dijadwalkan")
    ticket = session.scalars(select(SupportTicket)).one()
    assert (ticket.source, ticket.status, chat.ticket_id) == (TicketSource.CHAT, SupportStatus.DONE, ticket.id)
    assert "Mira: AC saya bocor" in ticket.description
    assert "Kami datang besok" in ticket.description
    assert ticket.requester_email is None  # nobody has confirmed it
    assert "mira@contoh.id" in ticket.description
    with pytest.raises(ChatEnded):
        write_visitor_message(session, chat_id=chat.id, client_id="m-9", text="Masih ada?", now=utc_now())
    assert session.scalars(select(SupportMessage.text)).all() == ["Kunjungan dijadwalkan"]


def test_a_chat_goes_on_as_a_ticket_of_whoever_had_it(session) -> None:
    make_company(session)
    chat, dewi = begin(session), make_cs(session)
    continue_as_ticket(session, chat_id=chat.id, actor=dewi, now=utc_now())
    ticket = session.scalars(select(SupportTicket)).one()
    assert (ticket.assignee_id, ticket.status) == (dewi.id, SupportStatus.IN_PROGRESS)


def test_a_member_is_known_by_their_session(session) -> None:
    make_company(session)
    mira = make_user(session, "Mira", Role.MEMBER)
    chat = begin(session, user=mira, name="Bohong", email="lain@contoh.id")
    leave_chat(session, chat_id=chat.id, now=utc_now())
    ticket = session.scalars(select(SupportTicket)).one()
    assert (chat.visitor_name, ticket.requester_id, ticket.requester_name) == ("Mira", mira.id, "Mira")


def test_whoever_does_not_come_back_leaves_a_ticket(session) -> None:
    make_company(session)
    now = utc_now()
    chat = begin(session, at=now - timedelta(minutes=16))
    here = begin(session, token="u" * 43, at=now - timedelta(minutes=16))
    see_visitor(session, chat_id=here.id, now=now - timedelta(minutes=14))
    assert list_left(session, now=now - timedelta(minutes=1)) == []  # away for a quarter of an hour, not longer
    assert list_left(session, now=now) == [chat.id]
    leave_chat(session, chat_id=chat.id, now=now)
    assert session.get(Chat, chat.id).status == ChatStatus.ENDED
    assert session.scalar(select(func.count()).select_from(SupportTicket)) == 1
    assert list_left(session, now=now) == []


@pytest.mark.parametrize(
    ("at", "seen_before", "online"),
    [
        (MONDAY, 0, True),
        (MONDAY, 59, True),
        (MONDAY, 60, False),
        (MONDAY.replace(hour=22), 0, False),
        (MONDAY - timedelta(days=1), 0, False),  # Sunday
    ],
)
def test_online_is_the_calendar_and_somebody_who_is_there(session, at, seen_before, online) -> None:
    make_company(session)
    now = at.astimezone(UTC)
    see_agent(session, user_id=make_cs(session).id, now=now - timedelta(seconds=seen_before))
    assert is_online(session, now=now) is online


def test_nobody_there_is_not_online(session) -> None:
    make_company(session)
    see_agent(session, user_id=make_user(session, "Tono", Role.MEMBER).id, now=MONDAY)
    assert not is_online(session, now=MONDAY)


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://Toko.Example/halaman?x=1", "https://toko.example"),
        ("https://toko.example:8443", "https://toko.example:8443"),
        ("http://localhost:3000", "http://localhost:3000"),
    ],
)
def test_of_a_site_its_origin_is_kept(session, typed, origin) -> None:
    assert save_site(session, ChatSite(), origin=typed, name="Toko", is_active=True).origin == origin


@pytest.mark.parametrize(
    "typed", ["", "toko.example", "http://toko.example", "https://a b;c", "https://*", "javascript:x"]
)
def test_what_is_no_site_is_refused(session, typed) -> None:
    with pytest.raises(Invalid):
        save_site(session, ChatSite(), origin=typed, name="Toko", is_active=True)


def test_a_secret_that_is_not_the_chats_finds_nothing(session) -> None:
    begin(session)
    assert find_chat(session, token="lain", now=utc_now()) is None
    assert session.scalar(select(func.count()).select_from(ChatMessage)) == 1


@pytest.mark.parametrize(("hours", "reads"), [(0, True), (23.9, True), (24, False), (2400, False)])
def test_the_secret_ends_a_day_after_the_chat(session, hours, reads) -> None:
    make_company(session)
    chat, now = begin(session), utc_now()
    assert find_chat(session, token="t" * 43, now=now + timedelta(days=99)) is not None
    leave_chat(session, chat_id=chat.id, now=now)
    assert (find_chat(session, token="t" * 43, now=now + timedelta(hours=hours)) is not None) == reads
