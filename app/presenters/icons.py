"""Icons of app/static/icons/sprite.svg: a function, for a page draws eighty and a macro costs ten times as much."""

from functools import cache
from pathlib import Path

from markupsafe import Markup

from app.core.bundles import content_version

_FILE = "icons/sprite.svg"
SPRITE = f"/static/{_FILE}?v={content_version(Path(__file__).parents[1] / 'static' / _FILE)}"


def icon(name: str, label: str | None = None) -> Markup:
    """The picture of this name; `label` only where no text stands beside it."""
    return _named(name) if label is None else _DRAWN.format(Markup('role="img" aria-label="{}"').format(label), name)


_DRAWN = Markup(f'<svg class="icon" {{}} focusable="false"><use href="{SPRITE}#{{}}"></use></svg>')  # noqa: S704


@cache
def _named(name: str) -> Markup:
    return _DRAWN.format(Markup('aria-hidden="true"'), name)
