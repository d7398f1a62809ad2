"""Sentences that are written when they are read."""

import pytest
from jinja2 import Environment
from markupsafe import Markup, escape

from app.core.i18n import N_, P_

IMAGE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "sentence", [N_("“%(text)s” bukan jumlah. Tulis misalnya 2 atau 1,5.", text=IMAGE), P_("menu", IMAGE), N_(IMAGE)]
)
def test_what_somebody_typed_is_escaped_in_a_page(app, sentence) -> None:
    with app.test_request_context():
        assert "<img" in str(sentence)
        shown = Environment(autoescape=True).from_string("{{ it }}").render(it=sentence)
        for page in (shown, escape(sentence), Markup("<p>%s</p>") % sentence, Markup("<p>{}</p>").format(sentence)):
            assert "<img" not in page
            assert "&lt;img" in page
