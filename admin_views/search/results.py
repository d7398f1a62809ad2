"""What a text finds, group by group: records of the reader's own screens, pages of their panel, things they may do.

Each group asks the search of its list (framework/lists/search.py) under the same rights, and shows a few.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_login import current_user
from sqlalchemy.orm import joinedload

from admin_views.framework.lists.search import owners_asked_once
from admin_views.framework.navigation.menu import address_of, places_of
from admin_views.home.queue_lines import Line, itself, support_line, visit_line
from app.core.db import db
from app.core.i18n import Sentence, gettext
from app.models.accounts.user import DESK
from app.models.finance.invoice import Invoice
from app.models.visits.visit import VisitTicket
from app.presenters.money import rupiah
from app.presenters.status import status_badge

SHOWN = 5  # of each group
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the results. `badge`: the record's state."""

    title: str
    text: str
    href: str
    badge: Any = None


@dataclass(frozen=True, slots=True)
class Group:
    title: Sentence
    found: list[Found]
    more_url: str | None = None


def _customer(customer: Any) -> Line:
    return customer.name, " · ".join(part for part in (customer.code, customer.phone_e164, customer.city) if part), ""


def _invoice(invoice: Any) -> Line:
    return f"{invoice.number} · {invoice.customer.name}", rupiah(invoice.total_idr), ""


def _numbered(title: str) -> Callable[[Any], Line]:
    return lambda record: (f"{record.number} · {getattr(record, title)}"[:120], "", "")


# endpoint of the screen → how a record is written, and what is loaded with it
RECORDS: Mapping[str, tuple[Callable[[Any], Line], tuple[Any, ...]]] = {
    "customer": (_customer, ()),
    "visit": (visit_line, (joinedload(VisitTicket.customer), joinedload(VisitTicket.site))),
    "support": (support_line, ()),
    "invoice": (_invoice, (joinedload(Invoice.customer),)),
    "feedback_desk": (_numbered("subject"), ()),
    "bug": (_numbered("title"), ()),
    "user": (lambda user: (user.name, user.username, ""), ()),
}


def search_everything(words: str) -> list[Group]:
    """Nothing for a text too short to mean something."""
    words = words.replace("\x00", "").strip()[:100]
    if len(words) < SHORTEST:
        return []
    screens = {screen.endpoint: screen for screen in current_app.extensions["panel_screens"]}
    allowed = {name: screens[name] for name in RECORDS if name in screens and screens[name].is_accessible()}
    with owners_asked_once():
        groups = [_records(screen, words) for screen in allowed.values()]
    groups += [Group(gettext("Halaman"), _pages(words)), Group(gettext("Tindakan"), _actions(words, allowed, groups))]
    return [group for group in groups if group.found]


def exact_match(groups: list[Group], words: str) -> str | None:
    """The address of the one record whose number was typed in full."""
    asked = words.strip().upper()
    hits = [one.href for group in groups for one in group.found if one.title.split(" · ")[0].upper() == asked]
    return hits[0] if len(hits) == 1 else None


def _records(screen: Any, words: str) -> Group:
    write, loads = RECORDS[screen.endpoint]
    query = screen.search_for(screen.get_query(), words).options(*loads)
    rows = db.session().scalars(query.order_by(screen.model.id.desc()).limit(SHOWN + 1)).unique().all()
    found = []
    for record in rows[:SHOWN]:
        title, text, meta = write(record)
        badge = status_badge(screen.flow, record.status) if screen.flow is not None else None
        href = url_for(f"{screen.endpoint}.details_view", id=itself(record)[1])
        found.append(Found(str(title), " · ".join(str(part) for part in (text, meta) if part), href, badge))
    more = url_for(f"{screen.endpoint}.index_view", search=words) if len(rows) > SHOWN else None
    return Group(screen.name, found, more)


def _pages(words: str) -> list[Found]:
    asked = words.lower().split()
    pages = [screen for screens in places_of(current_user.role).values() for screen in screens]
    return [
        Found(str(page.name), "", address_of(page))
        for page in pages
        if all(word in str(page.name).lower() for word in asked)
    ][:SHOWN]


def _actions(words: str, allowed: Mapping[str, Any], groups: list[Group]) -> list[Found]:
    """A visit for the customers that were found; a customer where none was."""
    if current_user.role not in DESK or "customer" not in allowed:
        return []
    customers = next((group.found for group in groups if group.title == allowed["customer"].name), [])
    if customers:
        ids = [one.href.rpartition("=")[2] for one in customers[:2]]
        return [
            Found(
                gettext("Buat kunjungan untuk %(name)s", name=one.title), "", url_for("visit.create_view", customer=id_)
            )
            for one, id_ in zip(customers, ids, strict=False)
        ]
    if any(character.isdigit() for character in words):
        return []
    return [Found(gettext("Buat pelanggan “%(name)s”", name=words), "", url_for("customer.create_view", name=words))]
