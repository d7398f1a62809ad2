"""The navigation as it stands for this request: entries, the tabs of the present one, and the rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from admin_views.framework.navigation.entries import ENTRIES, MENUS, Entry
from app.core.i18n import Sentence, gettext
from app.models.accounts.user import Role

ONE_LINE = 6  # tabs that stand in one line of a desk of 1280 px
REST = "rest"  # key of the screens that stand under no entry of a role


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of the navigation, or one tab. `name`: of the entry or the screen."""

    name: str
    label: Sentence
    icon: str
    href: str
    active: bool = False
    code: str = ""


def init_navigation(app: Flask, screens: list[Any]) -> None:
    """Note the registered screens; templates get `panel_menu()` and `panel_tabs()`."""
    app.extensions["panel_screens"] = screens
    app.extensions["panel_places"] = {role: place_screens(role, screens) for role in MENUS}
    for give in (panel_menu, panel_tabs, works_in_panel, panel_search_url):
        app.jinja_env.globals[give.__name__] = give


def works_in_panel() -> bool:
    """Whether the reader works in the panel; the others have the frame of their own pages."""
    return bool(current_user.is_authenticated and current_user.role in MENUS)


def panel_search_url(view: str = "index") -> str | None:
    """The address of the search over everything, for whoever works in the panel."""
    known = any(screen.endpoint == "find" for screen in current_app.extensions["panel_screens"])
    return url_for(f"find.{view}") if known and works_in_panel() else None


def place_screens(role: Role, screens: list[Any]) -> dict[str, list[Any]]:
    """The screens that this role may enter, by the entry of its menu under which each stands."""
    menu = MENUS[role]
    places: dict[str, list[Any]] = {name: [] for name in (*menu, REST)}
    for screen in screens:
        if role in screen.may_enter:
            places[_entry_of(menu, getattr(screen, "entry", None))].append(screen)
    return places


def _entry_of(menu: tuple[str, ...], own: str | None) -> str:
    if own in menu:
        return str(own)
    return next((name for name in menu if own in ENTRIES[name].gathers), REST)


def places_of(role: Role) -> Mapping[str, list[Any]]:
    places: Mapping[Role, Mapping[str, list[Any]]] = current_app.extensions["panel_places"]
    return places.get(role, {})


def panel_menu() -> list[MenuItem]:
    """The entries of this reader's role behind which something is registered that they may enter."""
    places = places_of(current_user.role)
    here = current_entry()
    items = (_item(name, ENTRIES[name], places, here) for name in MENUS.get(current_user.role, ()))
    return [item for item in items if item is not None]


def _item(name: str, entry: Entry, places: Mapping[str, list[Any]], here: str | None) -> MenuItem | None:
    href = _address(name, entry, places)
    if href is None:
        return None
    gathers = any(screen.entry in entry.gathers for screen in places[name])
    label = entry.joint_label if entry.joint_label and gathers else entry.label
    return MenuItem(name, label, entry.icon, href, name == here, entry.code)


def _address(name: str, entry: Entry, places: Mapping[str, list[Any]]) -> str | None:
    if entry.of:
        found = next((screens[0] for other, screens in places.items() if screens and _is_of(other, entry.of)), None)
        return f"{address_of(found)}?{urlencode(entry.query)}" if found else None
    if entry.rest:
        index = next(
            (screen for screen in current_app.extensions["panel_screens"] if screen.endpoint == REST_PAGE), None
        )
        return address_of(index) if index and places[REST] else None
    if places[name]:
        return address_of(next(iter(sections_of(name, places[name]).values()))[0])
    page_address: Callable[[str], str | None] = current_app.jinja_env.globals["page_address"]  # type: ignore[assignment]
    return next((found for path in entry.pages if (found := page_address(path))), None)


def first_list(view: str) -> dict[str, str] | None:
    """The first list of the reader's menu whose view function of this name they may use, as a link."""
    screens = (one for entry in places_of(current_user.role).values() for one in entry if hasattr(one, "roles_for"))
    found = next((one for one in screens if current_user.role in one.roles_for(view)), None)
    return {"href": address_of(found), "label": gettext("Buka %(list)s", list=found.name)} if found else None


REST_PAGE = "everything"  # endpoint of the page that lists the rest


def _is_of(name: str, other: str) -> bool:
    return name == other or other in ENTRIES[name].gathers if name in ENTRIES else False


def address_of(screen: Any) -> str:
    """The address of a screen's first page."""
    return url_for(f"{screen.endpoint}.{screen._default_view}")  # noqa: SLF001  Flask-Admin has no other way to ask


def current_entry() -> str | None:
    """The entry to which the page of this request belongs; None outside the panel."""
    menu, places = MENUS.get(current_user.role, ()), places_of(current_user.role)
    endpoint = (request.endpoint or "").partition(".")[0]
    under = next((name for name, screens in places.items() if any(one.endpoint == endpoint for one in screens)), None)
    for name in menu:
        entry = ENTRIES[name]
        if entry.of and under and _is_of(under, entry.of) and entry.query.items() <= request.args.to_dict().items():
            return name
    if under == REST:
        return next((name for name in menu if ENTRIES[name].rest), None)
    return under or next((name for name in menu if request.path.rstrip("/") in ENTRIES[name].pages), None)


def sections_of(name: str, screens: list[Any]) -> dict[str, list[Any]]:
    """The screens of an entry by the entry that each names; together while they fit into one line of tabs."""
    own = [one for one in (name, *ENTRIES[name].gathers) if any(screen.entry == one for screen in screens)]
    if len(screens) <= ONE_LINE or len(own) < 2:  # noqa: PLR2004
        return {name: screens}
    return {one: [screen for screen in screens if screen.entry == one] for one in own}


def panel_tabs() -> list[list[MenuItem]]:
    """The lines of tabs: the sections of the present entry where it has several, then the screens of one."""
    here = current_entry()
    screens = places_of(current_user.role).get(here or "", [])
    endpoint = (request.endpoint or "").partition(".")[0]
    if here is None or here == REST or not screens:
        return []
    sections = sections_of(here, screens)
    now = next((name for name, those in sections.items() if any(one.endpoint == endpoint for one in those)), here)
    heads = [
        MenuItem(name, ENTRIES[name].label, ENTRIES[name].icon, address_of(those[0]), name == now)
        for name, those in sections.items()
    ]
    tabs = [
        MenuItem(one.endpoint, one.name, one.menu_icon_value, address_of(one), one.endpoint == endpoint)
        for one in sections.get(now, [])
    ]
    return [line for line in (heads, tabs) if len(line) > 1]
