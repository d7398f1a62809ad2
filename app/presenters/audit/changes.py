"""What an audit row says to a person: columns by their screen names, statuses, money and moments as they are shown."""

from datetime import datetime
from typing import Any

from app.core.i18n import gettext
from app.models import FLOW_OF_TABLE
from app.models.accounts.user import ROLE_LABELS
from app.models.audit.audit_log import AuditEntry
from app.models.visits.visit_status import PRIORITY_LABELS
from app.presenters.audit.column_names import COLUMNS
from app.presenters.dates import moment
from app.presenters.money import rupiah

LONGEST = 60


def changes_text(row: AuditEntry) -> str:
    """`status: Terbuka → Ditugaskan; kuota: 2 → 3`; TECHNICAL columns are left to the export."""
    parts: list[str] = []
    for column, change in row.changes.items():
        label = COLUMNS.get(column)
        if label is None:
            continue
        if isinstance(change, list) and len(change) == 2:  # noqa: PLR2004  [before, after]
            if change[0] == change[1]:  # an action that leaves the status as it is
                continue
            before, after = (shown(row.thing, column, value) for value in change)
            parts.append(f"{label}: {after}" if row.action == "created" else f"{label}: {before} → {after}")
        else:
            parts.append(f"{label}: {shown(row.thing, column, change)}")
    return "; ".join(parts)


def shown(thing: str, column: str, value: Any) -> str:
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
    return _word(thing, column, text) or _moment(text) or (text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def _word(thing: str, column: str, text: str) -> str | None:
    if column == "status":
        flow = FLOW_OF_TABLE.get(thing)
        known = flow is not None and text in flow.statuses.__members__
        return str(flow.labels.get(flow.statuses(text), text)) if flow is not None and known else None
    words = {"role": ROLE_LABELS, "priority": PRIORITY_LABELS}.get(column, {})
    return next((str(label) for key, label in words.items() if key == text), None)


def _moment(text: str) -> str | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment(at) if at.tzinfo else None
