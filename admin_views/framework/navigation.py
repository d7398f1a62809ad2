"""The order of the panel's navigation, and links between screens that need not know one another."""

from typing import Any

from flask import current_app, url_for

from app.core.i18n import N_, P_, Sentence

# group → codes of the modules it shows: MDM master data, PJV scheduling, EKD fieldwork, FIN billing, FDB feedback
MODULES: tuple[tuple[Sentence, str], ...] = (
    (P_("menu", "Kunjungan"), "PJV · EKD"),
    (P_("menu", "Pelanggan"), "MDM"),
    (N_("Keuangan"), "FIN"),
    (N_("Suara pelanggan"), "FDB"),
    (N_("Penilaian & KPI"), "FDB"),
    (P_("menu", "Pesan"), ""),
    (N_("Tim"), "MDM"),
    (N_("Pengaturan"), ""),
)
GROUPS = tuple(group for group, _code in MODULES)


def module_code(group: Any) -> str:
    """What stands beside a group's name; empty for groups that are no module."""
    return next((code for known, code in MODULES if str(known) == str(group)), "")


def in_order(screens: list[Any]) -> list[Any]:
    """Screens without a group first, then group by group; within a group as they are listed."""
    places = {str(group): place for place, group in enumerate(GROUPS)}
    return sorted(screens, key=lambda screen: places.get(str(screen.category), 99) if screen.category else -1)


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
