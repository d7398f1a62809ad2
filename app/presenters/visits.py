"""How tickets are shown."""

from app.models.visits.visit import PRIORITY_LABELS, PRIORITY_TONES, Priority
from app.presenters.status import Badge


def priority_badge(priority: Priority | str) -> Badge:
    return Badge(PRIORITY_LABELS[Priority(priority)], PRIORITY_TONES[Priority(priority)])
