"""The window that searches everything: one Esc closes it, and what was typed is not lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "app" / "static" / "js" / "panel" / "navigation" / "find.js"
PAGE = """<button id="here">Simpan</button><template id="find-template"><dialog class="find" data-url="data:text/html,x">
<input type="search" aria-label="Cari semua"><div data-find-results></div></dialog></template>"""


def test_one_escape_closes_it_and_its_words_are_there_again(new_context) -> None:  # type: ignore[no-untyped-def]
    page: Page = new_context().new_page()
    page.set_content(PAGE)
    page.add_script_tag(content=SCRIPT.read_text(), type="module")
    page.locator("#here").focus()
    page.keyboard.press("Control+k")
    page.keyboard.type("mira")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#here")).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator("dialog input")).to_have_value("mira")
    page.keyboard.type("agus")
    expect(page.locator("dialog input")).to_have_value("agus")
