"""What an audit row says to a person: columns by their screen names, statuses, money and moments as they are shown."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import app.models
import app.presenters
from app.core.clock import ZONES
from app.core.db import Base
from app.core.i18n import gettext
from app.models import FLOW_OF_TABLE
from app.models.accounts.user import ROLE_LABELS, User
from app.models.audit.audit_log import AuditEntry
from app.models.support.clocks import CLOCK_LABELS
from app.models.support.scheduled import END_LABELS
from app.models.visits.visit_status import PRIORITY_LABELS
from app.presenters.audit.column_names import COLUMNS
from app.presenters.dates import day, moment
from app.presenters.money import rupiah

LONGEST = 60
WORDS_OF_COLUMNS: Mapping[str, Mapping[Any, Any]] = {
    "role": ROLE_LABELS,
    "priority": PRIORITY_LABELS,
    "clock": CLOCK_LABELS,
    "end": END_LABELS,
    "time_zone": ZONES,
}


def people_in(session: Session, rows: Iterable[AuditEntry]) -> dict[int, str]:
    """The names of those whose ids stand in the changes, in one statement."""
    changes = [change for row in rows for column, change in row.changes.items() if column in _of_people()]
    ids = {one for change in changes for one in (change if isinstance(change, list) else [change]) if one is not None}
    found = session.execute(select(User.id, User.name).where(User.id.in_(ids))) if ids else ()
    return {user_id: name for user_id, name in found}  # noqa: C416  a Result is no mapping


@lru_cache(maxsize=1)
def _of_people() -> frozenset[str]:
    """The columns with a screen name that point to a user, and to nothing else in another table."""
    targets: dict[str, set[str]] = {}
    for table in Base.metadata.tables.values():
        for column in table.c:
            targets.setdefault(column.name, set()).update(key.column.table.name for key in column.foreign_keys)
    return frozenset(name for name in COLUMNS if targets.get(name) == {User.__tablename__})


def changes_text(row: AuditEntry, people: Mapping[int, str] | None = None, zone: str | None = None) -> str:
    """`status: Terbuka → Ditugaskan; kuota: 2 → 3`; TECHNICAL columns are left to the export.

    An answer that was left empty is not told. `people`: names by id; `zone`: of its moments.
    """
    parts: list[str] = []
    for column, change in row.changes.items():
        label = COLUMNS.get(column)
        if label is None:
            continue
        if isinstance(change, list) and len(change) == 2:  # noqa: PLR2004  [before, after]
            if change[0] == change[1]:  # an action that leaves the status as it is
                continue
            before, after = (_named(row.thing, column, value, people or {}, zone) for value in change)
            parts.append(f"{label}: {after}" if row.action == "created" else f"{label}: {before} → {after}")
        elif change not in (None, ""):
            parts.append(f"{label}: {_named(row.thing, column, change, people or {}, zone)}")
    return "; ".join(parts)


def _named(thing: str, column: str, value: Any, people: Mapping[int, str], zone: str | None) -> str:
    known = people.get(value) if column in _of_people() and isinstance(value, int) else None
    return known or shown(thing, column, value, zone)


def shown(thing: str, column: str, value: Any, zone: str | None = None) -> str:
    """One value as the screens show it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    if column.endswith("_idr") and isinstance(value, int):
        return rupiah(value)
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    text = str(value)
    return (
        _word(thing, column, text)
        or _moment(column, text, zone)
        or (text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
    )


def _word(thing: str, column: str, text: str) -> str | None:
    flow = FLOW_OF_TABLE.get(thing) if column == "status" else None
    if flow is not None:
        return str(flow.labels.get(flow.statuses(text), text)) if text in flow.statuses.__members__ else None
    return next((str(label) for key, label in words_of(thing, column).items() if key == text), None)


def words_of(thing: str, column: str) -> Mapping[Any, Any]:
    """The labels of a column that holds one of a few values; nothing where they have none."""
    words = WORDS_OF_COLUMNS.get(column)
    table = Base.metadata.tables.get(thing)
    if words or table is None or column not in table.c:
        return words or {}
    return _labels().get(frozenset(table.c[column].info.get("one_of", ())), {})


@lru_cache(maxsize=1)
def _labels() -> Mapping[frozenset[str], Mapping[Any, Any]]:
    """Every `…_LABELS` beside a model or among the presenters, by the values that it names."""
    found: dict[frozenset[str], Mapping[Any, Any]] = {}
    for package in (app.models, app.presenters):
        for one in walk_packages(package.__path__, f"{package.__name__}."):
            for name, words in vars(import_module(one.name)).items():
                if name.endswith("_LABELS") and isinstance(words, dict):
                    found.setdefault(frozenset(map(str, words)), words)
    return found


def _moment(column: str, text: str, zone: str | None) -> str | None:
    try:
        if column.endswith("_date"):
            return day(date.fromisoformat(text))
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment(at, zone) if at.tzinfo else None
