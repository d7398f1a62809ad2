"""What a reader has under their hands stays: in a piece that is drawn anew, in a composer, in a toast."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.support.ticket_flow import SUPPORT_FLOW
from tests.composing.test_files import picture
from tests.factories import make_user
from tests.screens.test_look import desk, log_in
from tests.support.programs.browser import Complaints
from tests.support.programs.live import Site
from workflows.composing import note_presence
from workflows.verbs import perform

__all__ = ["desk"]

pytestmark = pytest.mark.browser

CHOOSE = """() => { const range = document.createRange(); range.selectNodeContents(document.querySelector("#words"));
  getSelection().removeAllRanges(); getSelection().addRange(range); }"""
PIECE = '<p id="words">Air menetes</p>{more}<details id="more"><summary>Kutipan</summary>x</details><input id="word" aria-label="kata">'


def test_focus_selection_text_and_open_parts_survive_a_piece_that_is_drawn_anew(
    page: Page, desk: dict[str, Any]
) -> None:
    pieces = {"more": ""}
    log_in(page, desk["name"])

    def answer(route: Route) -> None:
        route.fulfill(body=PIECE.format(**pieces), content_type="text/html")

    page.route("**/thread", answer)
    page.goto(f"/admin/support/details/?id={desk['ticket']}")
    page.locator("#word").wait_for()
    page.locator("#more summary").click()
    page.locator("#word").focus()
    page.keyboard.type("belum")
    page.evaluate("document.querySelector('#word').setSelectionRange(1, 3)")
    pieces["more"] = '<p id="news">Sudah tidak bocor</p>'
    expect(page.locator("#news")).to_be_visible()
    expect(page.locator("#word")).to_be_focused()
    expect(page.locator("#word")).to_have_value("belum")
    assert page.evaluate(
        "(({selectionStart, selectionEnd}) => [selectionStart, selectionEnd])(document.querySelector('#word'))"
    ) == [1, 3]
    expect(page.locator("#more")).to_have_attribute("open", "")
    page.evaluate(CHOOSE)
    pieces["more"] = ""
    expect(page.locator("#news")).to_have_count(0)
    assert page.evaluate("getSelection().toString()") == "Air menetes"


def test_a_note_names_a_colleague_from_the_list_behind_the_sign(page: Page, desk: dict[str, Any]) -> None:
    log_in(page, desk["name"])
    page.goto(f"/admin/support/details/?id={desk['ticket']}")
    page.keyboard.press("i")
    note = page.locator("#composer-note-text")
    expect(note).to_be_focused()
    page.keyboard.type("Tolong lihat @")
    listed = page.locator("#composer-note [role=option]")
    expect(listed.first).to_be_visible()
    name = listed.first.locator("strong").inner_text()
    note.press("Enter")
    expect(note).to_have_value(f"Tolong lihat @{name} ")
    page.keyboard.type("@zzz")
    expect(listed.first).not_to_be_visible()
    note.press("Escape")
    expect(page.locator("#composer-note-text")).not_to_be_visible()


def test_a_file_of_a_composer_is_there_after_the_page_was_left_and_can_be_taken_out(
    page: Page, desk: dict[str, Any]
) -> None:
    log_in(page, desk["name"])
    address = f"/admin/support/details/?id={desk['ticket']}"
    page.goto(address)
    page.keyboard.press("r")
    page.set_input_files("#composer-answer-files", {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    expect(page.locator("[data-files] li")).to_have_count(1)
    page.goto("/admin/")
    page.goto(address)
    kept = page.locator("[data-composer=ANSWER] [data-files] li")
    expect(kept).to_contain_text("foto.jpg")
    kept.locator("[data-file-drop]").click()
    expect(kept).to_have_count(0)


def test_an_answer_waits_for_its_files_and_what_could_not_be_taken_out_stays(
    page: Page, desk: dict[str, Any], complaints: Complaints
) -> None:
    complaints.allow("403")
    log_in(page, desk["name"])
    page.goto(f"/admin/support/details/?id={desk['ticket']}")
    page.keyboard.press("r")
    page.keyboard.type("Lihat foto")
    held: list[Route] = []
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.url.endswith("/compose") else None)
    page.route("**/attach", lambda route: held.append(route))  # noqa: PLW0108  Playwright inspects the function
    page.set_input_files("#composer-answer-files", {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    form = page.locator("#composer-answer")
    expect(form).to_have_attribute("aria-busy", "true")
    assert page.evaluate("document.querySelector('#composer-answer-files').files.length") == 0
    form.locator("[name=step]").first.click()
    assert not sent
    held[0].continue_()
    held_answer = page.locator(".bubble-held")
    expect(held_answer.locator("img")).to_have_count(1)
    held_answer.locator("button").click()
    kept = form.locator("[data-files] li")
    expect(kept).to_have_count(1)
    page.wait_for_load_state()
    page.route("**/drop", lambda route: route.fulfill(status=403, body=""))
    kept.locator("[data-file-drop]").click()
    expect(form.locator("[data-files-error]")).to_be_visible()
    expect(kept).to_have_count(1)


def test_a_toast_with_a_way_back_goes_along_to_the_next_page(page: Page, desk: dict[str, Any]) -> None:
    log_in(page, desk["name"])
    page.goto("/admin/customers/")
    page.locator("[data-row-link]").first.click()
    page.locator("form[action$='/deactivate'] [type=submit]").first.evaluate("(step) => step.click()")
    undo = page.locator(".toast[data-toast-undo]")
    expect(undo).to_be_visible()
    page.goto("/admin/visits/")
    expect(undo).to_be_visible()
    page.goto("/account")
    expect(undo).to_have_count(0)


def test_a_list_shows_who_writes_and_keeps_what_was_chosen(page: Page, desk: dict[str, Any], live_server: Any) -> None:
    log_in(page, desk["name"])
    page.clock.install()
    page.goto("/admin/support/")
    chosen = page.locator("[data-bulk-row]").first
    chosen.check()
    link = page.locator("[data-row-link]").first
    link.focus()
    with live_server.session() as session:
        rina = make_user(session, "Rina", Role.ADMIN)
        at = {"thing": "support_tickets", "thing_id": desk["ticket"], "user_id": rina.id}
        note_presence(session, **at, now=utc_now(), writes=True)
    page.clock.run_for(25_000)
    expect(page.locator(".model-list tbody")).to_contain_text("Rina menulis")
    expect(chosen).to_be_checked()
    expect(page.locator("tr.is-selected")).to_have_count(1)
    marks = page.locator(".cell-marks")
    assert marks.bounding_box()["y"] > page.locator("td", has=marks).bounding_box()["y"] + 10, "below the subject"
    expect(link).to_be_focused()
    expect(page.locator("[data-bulk-row]")).to_have_count(1)


def test_a_colleagues_note_and_answer_appear_beside_what_one_is_typing(
    page: Page, desk: dict[str, Any], live_server: Site
) -> None:
    log_in(page, desk["name"])
    page.goto(f"/admin/support/details/?id={desk['ticket']}")
    page.keyboard.press("i")
    note = page.locator("#composer-note-text")
    note.fill("Saya tanyakan ke gudang")
    note.evaluate("(field) => field.setSelectionRange(5, 9)")
    with live_server.session() as session:
        rina = make_user(session, "Rina", Role.CS)
        for step, words in (("note", "Kompresor sudah dipesan"), ("answer", "Besok kami kabari")):
            given = {SUPPORT_FLOW.transitions[step].asks[0].name: words}
            perform(session, SUPPORT_FLOW, step, desk["ticket"], actor=rina, now=utc_now(), answers=given)
    expect(page.locator("#bagian-catatan .bubble")).to_contain_text("Kompresor sudah dipesan")
    expect(page.locator("#bagian-percakapan .bubble").last).to_contain_text("Besok kami kabari")
    expect(note).to_be_focused()
    expect(note).to_have_value("Saya tanyakan ke gudang")
    assert note.evaluate("(field) => [field.selectionStart, field.selectionEnd]") == [5, 9]
