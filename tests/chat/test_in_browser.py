"""The chat in a real browser: a line that is cut and comes back, and the widget inside a page of another site."""

import re
import threading
from collections.abc import Callable, Generator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.chat.chat import Chat, ChatMessage, ChatSite
from app.models.support.ticket import SupportTicket
from tests.factories import make_company, make_cs
from tests.support.people import sign_in_browser
from tests.support.programs.browser import Complaints
from tests.support.programs.live import Site
from workflows.chat import reply_in_chat, save_site, take_chat

pytestmark = pytest.mark.browser
BUBBLES = "[data-chat-list] .bubble-text"
FOREIGN = """<!doctype html><html lang="id"><head><meta http-equiv="Content-Security-Policy"
content="default-src 'self'; script-src {site}; frame-src {site}"><title>Toko</title></head>
<body><h1>Toko</h1><script src="{site}/chat/widget.js" data-label="Tanya kami" async></script></body></html>"""


@pytest.fixture
def foreign(live_server: Site, tmp_path: Path) -> Generator[str]:
    """Address of a shop's page on an origin of its own, which shows the widget and has a strict policy."""
    (tmp_path / "index.html").write_text(FOREIGN.format(site=live_server.url))
    (tmp_path / "favicon.ico").touch()
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def write(page: Page, text: str) -> None:
    page.fill("#chat-text", text)
    page.keyboard.press("Enter")


def test_nothing_is_lost_while_the_line_is_cut(
    live_server: Site, open_page: Callable[..., Page], complaints: Complaints
) -> None:
    complaints.allow("ERR_INTERNET_DISCONNECTED")
    with live_server.session() as session:
        make_company(session)
    phone = open_page("phone")
    phone.goto("/chat")
    write(phone, "Satu")
    expect(phone.locator(".bubble")).not_to_contain_text("Belum terkirim")
    phone.context.set_offline(True)
    for text in ("Dua", "Tiga"):
        write(phone, text)
    expect(phone.locator(".bubble").last).to_contain_text("Belum terkirim")
    expect(phone.locator("[data-chat-line]")).to_contain_text("Sambungan buruk")
    with live_server.session() as session:
        dewi, chat = make_cs(session), session.scalars(select(Chat)).one()
        take_chat(session, chat_id=chat.id, actor=dewi, now=utc_now())
        reply_in_chat(session, chat_id=chat.id, actor=dewi, now=utc_now(), text="Halo")
    phone.context.set_offline(False)
    expect(phone.locator(BUBBLES)).to_have_text(["Satu", "Halo", "Dua", "Tiga"])
    phone.reload()
    expect(phone.locator(BUBBLES)).to_have_text(["Satu", "Halo", "Dua", "Tiga"])
    with live_server.session() as session:
        assert session.scalars(select(ChatMessage.text).order_by(ChatMessage.id)).all() == [
            "Satu",
            "Halo",
            "Dua",
            "Tiga",
        ]


def test_the_widget_talks_inside_a_foreign_page_and_ends_as_a_ticket(
    live_server: Site, open_page: Callable[..., Page], foreign: str
) -> None:
    with live_server.session() as session:
        make_company(session)
        save_site(session, ChatSite(), origin=foreign, name="Toko", is_active=True)
    shop = open_page("desk")
    shop.goto(foreign)
    shop.get_by_role("button", name="Tanya kami").click()
    frame = shop.frame_locator("iframe[title='Tanya kami']")
    frame.locator("#chat-text").fill("Berapa harga cuci AC?")
    frame.locator("#chat-text").press("Enter")
    expect(frame.locator("[data-chat-offline]")).to_be_visible()  # nobody is there: the visitor can still write
    shop.wait_for_function("document.cookie.includes('sigap_chat=')")
    shop.keyboard.press("Escape")
    expect(shop.locator("iframe")).to_be_hidden()
    shop.reload()
    shop.get_by_role("button", name="Tanya kami").click()
    expect(frame.locator(BUBBLES)).to_have_text(["Berapa harga cuci AC?"])
    frame.get_by_label("E-mail").fill("mira@contoh.id")
    frame.get_by_role("button", name="Jadikan tiket").click()
    expect(frame.get_by_role("link", name="Buka tiket Anda")).to_be_visible()
    with live_server.session() as session:
        assert "Berapa harga" in session.scalars(select(SupportTicket.description)).one()
        assert session.scalars(select(Chat.page)).one().startswith(foreign)


def test_an_agent_hears_of_a_new_message_only_if_they_want_it_and_the_tab_counts_it(
    live_server: Site, open_page: Callable[..., Page]
) -> None:
    with live_server.session() as session:
        make_company(session)
        dewi = make_cs(session)
    desk = sign_in_browser(open_page("desk"), dewi)
    desk.add_init_script(
        "window.tones = 0; AudioContext = class extends AudioContext { constructor() { super(); tones++; } };"
    )
    desk.goto("/admin/chats/")
    sound = desk.get_by_role("button", name="Bunyi saat ada pesan baru")
    expect(sound).to_have_attribute("aria-pressed", "false")
    phone = open_page("phone")
    phone.goto("/chat")
    write(phone, "Satu")
    expect(desk).to_have_title(re.compile(r"^\(1\)"), timeout=20_000)
    assert desk.evaluate("tones") == 0
    with desk.expect_response("**/account/look"):
        sound.click()
    desk.reload()
    expect(sound).to_have_attribute("aria-pressed", "true")
    expect(desk).to_have_title(re.compile(r"^\(1\)"))
    other = open_page("phone")
    other.goto("/chat")
    write(other, "Dua")
    expect(desk).to_have_title(re.compile(r"^\(2\)"), timeout=20_000)
    desk.wait_for_function("tones === 1")


def test_a_site_that_is_not_in_the_table_gets_no_frame(
    live_server: Site, open_page: Callable[..., Page], foreign: str, complaints: Complaints
) -> None:
    complaints.allow("frame-ancestors")
    with live_server.session() as session:
        make_company(session)
    shop = open_page("desk")
    shop.goto(foreign)
    shop.get_by_role("button", name="Tanya kami").click()
    expect(shop.frame_locator("iframe").locator("#chat-text")).to_have_count(0)
