"""Every page speaks the reader's language: Indonesian unless they chose English."""

from datetime import UTC, datetime

import pytest
from flask_babel import force_locale

from app.http.pages.menu import MENU, TECHNICIANS_MENU
from app.presenters.dates import clock_second, clock_time, exact_time, moment, moment_short

AT = datetime(2026, 8, 21, 1, 5, 12, 345000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cookie", "language", "heading"), [(None, "id", "Masuk ke Sigap"), ("en", "en", "Sign in to Sigap")]
)
def test_page_says_which_language_it_speaks(client, cookie, language, heading):
    if cookie:
        client.set_cookie("lang", cookie)
    page = client.get("/login").text
    assert f'<html lang="{language}"' in page
    assert heading in page


@pytest.mark.parametrize(
    ("language", "written"),
    [
        (
            "id",
            [
                "Jum, 21 Agu 2026 08.05 WIB",
                "08.05 WIB",
                "21 Agu 2026 08.05",
                "21/08/2026 08.05.12,345 WIB",
                "08.05.12 WIB",
            ],
        ),
        (
            "en",
            [
                "Fri, 21 Aug 2026 08:05 WIB",
                "08:05 WIB",
                "21 Aug 2026 08:05",
                "21/08/2026 08:05:12.345 WIB",
                "08:05:12 WIB",
            ],
        ),
    ],
)
def test_moments_are_written_as_the_reader_writes_them(app, language, written):
    with app.test_request_context(), force_locale(language):
        assert [write(AT) for write in (moment, clock_time, moment_short, exact_time, clock_second)] == written


def test_what_holds_the_rest_is_more_in_english_and_not_other(app):
    with app.test_request_context(), force_locale("en"):
        assert {str(menu[-1].label) for menu in (MENU, TECHNICIANS_MENU)} == {"More"}
