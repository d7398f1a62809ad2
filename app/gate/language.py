"""Which language a person reads: their own choice, then the cookie, then Indonesian."""

from typing import Any

from flask import Flask, has_request_context, request
from flask_babel import Babel, Domain, get_locale
from flask_login import current_user

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
COOKIE = "lang"


class Sentences(Domain):
    """One domain for the whole process: Flask-Babel makes one a request, and reads the catalogue again each time."""

    def __init__(self) -> None:
        super().__init__()
        self._catalogues: dict[str | None, Any] = {}

    def get_translations(self) -> Any:
        locale = get_locale()
        language = locale.language if locale else None
        if language not in self._catalogues:
            self._catalogues[language] = super().get_translations()
        return self._catalogues[language]


def choose_locale() -> str:
    if not has_request_context():
        return "id"
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    if current_user and current_user.is_authenticated:
        return current_user.locale
    return "id"


def init_language(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "id")
    Babel(app, locale_selector=choose_locale, default_translation_directories="translations")
    app.before_request(Sentences().as_default)
