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
