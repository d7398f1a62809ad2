"""Jejak audit: who did what to which record; read-only."""

import re
from functools import cache
from typing import Any, ClassVar

from flask import g
from sqlalchemy import select

from admin_views.framework.lists.columns import moment_cell
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter
from admin_views.framework.lists.people_filters import people_filter
from admin_views.framework.lists.search import starts_with
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.navigation import record_url
from admin_views.framework.record_history import action_text, action_words
from admin_views.framework.records.links import linked
from app.core.db import Base, db
from app.core.i18n import N_, gettext
from app.models import FLOW_OF_TABLE, FLOWS
from app.models.accounts.user import STAFF, Role, User
from app.models.audit.audit_log import VIA_LABELS, AuditEntry, Via
from app.models.customers.customer import Customer
from app.models.finance.invoice import Invoice
from app.models.visits.visit import VisitTicket
from app.presenters.audit.changes import changes_text, people_in
from app.presenters.audit.former_actions import FORMER_ACTIONS
from app.presenters.audit.table_names import TABLE_NAMES

_ADDRESS = re.compile(r"[0-9]{1,3}\.[0-9.]*|[0-9a-f]{1,4}:[0-9a-f:.]*")
# what a person writes to name a record, and the column it is
NAMED = ((VisitTicket, VisitTicket.number), (Invoice, Invoice.number), (Customer, Customer.code), (User, User.username))


class AuditView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.ADMIN})
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    can_view_details = False

    column_list = ("at", "actor", "action", "thing", "changes", "address")
    column_export_list = (
        "at",
        "actor",
        "via",
        "token_id",
        "address",
        "action",
        "thing",
        "thing_id",
        "changes",
        "request_id",
    )
    column_class: ClassVar[dict[str, str]] = {"action": "cell-title", "thing": "cell-who", "actor": "cell-when"}
    column_labels: ClassVar[dict[str, Any]] = {
        "at": N_("Waktu"),
        "actor": N_("Oleh"),
        "action": N_("Tindakan"),
        "thing": N_("Data"),
        "thing_id": N_("Nomor data"),
        "changes": N_("Perubahan"),
        "request_id": N_("Permintaan"),
        "via": N_("Lewat"),
        "token_id": N_("Token"),
        "address": N_("Dari"),
    }
    column_sortable_list = ("at",)
    column_default_sort = ("id", True)
    column_filters = (
        ChoiceFilter("thing", N_("Data"), AuditEntry.thing, tuple(TABLE_NAMES.items())),
        ChoiceFilter("action", N_("Tindakan"), AuditEntry.action, lambda: sorted(_actions().items())),
        people_filter("actor", N_("Oleh"), lambda user_id: AuditEntry.actor_id == user_id, *STAFF),
        DayFilter("at", N_("Waktu"), AuditEntry.at),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "at": moment_cell,
        "actor": lambda _view, _context, row, _name: row.actor.name if row.actor else gettext("Sistem"),
        "action": lambda _view, _context, row, _name: _action_text(row),
        "thing": lambda _view, _context, row, _name: _thing_link(row),
        "changes": lambda _view, _context, row, _name: changes_text(row, g.get("people_in_changes")),
        "address": lambda _view, _context, row, _name: _from_where(row),
    }

    def get_list(self, *args: Any, **kwargs: Any) -> tuple[int | None, list[Any]]:
        count, rows = super().get_list(*args, **kwargs)
        g.people_in_changes = people_in(db.session(), rows)
        return count, rows

    def search_for(self, query: Any, words: str) -> Any:
        """The history of the record with this number, code or username, or what came from this address."""
        if _ADDRESS.fullmatch(words.lower()):
            return query.where(AuditEntry.address != "", starts_with(AuditEntry.address, words.lower()))
        records = [
            (
                model.__tablename__,
                db.session.scalars(select(model.id).where(starts_with(column, text)).limit(50)).all(),
            )
            for model, column in NAMED
            for text in ([words.lower()] if model is User else [words.upper()])
        ]
        found = [(AuditEntry.thing == thing) & AuditEntry.thing_id.in_(ids) for thing, ids in records if ids]
        condition = found[0] if found else AuditEntry.id < 0
        for other in found[1:]:
            condition |= other
        return query.where(condition)


def _from_where(row: AuditEntry) -> str:
    """`Halaman web · 203.0.113.7`."""
    return " · ".join(str(part) for part in (VIA_LABELS[Via(row.via)], row.address) if part)


def _actions() -> dict[str, str]:
    known = {name: str(transition.label) for flow in FLOWS.values() for name, transition in flow.transitions.items()}
    words = action_words()
    former = {name: f"{words[now]} ({gettext('catatan lama')})" for name, now in FORMER_ACTIONS.items()}
    return {**known, **words, **former}


def _action_text(row: AuditEntry) -> str:
    return action_text(row, FLOW_OF_TABLE.get(row.thing))


@cache
def _models() -> dict[str, type[Base]]:
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def _thing_link(row: AuditEntry) -> Any:
    text = f"{TABLE_NAMES.get(row.thing, row.thing)} #{row.thing_id}"
    model = _models().get(row.thing)
    url = record_url(model, row.thing_id) if model is not None else None
    return linked(text, url)
