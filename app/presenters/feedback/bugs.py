"""Bug reports and EXP as people read them."""

from app.core.i18n import Sentence, gettext
from app.models.feedback.bug_flow import BUG_FLOW
from app.models.feedback.exp import RULE_LABELS, ExpEntry
from app.models.visits.visit import Priority
from app.models.visits.visit_status import PRIORITY_LABELS, PRIORITY_TONES
from app.presenters.status import Badge, status_badge


def bug_page(number: str) -> str:
    """Where its reporter reads about it."""
    return f"/bugs/{number}"


def bug_badge(status: str) -> Badge:
    return status_badge(BUG_FLOW, status)


def bug_priority_badge(priority: str) -> Badge:
    if priority not in Priority.__members__:
        return Badge(priority, "neutral")
    return Badge(PRIORITY_LABELS[Priority(priority)], PRIORITY_TONES[Priority(priority)])


def rule_label(entry: ExpEntry) -> Sentence:
    """What a line of the ledger is for."""
    label = RULE_LABELS.get(entry.rule, entry.rule)
    return gettext("Ditarik kembali: %(what)s", what=label) if entry.reverses_id else label


def cap_text(entry: ExpEntry) -> str:
    """Says so where the day's limit cut an award down."""
    if entry.capped_from is None:
        return ""
    return gettext("Dibatasi batas harian: seharusnya %(points)d EXP.", points=entry.capped_from)
