"""On a phone every line of a table's cell stands beside its label, whatever the cell is made of."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

CSS = Path(__file__).parents[2] / "app" / "static" / "css"
CELLS = """<table class="list-table"><tbody><tr>
<td class="cell-main" data-label="Butir"><span class="line">Cakupan tes</span><div class="line">Peluncuran</div></td>
<td data-label="Bukti atau catatan"><span class="line">Dicoba</span> <a class="line" href="#">Berkas</a><div class="line">Fajar</div></td>
<td data-label="Catatan"><span class="nothing"></span></td>
</tr></tbody></table>"""
LEFTS = "[...document.querySelectorAll('.line:not(a)')].map(one => Math.round(one.getBoundingClientRect().left))"


@pytest.mark.browser
def test_lines_of_a_cell_stand_beside_its_label(new_context) -> None:  # type: ignore[no-untyped-def]
    page: Page = new_context(viewport={"width": 360, "height": 640}).new_page()
    page.set_content(f"<style>{(CSS / 'base.css').read_text()}{(CSS / 'list.css').read_text()}</style>{CELLS}")
    lefts = page.evaluate(LEFTS)
    assert len(lefts) == 4
    assert len(set(lefts)) == 1
    assert lefts[0] > 100
    assert page.locator("[data-label=Catatan]").is_hidden()


SORTED = """<table class="list-table model-list"><thead><tr><th><a href="#">Status</a></th></tr></thead><tbody><tr><td>Baru</td></tr></tbody></table>"""
FIGURES = """<div class="table-scroll"><table class="table table-cards"><thead><tr><th>Nama</th><th>Bintang</th><th>Menang / coba</th></tr></thead>
<tbody><tr><th scope="row">Budi Santoso</th><td data-label="Bintang">4,71</td><td data-label="Menang / coba">12 / 31</td></tr></tbody></table></div>"""
LONG_WORD = f'<div class="card"><div class="card-head"><h2>{"W" * 200}</h2></div></div>'
PERIOD = """<form class="filter-form"><label class="field">Dari <span class="pick"><input type="text"><button class="button button-icon">▾</button></span></label></form>"""


@pytest.mark.browser
def test_figures_fit_headings_are_seen_by_keyboard_and_a_date_can_be_typed(new_context) -> None:  # type: ignore[no-untyped-def]
    page: Page = new_context(viewport={"width": 320, "height": 640}).new_page()
    styles = "".join((CSS / f"{name}.css").read_text() for name in ("tokens", "base", "forms", "parts", "list"))
    page.set_content(f"<style>{styles}</style>{SORTED}{FIGURES}{PERIOD}{LONG_WORD}")
    assert page.evaluate("(box => box.scrollWidth <= box.clientWidth)(document.querySelector('.table-scroll'))")
    assert (
        page.locator("[data-label=Bintang]")
        .evaluate("cell => getComputedStyle(cell, '::before').content")
        .startswith('"Bintang')
    )
    page.locator("thead a").focus()
    assert page.locator(".model-list thead").evaluate(
        "head => head.offsetHeight > 20 && getComputedStyle(head).clipPath === 'none'"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator(".pick input").evaluate("one => one.offsetWidth > one.nextElementSibling.offsetWidth")


MENU = """<div class="list-card"><div class="toolbar"><span style="width: 150px">Saring</span>
<details class="menu filter-menu" open><summary>Tersimpan</summary><div class="menu-panel">Untuk</div></details></div></div>"""


@pytest.mark.browser
def test_a_menu_of_a_list_stays_on_the_screen_wherever_its_button_stands(new_context) -> None:  # type: ignore[no-untyped-def]
    page: Page = new_context(viewport={"width": 360, "height": 640}).new_page()
    styles = "".join((CSS / f"{name}.css").read_text() for name in ("tokens", "base", "list"))
    page.set_content(f"<style>{styles}</style>{MENU}")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    box = page.locator(".menu-panel").bounding_box()
    assert box is not None
    assert box["width"] > 280


ROW = """<div class="record"><table class="list-table"><tbody><tr><td class="cell-main">Waktu jawaban</td>
<td>kurang dari 2 detik dalam sembilan dari sepuluh permintaan</td><td class="number">23.575</td></tr></tbody></table></div>"""
POST = """<table class="list-table model-list"><tbody><tr><td class="cell-main"><a href="#">Ada yang pernah memakai jasa mereka untuk servis tahunan?</a></td>
<td class="cell-state">Baru</td><td class="cell-who">Rio</td><td class="cell-when">30 Nov 2026 23.07</td></tr></tbody></table>"""


@pytest.mark.browser
def test_a_figure_stays_in_one_piece_and_a_post_is_read_whole_on_a_phone(new_context) -> None:  # type: ignore[no-untyped-def]
    page: Page = new_context(viewport={"width": 800, "height": 640}).new_page()
    styles = "".join((CSS / f"{name}.css").read_text() for name in ("tokens", "base", "list"))
    page.set_content(f"<style>{styles} .record {{ width: 15rem; }}</style>{ROW}{POST}")
    assert page.locator(".number").evaluate("cell => getComputedStyle(cell).whiteSpace") == "nowrap"
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.locator(".cell-main a").evaluate("link => link.getBoundingClientRect().right <= innerWidth")
    state, written = (
        page.locator(one).evaluate("one => one.getBoundingClientRect().left") for one in (".cell-state", ".cell-when")
    )
    assert state > written, "both end where the row ends"


FORM = """<div class="menu-panel"><form class="filter-form"><div class="field">Untuk <select></select></div><button class="button">Simpan</button></form></div>"""


@pytest.mark.browser
def test_a_button_of_a_menu_stands_apart_from_the_field_before_it(new_context) -> None:  # type: ignore[no-untyped-def]
    page: Page = new_context(viewport={"width": 360, "height": 640}).new_page()
    styles = "".join((CSS / f"{name}.css").read_text() for name in ("tokens", "base", "forms", "parts", "list"))
    page.set_content(f"<style>{styles}</style>{FORM}")
    bottom, top = (
        page.locator(one).evaluate(f"one => one.getBoundingClientRect().{side}")
        for one, side in (("select", "bottom"), ("button", "top"))
    )
    assert top - bottom >= 8


BILL = """<div class="bill-scroll"><table class="bill"><thead><tr><th>Description</th><th class="number">Submitted price</th><th class="number">Amount</th></tr></thead>
<tbody><tr><td class="wide">Jasa instalasi listrik</td><td class="number">Rp380.000</td><td class="number">Rp12.380.000</td></tr></tbody>
<tfoot><tr><th class="number" colspan="2">Other-value tax base (DPP Nilai Lain, 11/12)</th><td class="number">Rp12.426.250</td></tr></tfoot></table></div>"""


@pytest.mark.browser
def test_amounts_of_a_bill_stay_in_sight_beside_long_headings(new_context) -> None:  # type: ignore[no-untyped-def]
    page: Page = new_context(viewport={"width": 340, "height": 640}).new_page()
    styles = "".join((CSS / f"{name}.css").read_text() for name in ("tokens", "base", "pages/invoice"))
    page.set_content(f"<style>{styles}</style>{BILL}")
    assert page.evaluate("(box => box.scrollWidth <= box.clientWidth)(document.querySelector('.bill-scroll'))")


STEPS = """<main class="panel-main"><div class="record-head"><div class="page-actions"><div class="moves"><button class="button button-primary">Reschedule</button>
<button class="button">Replace or release a technician</button><details class="menu"><summary class="button">Other</summary></details></div></div></div></main>"""


@pytest.mark.browser
def test_no_word_of_a_next_step_is_wider_than_its_button(new_context) -> None:  # type: ignore[no-untyped-def]
    page: Page = new_context(viewport={"width": 360, "height": 640}).new_page()
    styles = "".join((CSS / f"{name}.css").read_text() for name in ("tokens", "base", "forms", "parts", "panel"))
    page.set_content(f"<style>{styles}</style>{STEPS}")
    assert page.evaluate("[...document.querySelectorAll('button')].every(one => one.scrollWidth <= one.clientWidth)")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
