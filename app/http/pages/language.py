"""Which language a person reads: the one they switched to, the cookie's, that of their messages, Indonesian."""

from flask import Flask, has_request_context, request
from flask_babel import Babel
from flask_login import current_user

from app.models.accounts.user import User

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
COOKIE = "lang"
MACHINES = "/api/v1/"  # programs say what they read in Accept-Language


def choose_locale() -> str:
    if not has_request_context():
        return "id"
    if request.path.startswith(MACHINES):
        return request.accept_languages.best_match(list(LANGUAGES)) or "id"
    return language_for(current_user if current_user and current_user.is_authenticated else None)


def language_for(user: User | None) -> str:
    """Of a page for this person: as they chose on the page, in this browser, or in their profile."""
    ways = (user.screen.get("language") if user else None, request.cookies.get(COOKIE), user.locale if user else None)
    return next((way for way in ways if way in LANGUAGES), "id")


def init_language(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "id")
    Babel(app, locale_selector=choose_locale, default_translation_directories="translations")
