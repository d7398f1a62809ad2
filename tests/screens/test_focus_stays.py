"""Whoever works by keyboard goes on where they were when a piece of a page is drawn anew, and when a dialog closes."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "app" / "static" / "js" / "base" / "place.js"
ROW = """<li><a href="/visits/{0}">{0}</a><form method="post" action="/visits/{0}/take"><button>Saya ambil</button></form></li>"""
MENU = """<details class="menu"><summary>Lainnya</summary><p><a id="opener" href="/cancel">Batalkan</a></p></details>"""
REDRAW = """(rows) => { const main = document.querySelector("main"), place = placeOf(document.activeElement, main);
  main.innerHTML = rows; goTo(place, main); return document.activeElement.getAttribute("href")
    ?? document.activeElement.form?.getAttribute("action") ?? document.activeElement.tagName }"""


def rows(*numbers: int) -> str:
    return "<ul>" + "".join(ROW.format(number) for number in numbers) + "</ul>"


@pytest.mark.browser
def test_focus_goes_to_the_same_control_else_to_a_link_beside_it_and_never_to_another_button(new_context) -> None:  # type: ignore[no-untyped-def]
    page: Page = new_context().new_page()
    page.set_content(f"<main>{rows(1, 2, 3)}</main>{MENU}")
    page.add_script_tag(content=SCRIPT.read_text().replace("export ", ""))
    for left, expected in [
        (rows(0, 1, 2, 3), "/visits/2/take"),
        (rows(1, 2, 3).replace(ROW.format(2), '<li><a href="/visits/2">2</a></li>'), "/visits/2"),
        (rows(1, 3), "/visits/3"),
        (rows(1), "/visits/1"),
        ("<p>Semua beres</p>", "MAIN"),
    ]:
        page.evaluate("(drawn) => { document.querySelector('main').innerHTML = drawn }", rows(1, 2, 3))
        page.locator("main button").nth(1).focus()
        assert page.evaluate(REDRAW, left) == expected
    page.evaluate("focusAgain(document.getElementById('opener'))")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


COVERED = """() => { const link = document.activeElement, box = link.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return top === link || link.contains(top) ? null : link.textContent }"""
LINKS = "".join(f'<li><a class="button" href="#{number}">{number}</a></li>' for number in range(40))
BOTTOM = """<section class="next-step"><p class="next-step-note">Lengkapi dulu</p><button class="button">Check-out</button></section>
<footer class="site-foot"><a href="#foot">Bantuan</a></footer><nav class="bottom-nav"><ul><li><a href="#jobs">Job saya</a></li></ul></nav>"""


@pytest.mark.browser
def test_what_has_the_focus_on_a_phone_stands_above_the_next_step(new_context) -> None:  # type: ignore[no-untyped-def]
    page: Page = new_context(viewport={"width": 360, "height": 740}).new_page()
    styles = SCRIPT.parents[2] / "css"
    main = f'<main class="small-main"><ul>{LINKS}</ul></main>'
    page.set_content(f'<body class="small"><div class="small-shell has-bottom-nav">{main}{BOTTOM}</div></body>')
    for name in ("tokens", "base", "parts", "small"):
        page.add_style_tag(content=(styles / f"{name}.css").read_text())
    for key in ("Tab", "Shift+Tab"):
        for _ in range(42):
            page.keyboard.press(key)
            assert page.evaluate(COVERED) is None, key
