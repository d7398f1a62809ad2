"""How tickets are shown."""

from app.models.visits.visit import Priority
from app.models.visits.visit_status import PRIORITY_LABELS, PRIORITY_TONES
from app.presenters.status import Badge


def priority_badge(priority: Priority | str) -> Badge:
    return Badge(PRIORITY_LABELS[Priority(priority)], PRIORITY_TONES[Priority(priority)])
