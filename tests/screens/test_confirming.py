"""The question before a decisive step: it names verb and record, and its way back is never taken for the step."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale
from playwright.sync_api import Page, expect

from app.http.auth.reauthentication import BACK, asked_on

SCRIPTS = Path(__file__).parents[2] / "app" / "static" / "js" / "base"
BUTTONS = '{% import "components/ui.html" as ui %}{{ ui.form_buttons(verb, "/back") }}'
TEMPLATES = '{% import "components/layout/shell.html" as shell %}{{ shell.dialog_templates() }}'
FORM = '<form method="post" action="/x"><button type="submit" data-confirm="Lanjutkan?">{0}</button></form>'


def way_back(app: Flask, verb: str, language: str) -> str:
    with app.test_request_context("/"), force_locale(language):
        return render_template_string(BUTTONS, verb=verb).split("data-dialog-cancel>")[1].split("<")[0]


@pytest.mark.parametrize(
    ("language", "verb", "expected"),
    [
        ("id", "Batalkan", "Jangan batalkan"),
        ("id", "Batalkan (void)", "Jangan batalkan"),
        ("id", "Batalkan cuti", "Jangan batalkan"),
        ("id", "Simpan", "Batal"),
        ("id", "Pembatalan", "Batal"),
        ("en", "Cancel", "Do not cancel"),
        ("en", "Cancel leave", "Do not cancel"),
        ("en", "Void", "Cancel"),
    ],
)
def test_the_way_back_never_begins_like_the_verb(app: Flask, language: str, verb: str, expected: str) -> None:
    assert way_back(app, verb, language) == expected


@pytest.mark.browser
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '<div class="record-head"><h1> INV/2026/00012 </h1></div>' + FORM.format("Ganti tautan"),
            "Ganti tautan: INV/2026/00012",
        ),
        (
            '<div class="record-head"><h1>Daftar</h1></div><table><tr><td><a data-row-link>TKT-2026-000240</a></td><td>'
            + FORM.format("Buka ke pool")
            + "</td></tr></table>",
            "Buka ke pool: TKT-2026-000240",
        ),
        (FORM.format("Keluar"), "Mohon konfirmasi"),
    ],
)
def test_the_question_names_verb_and_record_and_begins_at_the_way_back(
    app: Flask, new_context: Any, body: str, expected: str
) -> None:
    with app.test_request_context("/"):
        templates = render_template_string(TEMPLATES)
    page: Page = new_context().new_page()
    page.set_content(f"<main>{body}</main>{templates}")
    place = (SCRIPTS / "place.js").read_text().replace("export ", "")
    asking = (
        (SCRIPTS / "confirm.js")
        .read_text()
        .replace('import { focusAgain } from "./place.js";', "")
        .replace("export ", "")
    )
    page.add_script_tag(content=place + asking)
    page.locator("main button").press("Enter")
    assert page.locator("dialog[open] h2").inner_text() == expected
    assert page.evaluate("document.activeElement.textContent") == "Kembali"
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("main button")).to_be_focused()


def test_a_form_without_the_password_leads_back_to_where_it_was_pressed(app: Flask) -> None:
    page = "http://localhost/admin/invoices/details/?id=3"
    for referrer, typed, expected in (
        (page, "", "/admin/invoices/details/?id=3"),
        ("http://localhost/admin/invoices/3/void", "/admin/invoices/details/?id=3", "/admin/invoices/details/?id=3"),
        ("https://elsewhere.example/x", "", ""),
        (page, "https://elsewhere.example/x", "/admin/invoices/details/?id=3"),
        ("", "", ""),
    ):
        with app.test_request_context("/x", method="POST", data={BACK: typed}, headers={"Referer": referrer}):
            assert asked_on() == expected
