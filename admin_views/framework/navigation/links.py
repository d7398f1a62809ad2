"""Links between screens that need not know one another."""

from typing import Any

from flask import current_app, url_for


def list_url(model: Any, **query: Any) -> str | None:
    """The list of a table for this user, narrowed; None when no screen shows it to them."""
    screen = _screen_of(model)
    return url_for(f"{screen.endpoint}.index_view", **query) if screen else None


def record_url(model: Any, record_id: int | None) -> str | None:
    """The page of one record for this user."""
    screen = _screen_of(model)
    if screen is None or record_id is None or not screen.can_view_details:
        return None
    return url_for(f"{screen.endpoint}.details_view", id=record_id)


def _screen_of(model: Any) -> Any:
    for admin in current_app.extensions.get("admin", []):
        for screen in admin._views:  # noqa: SLF001  Flask-Admin has no other way to ask
            if getattr(screen, "model", None) is model and screen.is_accessible():
                return screen
    return None
