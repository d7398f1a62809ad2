"""Report a figure of the scorecard for a system that Sigap does not count itself."""

import re
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.releases.after_release import Measure, ReleaseScore
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.transitions import transition

_NUMBER = re.compile(r"([+-]?\d{1,7})(?:[.,](\d{1,6}))?\s*(?:%|md|ms)?", re.ASCII)
_PER_CENT = frozenset({Measure.UPTIME, Measure.ERROR_RATE, Measure.TICKETS})
_LIMITS = {  # as it is typed: per cent, ms, points
    Measure.UPTIME: (0, 100),
    Measure.MEAN_MS: (0, 600_000),
    Measure.ERROR_RATE: (0, 100),
    Measure.NPS: (-100, 100),
    Measure.TICKETS: (-100, 100_000),
}


def report_score(
    session: Session, *, release_id: int, actor: User, measure: str, actual: str, n: int, source: str, now: datetime
) -> Release:
    """Reported again, the newest counts. Raises Invalid for what is no number or out of range."""
    kind = Measure(measure)
    value = read_actual(kind, actual)
    values = {"measure": ["", measure], "actual": ["", actual]}
    release: Release = transition(
        session, RELEASE_FLOW, release_id, "report_score", actor=actor, now=now, details=values
    )
    session.add(
        ReleaseScore(
            release_id=release_id, measure=kind, actual=value, n=n, source=source, reported_by_id=actor.id,
            created_at=now,
        )
    )  # fmt: skip
    session.flush()
    return release


def read_actual(measure: Measure, text: str) -> float:
    """`99,95`, `99.95 %`, `-22`: one comma or point before at most six decimals, no thousands. Raises Invalid."""
    found = _NUMBER.fullmatch(text.strip().replace("−", "-"))
    if found is None:
        raise Invalid(N_("Tulis satu angka, misalnya 99,95 atau -22."), field="actual")
    value = float(f"{found[1]}.{found[2] or 0}")
    least, most = _LIMITS[measure]
    if not least <= value <= most:
        raise Invalid(N_("Angka ini di luar yang mungkin untuk ukuran ini."), field="actual")
    return value / 100 if measure in _PER_CENT else value
