"""The macros every page is drawn with."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template_string
from sqlalchemy.orm import Session
from wtforms import Form, StringField
from wtforms.validators import DataRequired

from app.core.clock import utc_now
from app.presenters.dates import clock_time
from tests.factories import make_admin
from tests.panel.conftest import Desk, at_desk  # noqa: F401  a fixture

TEMPLATES = Path(__file__).parents[2] / "templates"
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\bsrc=)", re.IGNORECASE)


@dataclass
class Step:
    name: str = "publish"
    label: str = "Buka ke pool"
    url: str = "/admin/visits/1/publish"
    tone: str = "neutral"
    needs_form: bool = False
    confirm: str | None = None


class Complaint(Form):
    problem = StringField("Keluhan", [DataRequired("Tulis keluhannya.")], description="Satu kalimat cukup.")


def draw(app: Flask, text: str, **given: Any) -> str:
    with app.test_request_context("/"):
        return render_template_string('{% import "components/ui.html" as ui %}' + text, **given)


def test_a_move_without_a_form_is_a_post_with_token_and_key(app: Flask) -> None:
    html = draw(app, "{{ ui.transition_buttons([step]) }}", step=Step(confirm="Buka sekarang?"))
    assert 'method="post" action="/admin/visits/1/publish"' in html
    assert re.search(r'name="idempotency_key" value="[^"]{16,}"', html)
    assert 'data-confirm="Buka sekarang?"' in html


def test_a_move_that_asks_is_a_link_to_its_form(app: Flask) -> None:
    html = draw(app, "{{ ui.transition_buttons([step]) }}", step=Step(needs_form=True))
    assert re.search(r'<a [^>]*href="/admin/visits/1/publish"[^>]* data-dialog>', html)
    assert "<form" not in html


def test_only_one_move_stands_out(app: Flask) -> None:
    transitions = [Step(), Step(tone="positive"), Step(tone="danger")]
    html = draw(app, "{{ ui.transition_buttons(transitions) }}", transitions=transitions)
    assert "button-primary" not in html
    assert html.count("button-positive") == 1


def test_a_field_tells_a_screen_reader_its_hint_and_its_error(app: Flask) -> None:
    form = Complaint()
    form.validate()
    html = draw(app, "{{ ui.form_errors(form) }}{{ ui.field(form.problem) }}", form=form)
    assert 'aria-describedby="problem-error problem-hint"' in html
    assert 'aria-invalid="true"' in html
    assert '<a href="#problem">Keluhan: Tulis keluhannya.</a>' in html


def test_stars_are_radio_buttons_that_need_no_script(app: Flask) -> None:
    html = draw(app, "{{ ui.stars('budi', 'Budi', value=4) }}")
    assert html.count('type="radio" name="budi"') == 5
    assert re.search(r'value="4" checked', html)


def test_the_pager_switches_off_what_leads_nowhere(app: Flask) -> None:
    html = draw(app, "{{ ui.pager(older_url='?after=9', count_text='± 12.400 data') }}")
    assert 'href="?after=9"' in html
    assert html.count('aria-disabled="true"') == 3
    assert draw(app, "{{ ui.pager() }}") == ""


@pytest.mark.parametrize(
    "text",
    [
        "{{ ui.badge(evil) }}",
        "{{ ui.alert(evil) }}",
        "{{ ui.empty(evil, evil) }}",
        "{{ ui.definition([(evil, evil)]) }}",
        "{{ ui.stat(evil, evil, evil) }}",
        "{{ ui.timeline([{'title': evil, 'text': evil, 'at': evil}]) }}",
        "{{ ui.work_list([{'title': evil, 'text': evil, 'badge': evil}]) }}",
        "{{ ui.post_button(evil, '/x', confirm=evil) }}",
    ],
)
def test_what_people_typed_is_never_markup(app: Flask, text: str) -> None:
    assert "<b>" not in draw(app, text, evil="<b>jahat</b>")


def test_no_page_carries_inline_scripts_or_styles() -> None:
    pages = [page for page in TEMPLATES.rglob("*.html") if not {"documents", "messages"} & set(page.parts)]
    found = {
        str(page.relative_to(TEMPLATES)): hit.group() for page in pages if (hit := INLINE.search(page.read_text()))
    }
    assert not found, f"the content security policy would block these; use a file in app/static: {found}"


def test_a_long_job_says_how_far_it_is_and_that_it_may_be_left(app: Flask) -> None:
    running = draw(app, '{{ ui.job("Tutup", 40, 240, false) }}')
    assert 'max="240" value="40"' in running
    assert "40 dari 240" in running
    assert "boleh ditinggal" in running
    unknown = draw(app, '{{ ui.job("Tutup", 40, none, false) }}')
    assert "<progress aria-label" in unknown
    over = draw(app, '{{ ui.job("Tutup", 240, 240, true, failed=3) }}')
    assert "3 gagal" in over
    assert "boleh ditinggal" not in over


@pytest.mark.parametrize(
    ("done", "total", "minutes", "ends_in"),
    [
        (60, 240, 2, 6),
        (239, 240, 239, 1),
        (240, 240, 4, 0),
        (0, 240, 2, None),
        (60, None, 2, None),
        (60, 240, None, None),
    ],
)
def test_a_long_job_says_when_it_is_likely_to_end(
    app: Flask, done: int, total: int | None, minutes: int | None, ends_in: int | None
) -> None:
    now = utc_now()
    since = None if minutes is None else now - timedelta(minutes=minutes)
    words = draw(app, '{{ ui.job("Tutup", done, total, false, since) }}', done=done, total=total, since=since)
    if ends_in is None:
        assert "kira-kira" not in words
    else:
        assert f"kira-kira selesai {clock_time(now + timedelta(minutes=ends_in))}" in words
    assert "kira-kira" not in draw(app, '{{ ui.job("Tutup", 60, 240, true, since) }}', since=since)


def test_a_chart_can_be_read_as_a_table_with_the_newest_day_first(app: Flask) -> None:
    series = {"days": ["2026-11-29", "2026-11-30"], "stars": [4.5, None], "income": [1_250_000, 0]}
    text = '{% import "components/charts.html" as c %}{{ c.day_table(series, [("stars", "S"), ("income", "I")]) }}'
    html = draw(app, text, series=series)
    assert re.findall(r'<th scope="row">([^<]+)', html) == ["30/11/2026", "29/11/2026"]
    assert re.findall(r'class="num"[^>]*>([^<]+)</td>', html) == ["–", "0", "4,5", "1.250.000"]


def test_no_two_landmarks_of_a_template_have_the_same_name() -> None:
    """A scrolling table is a region of its own: a section around it with the same name says everything twice."""
    landmark = re.compile(r'<(?:section|nav|aside|[a-z]+[^>]* role="region")[^>]* aria-labelledby="([^"]+)"')
    twice = {}
    for path in sorted(TEMPLATES.rglob("*.html")):
        named = landmark.findall(path.read_text())
        if len(named) != len(set(named)):
            twice[path.name] = named
    assert twice == {}


# what `ui.html` hands on, the frame in which the page itself stands, and what a form field draws by itself
ALWAYS_THERE = {"base", "layout/shell", "lists", "table_field", "ui"}


def test_the_page_of_the_components_shows_every_one(at_desk: Callable[..., Desk], session: Session) -> None:  # noqa: F811
    page = at_desk(make_admin(session)).get("/admin/components/").get_data(as_text=True)
    source = (TEMPLATES / "admin" / "components.html").read_text() + (TEMPLATES / "components" / "ui.html").read_text()
    parts = TEMPLATES / "components"
    files = {str(path.relative_to(parts).with_suffix("")) for path in parts.rglob("*.html")} - ALWAYS_THERE
    assert {name for name in files if f"components/{name}.html" not in source} == set()
    for shown in (
        *("announcements", "board", "bubbles", "charts", "checklist", "composer"),
        *("editor", "job", "list", "matrix", "schedule", "toast"),
    ):
        assert f'id="{shown}"' in page
    for state in (
        "bubble-held",
        "data-file-drop",
        "why it came back",
        "WARNING<",
        "data-matrix-count",
        "data-inline-add",
        "data-rich",
    ):
        assert state in page


def test_every_preformatted_block_that_may_scroll_is_reached_by_keys():
    blocks = [tag for path in TEMPLATES.rglob("*.html") for tag in re.findall(r"<pre\b[^>]*>", path.read_text())]
    assert blocks
    assert [tag for tag in blocks if 'tabindex="0"' not in tag] == []
