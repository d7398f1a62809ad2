"""Parts of pages that are the same for everyone who reads a language, drawn once for the process.

In a template: `{% call drawn_once("words") %} … {% endcall %}`; what else it depends on, such as the role, follows.
What depends on the person, the address or the form's token must stand outside; a test compares kept with fresh pages.
"""

from collections.abc import Callable, Hashable
from typing import Any

from flask import Flask
from markupsafe import Markup

from app.core.i18n import language


class FragmentCache:
    """The drawn parts by language, name and what else they depend on."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Hashable, ...], Markup] = {}

    def __call__(self, *what: Hashable, caller: Callable[[], Any]) -> Markup:
        """Return the part as it was drawn first."""
        key = (language(), *what)
        if key not in self._drawn:
            self._drawn[key] = Markup(caller())  # noqa: S704  a template's own output
        return self._drawn[key]

    def forget(self) -> None:
        """Draw everything anew."""
        self._drawn.clear()


def init_fragment_cache(app: Flask) -> None:
    """Give the templates `kept`."""
    app.jinja_env.globals["drawn_once"] = app.extensions["kept"] = FragmentCache()
