"""Saran & Kritik in a real browser, on a phone and on a desk: rich text, pasted screenshots, what is alike, both ways back."""

import base64
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import Role, User
from app.models.feedback.feedback import Feedback, FeedbackAttachment, FeedbackKind, FeedbackStatus
from tests.documents.pictures import photo
from tests.factories import make_company, make_user
from tests.support.people import sign_in_browser
from tests.support.programs.browser import leave
from tests.support.programs.live import Site
from workflows.feedback import submit_feedback

pytestmark = pytest.mark.browser
COPY = """async ([kind, content]) => {
  const bytes = Uint8Array.from(atob(content), (mark) => mark.charCodeAt(0));
  await navigator.clipboard.write([new ClipboardItem({ [kind]: new Blob([bytes], { type: kind }) })]);
}"""
CLIPBOARD = ["clipboard-read", "clipboard-write"]
FROM_ELSEWHERE = b"<p style='color:red' class=x>tempel <b style=font-size:9em>tebal</b><img src=x onerror=alert(1)></p>"


@pytest.fixture
def sinta(live_server: Site) -> User:
    with live_server.session() as session:
        make_company(session)
        other = make_user(session, "Sari", Role.MEMBER)
        facts = {"kind": FeedbackKind.SUGGESTION, "subject": "Tambahkan mode gelap", "body_html": "<p>Silau</p>"}
        known = submit_feedback(session, **facts, actor=other, now=utc_now())
        known.status, known.reviewed_at = FeedbackStatus.IN_REVIEW, utc_now()
        return make_user(session, "Sinta", Role.MEMBER)


def paste(page: Page, kind: str, content: bytes) -> None:
    """By the real clipboard, copied on somebody else's page, put where the cursor stands."""
    elsewhere = page.context.new_page()
    elsewhere.route("**/elsewhere", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    elsewhere.goto("/elsewhere")
    elsewhere.evaluate(COPY, [kind, base64.b64encode(content).decode()])
    elsewhere.close()
    page.bring_to_front()
    page.keyboard.press("Control+V")


def write(page: Page) -> None:
    page.goto("/feedback")
    page.fill("[name=subject]", "Tambah mode gelap di ponsel")
    expect(page.locator("[data-similar]")).to_contain_text("Tambahkan mode gelap")
    page.locator("trix-editor").click()
    page.keyboard.type("Kalau malam ")
    page.locator("[data-trix-attribute=bold]").click()
    page.keyboard.type("silau")
    paste(page, "text/html", FROM_ELSEWHERE)
    expect(page.locator("trix-editor")).to_contain_text("tempel")
    for count, size in enumerate(((300, 200), (200, 300)), 1):
        paste(page, "image/png", photo(size, "PNG"))
        expect(page.locator("[data-attachments-list] img")).to_have_count(count)
    expect(page.locator("trix-editor img")).to_have_count(0)
    page.wait_for_timeout(max(0, 3100 - int(page.evaluate("performance.now()"))))  # no person is faster


def kept(live_server: Site) -> Feedback:
    with live_server.session() as session:
        found = session.scalars(select(Feedback).order_by(Feedback.id.desc()).limit(1)).one()
        attached = session.scalars(select(FeedbackAttachment).where(FeedbackAttachment.feedback_id == found.id)).all()
        assert len(attached) == 2
        assert "Kalau malam" in found.body_text
        assert "<strong>" in found.body_html
        assert "img" not in found.body_html
        return found


def test_a_member_on_a_phone_sends_with_his_name(
    live_server: Site, open_page: Callable[..., Page], sinta: User
) -> None:
    page = sign_in_browser(open_page("phone", permissions=CLIPBOARD), sinta)
    write(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out of the phone"
    page.get_by_role("button", name="Kirim Masukan").click()
    page.wait_for_url(re.compile(r"/feedback/SRN-\d{4}-000002"))
    found = kept(live_server)
    assert found.author_id == sinta.id
    expect(page.get_by_role("status").filter(has_text=found.number)).to_be_visible()
    expect(page.locator(".attachments img")).to_have_count(2)
    leave(page)


def test_at_a_desk_without_a_name_and_back_by_code(
    live_server: Site, open_page: Callable[..., Page], sinta: User
) -> None:
    page = sign_in_browser(open_page("desk", permissions=CLIPBOARD), sinta)
    page.context.add_cookies([{"name": "lang", "value": "en", "url": live_server.url}])
    write(page)
    page.locator("[data-attachments-list] button").first.click()
    expect(page.locator("[data-attachments-list] img")).to_have_count(1)
    page.locator("trix-editor").click()
    paste(page, "image/png", photo((50, 50), "PNG"))
    expect(page.locator("[data-attachments-list] img")).to_have_count(2)
    page.check("[name=unnamed]")
    page.locator("form[enctype] button[type=submit]").click()
    code = page.locator("code")
    expect(code).to_have_text(re.compile(r"^[A-Z]{5}(-[A-Z]{5}){3}$"))
    spelled, found = code.inner_text(), kept(live_server)
    assert found.anonymous
    page.goto("/feedback/status")
    page.fill("[name=number]", found.number)
    page.fill("[name=code]", spelled)
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", name="Tambah mode gelap di ponsel")).to_be_visible()
    page.locator("trix-editor").click()
    page.keyboard.type("Satu lagi")
    page.locator("form[action$=add] button[type=submit]").click()
    expect(page.locator(".rich-text", has_text="Satu lagi")).to_be_visible()
    leave(page)


def test_without_scripts_the_form_is_plain_and_complete(
    live_server: Site, open_page: Callable[..., Page], sinta: User
) -> None:
    page = open_page("phone", java_script_enabled=False)
    page.goto("/feedback")
    page.fill("[name=subject]", "Tanpa skrip")
    page.fill("textarea[name=body]", "Baris satu")
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Kirim Masukan").click()
    expect(page.locator("code")).to_be_visible()
