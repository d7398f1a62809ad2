"""Charts drawn by the server: words beside markers, definition, and the same figures as a table."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template_string
from playwright.sync_api import Page

from admin_views.framework.charts import CHARACTER_WIDTH, chart_of

AT = datetime(2026, 11, 30, 1, tzinfo=UTC)
STYLES = Path(__file__).parents[2] / "app" / "static" / "css"
DRAW = '{% import "components/charts.html" as drawn with context %}{{ drawn.chart(one, first, last) }}'


def one_of(*markers: tuple[float, str], values: tuple[float | None, ...] = (1, None, 2.5)) -> Any:
    steps = [AT + timedelta(hours=place) for place in range(len(values))]
    series = [("baru", values), ("lama", tuple(None if value is None else 2 * value for value in values))]
    return chart_of("Galat", "%", series, list(markers), steps=steps, meaning="Jawaban 5xx.")


def test_words_of_markers_go_to_the_first_line_that_is_free() -> None:
    width = CHARACTER_WIDTH * len("1.4.0 ")
    beside = one_of((10, "1.4.0"), (10 + width, "1.4.1"))
    assert [mark.line for mark in beside.marks] == [1, 1]
    above = one_of((10 + width - 0.1, "1.4.1"), (10, "1.4.0"))
    assert [(mark.words, mark.line) for mark in above.marks] == [("1.4.0", 1), ("1.4.1", 2)]
    crowd = one_of(*((50 + place, "1.4.0") for place in range(4)))
    assert [mark.line for mark in crowd.marks] == [1, 2, 3, 0]


def test_words_stand_at_the_left_of_a_marker_near_the_end() -> None:
    width = CHARACTER_WIDTH * len("1.4.0 ")
    assert [mark.is_left for mark in one_of((100 - width, "1.4.0")).marks] == [False]
    assert [mark.is_left for mark in one_of((100 - width + 0.1, "1.4.0")).marks] == [True]


def test_the_table_leaves_out_steps_without_a_value_and_begins_with_the_newest() -> None:
    assert one_of().rows == [(AT + timedelta(hours=2), [2.5, 5.0]), (AT, [1, 2])]
    assert one_of(values=(None, None)).rows == []


def test_a_chart_names_its_markers_says_how_it_is_counted_and_has_a_table(app: Flask) -> None:
    with app.test_request_context("/"):
        html = render_template_string(
            DRAW, one=one_of((50, "Rilis 1.4.0")), first=date(2026, 11, 1), last=date(2026, 11, 30)
        )
        empty = render_template_string(DRAW, one=one_of(values=(None,)), first=None, last=None)
    assert '<text x="50%" y="12">Rilis 1.4.0</text>' in html
    assert "Jawaban 5xx." in html
    assert '<td class="num" data-label="lama (%)">5</td>' in html
    assert "curve-marks" not in empty
    assert "<table" not in empty


@pytest.mark.browser
def test_words_of_markers_stay_in_the_narrowest_chart(app: Flask, new_context: Any) -> None:
    with app.test_request_context("/"):
        marks = [
            (0.0, "Rilis 12.34.56"),
            (60.0, "Insiden INS-2026-0031"),
            (99.0, "Rilis 1.4.0"),
            (100.0, "Rilis 1.4.1"),
        ]
        html = render_template_string(DRAW, one=one_of(*marks), first=None, last=None)
    page: Page = new_context(viewport={"width": 360, "height": 740}).new_page()
    page.set_content(f'<main><div class="kpi-charts">{html}</div></main>')
    for name in ("tokens", "base", "parts", "figures"):
        page.add_style_tag(content=(STYLES / f"{name}.css").read_text())
    boxes = page.evaluate("[...document.querySelectorAll('text')].map((one) => one.getBoundingClientRect().toJSON())")
    assert len(boxes) == len(marks)
    for box in boxes:
        assert box["left"] >= -1
        assert box["right"] <= 361
    for place, box in enumerate(boxes):
        assert not [
            other
            for other in boxes[:place]
            if other["top"] == box["top"] and other["left"] < box["right"] and box["left"] < other["right"]
        ]
