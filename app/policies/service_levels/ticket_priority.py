"""How urgent a support ticket is: impact × urgency. The table stands in the database; this is what it begins with.

|         | critical | high     | medium | low    |
|---------|----------|----------|--------|--------|
| wide    | critical | critical | high   | medium |
| large   | critical | high     | high   | medium |
| limited | high     | high     | medium | low    |
| small   | high     | medium   | low    | low    |
"""

from collections.abc import Mapping

from app.models.support.ticket import Extent
from app.models.visits.visit import Priority

_L, _M, _H, _C = Priority.LOW, Priority.MEDIUM, Priority.HIGH, Priority.CRITICAL
URGENCIES = (_C, _H, _M, _L)
_ROWS = {
    Extent.WIDE: (_C, _C, _H, _M),
    Extent.LARGE: (_C, _H, _H, _M),
    Extent.LIMITED: (_H, _H, _M, _L),
    Extent.SMALL: (_H, _M, _L, _L),
}
DEFAULT_TABLE: Mapping[tuple[Extent, Priority], Priority] = {
    (impact, urgency): priority
    for impact, row in _ROWS.items()
    for urgency, priority in zip(URGENCIES, row, strict=True)
}
