"""Which language a person reads: their own choice, then the cookie, then Indonesian."""

from typing import Any

from babel import Locale
from flask import Flask, has_request_context, request
from flask_babel import Babel, Domain
from flask_login import current_user
from jinja2 import pass_eval_context
from markupsafe import Markup

from app.core.i18n import catalogue, gettext

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
COOKIE = "lang"
LOCALES = {code: Locale(code) for code in LANGUAGES}
MACHINES = "/api/v1/"  # programs say what they read in Accept-Language


class Sentences(Domain):
    """Flask-Babel's own functions read the house's catalogues, too."""

    def get_translations(self) -> Any:
        return catalogue()


def choose_locale() -> Locale:
    """A locale and not its name, which Flask-Babel would look up anew for every request."""
    return LOCALES[_chosen()]


def _chosen() -> str:
    if not has_request_context():
        return "id"
    if request.path.startswith(MACHINES):
        return request.accept_languages.best_match(list(LANGUAGES)) or "id"
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    if current_user and current_user.is_authenticated:
        return current_user.locale
    return "id"


@pass_eval_context
def say(eval_context: Any, text: str, /, **variables: Any) -> str:
    """`_()` of the templates: what is put into a sentence of an HTML page is escaped."""
    said = Markup(gettext(text)) if eval_context.autoescape else gettext(text)  # noqa: S704  ours
    return said % variables if variables or "%" in said else said


def init_language(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "id")
    Babel(app, locale_selector=choose_locale, default_translation_directories="translations")
    app.jinja_env.globals.update(_=say, gettext=say)
    app.before_request(Sentences().as_default)
