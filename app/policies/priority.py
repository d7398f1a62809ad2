"""How urgent a bug is: impact × frequency, where frequency counts how many people have reported it.

| impact   | once   | sometimes | often    | always   |
|----------|--------|-----------|----------|----------|
| blocking | high   | high      | critical | critical |
| major    | medium | medium    | high     | high     |
| minor    | low    | low       | medium   | medium   |
| cosmetic | low    | low       | low      | medium   |

The reporter's estimate is moved to the right by one column from 3 reports on, by two from 6, by three from 12.
"""

from app.models.feedback.bug import Frequency, Impact
from app.models.visits.visit import Priority

_LOW, _MEDIUM, _HIGH, _CRITICAL = Priority.LOW, Priority.MEDIUM, Priority.HIGH, Priority.CRITICAL

TABLE: dict[Impact, tuple[Priority, Priority, Priority, Priority]] = {
    Impact.BLOCKING: (_HIGH, _HIGH, _CRITICAL, _CRITICAL),
    Impact.MAJOR: (_MEDIUM, _MEDIUM, _HIGH, _HIGH),
    Impact.MINOR: (_LOW, _LOW, _MEDIUM, _MEDIUM),
    Impact.COSMETIC: (_LOW, _LOW, _LOW, _MEDIUM),
}
COLUMNS = (Frequency.ONCE, Frequency.SOMETIMES, Frequency.OFTEN, Frequency.ALWAYS)
STEPS = (3, 6, 12)  # reports


def priority_of(impact: Impact, frequency: Frequency, reports: int = 1) -> Priority:
    """The table's word; `reports` counts the first report and its duplicates."""
    column = COLUMNS.index(frequency) + sum(reports >= step for step in STEPS)
    return TABLE[impact][min(column, len(COLUMNS) - 1)]
