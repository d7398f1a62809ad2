"""Cells of lists of reports: the promised moment, and what the sender says of the outcome."""

from typing import Any

from admin_views.framework.lists.columns import NOTHING, badge
from app.core.clock import utc_now
from app.core.i18n import gettext
from app.presenters.dates import moment_short
from app.presenters.support.tickets import due_badge


def due_cell(_view: Any, _context: Any, record: Any, _name: str) -> Any:
    """`record.due_at`; red once it is past."""
    if record.due_at is None:
        return NOTHING
    shown = due_badge(record.due_at, utc_now(), moment_short)
    return badge(str(shown.text), shown.tone)


def settled_mark(settled: bool | None) -> list[Any]:  # noqa: FBT001
    """Empty while the sender has said nothing."""
    if settled is None:
        return []
    text = gettext("Sudah beres") if settled else gettext("Belum beres")
    return [badge(text, "positive" if settled else "warning")]
