"""How tickets are shown."""

from app.models.visits.visit import PRIORITY_LABELS, Priority
from app.presenters.status import TONES, Badge


def priority_badge(priority: Priority | str) -> Badge:
    return Badge(PRIORITY_LABELS[Priority(priority)], TONES[priority])
