"""Where people go from every small page: only to pages that exist and that they may enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user

from app.core.i18n import N_, P_, Sentence
from app.http.auth.access import AccessRule, access_rule_of
from app.models.accounts.user import Role


@dataclass(frozen=True, slots=True)
class Place:
    """`path` without a trailing slash, as people type it."""

    path: str
    label: Sentence
    icon: str = "dot"


MORE = Place("/more", P_("menu", "Lainnya"), "more")
MENU = (
    Place("/portal", N_("Beranda"), "home"),
    Place("/support", N_("Tiket saya"), "inbox"),
    Place("/help", N_("Bantuan"), "info"),
    Place("/forum", N_("Forum"), "chat"),
    MORE,
)
TECHNICIANS_MENU = (
    Place("/technician", N_("Job saya"), "wrench"),
    Place("/technician/pool", N_("Pool terbuka"), "list"),
    MORE,
)
VISITORS_MENU = (
    Place("/feedback", N_("Saran & Kritik"), "chat"),
    Place("/help", N_("Bantuan"), "info"),
    Place("/forum", N_("Forum"), "chat"),
    Place("/login", N_("Masuk"), "login"),
    Place("/signup", N_("Daftar"), "user"),
)
REST = (
    Place("/feedback", N_("Saran & Kritik"), "chat"),
    Place("/bugs", N_("Laporan bug"), "flag"),
    Place("/support", N_("Tiket saya"), "inbox"),
    Place("/chat", N_("Obrolan"), "chat"),
    Place("/help", N_("Bantuan"), "info"),
    Place("/forum", N_("Forum"), "users"),
    Place("/portal/visits", N_("Kunjungan saya"), "calendar"),
    Place("/portal/invoices", N_("Invoice saya"), "receipt"),
    Place("/technician/ratings", N_("Penilaian saya"), "star"),
    Place("/portal/exp", N_("EXP"), "star"),
    Place("/leaderboard", N_("Peringkat"), "chart"),
    Place("/notifications", N_("Pemberitahuan"), "bell"),
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


def init_menu(app: Flask) -> None:
    """Give the templates the menus and `page_address(path)`."""
    app.jinja_env.globals.update(
        portal_menu=portal_menu, foot_links=foot_links, account_links=account_links, page_address=page_address
    )


def portal_menu() -> list[dict[str, Any]]:
    """The main menu, at most five entries; everything else stands on the page “Lainnya”."""
    if not current_user.is_authenticated:
        return _items(VISITORS_MENU)
    return _items(TECHNICIANS_MENU if current_user.role == Role.TECHNICIAN else MENU)


def rest_of_menu() -> list[dict[str, Any]]:
    """The page “Lainnya”: what is not in the main menu."""
    known = {item["href"] for item in portal_menu()}
    return [item for item in _items((*REST, *ACCOUNT)) if item["href"] not in known]


def foot_links() -> list[dict[str, Any]]:
    return _items(FOOT)


def account_links() -> list[dict[str, Any]]:
    return _items(ACCOUNT)


def page_address(path: str) -> str | None:
    """The address of a page of ours, if there is one and this person may enter it; None otherwise."""
    found = _pages().get(path)
    if found is None:
        return None
    address, entry = found
    is_open = entry.keyed_by is not None or (current_user.is_authenticated and current_user.role in entry.roles)
    return address if is_open else None


def _items(places: Sequence[Place]) -> list[dict[str, Any]]:
    """Those that exist for this reader; active is the one whose path says most of where they are."""
    at = request.path.rstrip("/")
    here = max((place.path for place in places if f"{at}/".startswith(f"{place.path}/")), key=len, default=None)
    return [
        {"label": place.label, "href": href, "icon": place.icon, "active": place.path == here}
        for place in places
        if (href := page_address(place.path))
    ]


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
