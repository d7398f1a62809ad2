"""What tests of the shipped files share."""

import pytest
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.web.monitoring.families import QueueFigure, families_of
from workflows.monitoring import read_figures


@pytest.fixture
def emitted(session: Session) -> set[str]:
    """Every name that /metrics has."""
    figures = read_figures(session, now=utc_now())
    names = set()
    for family in families_of(
        version="1", colour="", totals=[], figures=figures, queues={"default": QueueFigure(0, 0.0)}
    ):
        endings = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(family.type, ("",))
        names |= {family.name + ending for ending in endings}
    return names
