"""Where people go from every small page: only to pages that exist and that they may enter."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user

from app.core.i18n import N_, Sentence
from app.http.auth.access import AccessRule, access_rule_of
from app.http.auth.home_page import home_of


@dataclass(frozen=True, slots=True)
class Place:
    """`path` without a trailing slash, as people type it."""

    path: str
    label: Sentence
    icon: str = "dot"


MENU = (
    Place("/feedback", N_("Saran & Kritik"), "chat"),
    Place("/support", N_("Tiket saya"), "inbox"),
    Place("/help", N_("Bantuan"), "info"),
    Place("/forum", N_("Forum"), "chat"),
    Place("/bugs", N_("Laporan bug"), "flag"),
    Place("/portal/exp", N_("EXP"), "star"),
)
FOOT = (
    Place("/feedback", N_("Saran & Kritik")),
    Place("/bugs", N_("Laporan bug")),
    Place("/leaderboard", N_("Peringkat")),
    Place("/help", N_("Bantuan")),
    Place("/support/new", N_("Minta bantuan")),
    Place("/chat", N_("Obrolan")),
)
ACCOUNT = (
    Place("/profile", N_("Profil"), "user"),
    Place("/notifications/choices", N_("Pilihan pemberitahuan"), "bell"),
    Place("/account", N_("Keamanan akun"), "shield"),
    Place("/account/tokens", N_("Token API"), "key"),
)
ENTRANCE = (Place("/login", N_("Masuk"), "login"), Place("/signup", N_("Daftar"), "user"))


def init_menu(app: Flask) -> None:
    """Give the templates the menus and `page_address(path)`."""
    app.jinja_env.globals.update(
        portal_menu=portal_menu, foot_links=foot_links, account_links=account_links, page_address=page_address
    )


def portal_menu() -> list[dict[str, Any]]:
    """The main menu; anonymous visitors get the way in instead of a home."""
    if not current_user.is_authenticated:
        return [_item(place, href) for place in (*MENU, *ENTRANCE) if (href := page_address(place.path))]
    home = home_of(current_user)
    items = [{"label": N_("Beranda"), "href": home, "icon": "home", "active": request.path == home}]
    return items + [_item(place, href) for place in MENU if (href := page_address(place.path))]


def foot_links() -> list[dict[str, Any]]:
    return [_item(place, href) for place in FOOT if (href := page_address(place.path))]


def account_links() -> list[dict[str, Any]]:
    return [_item(place, href) for place in ACCOUNT if (href := page_address(place.path))]


def page_address(path: str) -> str | None:
    """The address of a page of ours, if there is one and this person may enter it; None otherwise."""
    found = _pages().get(path)
    if found is None:
        return None
    address, entry = found
    is_open = entry.keyed_by is not None or (current_user.is_authenticated and current_user.role in entry.roles)
    return address if is_open else None


def _item(place: Place, href: str) -> dict[str, Any]:
    at = request.path.rstrip("/")
    active = at == place.path or at.startswith(f"{place.path}/")
    return {"label": place.label, "href": href, "icon": place.icon, "active": active}


def _pages() -> dict[str, tuple[str, AccessRule]]:
    """Every page without a variable part, by its path; gathered once, when all routes stand."""
    if "page_addresses" not in current_app.extensions:
        current_app.extensions["page_addresses"] = {
            rule.rule.rstrip("/"): (rule.rule, entry)
            for rule in current_app.url_map.iter_rules()
            if not rule.arguments
            and "GET" in (rule.methods or ())
            and rule.endpoint != "static"
            and not rule.endpoint.endswith(".static")
            and (entry := access_rule_of(current_app, rule.endpoint)) is not None
        }
    return current_app.extensions["page_addresses"]
