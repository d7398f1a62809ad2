"""What a page of the panel prints, and how a table of figures stands on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

CSS = Path(__file__).parents[2] / "app" / "static" / "css"
STYLE = "".join(
    (CSS / name).read_text()
    for name in ("tokens.css", "themes.css", "base.css", "parts.css", "list.css", "panel.css", "figures.css")
)
PRINTED = """<main class="panel-main"><div class="alert" id="announced">text</div><p class="live-status"></p>
<div class="alert" id="warned">text</div>
<section class="card" id="empty"><div class="card-head"><h2>Dokumen</h2></div><div class="moves">steps</div></section>
<section class="card" id="filled"><div class="card-head"><h2>Tim</h2></div><p>Budi</p><div class="moves">steps</div></section>
<details class="timeline-more"><summary>7 lebih lama</summary><ol class="timeline"><li id="older">Dibuat</li></ol></details>
<div class="board"><section class="board-column"><a class="button" id="step" href="#">Selesaikan</a></section></div>
<details class="composer" id="composer"><summary class="button">Balas Bu Mira</summary></details>
<table class="list-table model-list"><tbody><tr><td class="cell-title">AC bocor di lantai dua, air menetes ke meja</td>
<td class="cell-fit" id="moment">8 Des 2026 08.00 WIT</td></tr></tbody></table></main>"""
FIGURES = """<div class="table-scroll"><table class="table table-figures"><thead><tr><th>Angka</th></tr></thead><tbody><tr>
<th scope="row">Jawaban pertama</th><td class="num">2 jam 8 menit</td><td class="num" data-label="Sebelumnya">2 jam</td>
<td class="wrap">Jam kerja dari tiket masuk sampai jawaban pertama orang kami, untuk tiket yang pertama dijawab.</td>
</tr></tbody></table></div>"""


@pytest.fixture
def show(new_context: Callable[..., BrowserContext]) -> Callable[[str, int], Page]:
    """Return a function that shows markup with the panel's styles at a width."""

    def show_one(markup: str, width: int) -> Page:
        page = new_context(viewport={"width": width, "height": 740}).new_page()
        page.set_content(f"<style>{STYLE}</style>{markup}")
        return page

    return show_one


def test_print_leaves_out_announcements_buttons_and_headings_of_nothing(show: Callable[[str, int], Page]) -> None:
    page = show(PRINTED, 1366)
    page.emulate_media(media="print")
    seen = {
        name: page.locator(f"#{name}").is_visible()
        for name in ("announced", "composer", "empty", "filled", "step", "warned")
    }
    assert seen == {
        "announced": False,
        "composer": False,
        "empty": False,
        "filled": True,
        "step": False,
        "warned": True,
    }


def test_print_keeps_moments_and_amounts_of_a_list_in_one_line(show: Callable[[str, int], Page]) -> None:
    page = show(PRINTED, 400)
    page.emulate_media(media="print")
    assert page.locator("#moment").evaluate("cell => getComputedStyle(cell).whiteSpace") == "nowrap"


def test_print_unfolds_the_history(show: Callable[[str, int], Page]) -> None:
    page = show(PRINTED, 1366)
    folded = (
        "!document.querySelector('#older').checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})"
    )
    assert page.evaluate(folded)
    page.emulate_media(media="print")
    page.wait_for_function(f"!({folded})")  # what is unfolded is drawn a moment later


def test_a_figure_is_a_card_of_few_lines_on_a_phone(show: Callable[[str, int], Page]) -> None:
    page = show(FIGURES, 360)
    box = page.locator("tbody tr").bounding_box()
    assert box
    assert box["height"] < 160
    assert box["width"] <= 360
