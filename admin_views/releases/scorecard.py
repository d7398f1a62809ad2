"""A release's scorecard as its page shows it."""

from typing import Any

from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_, Sentence, gettext
from app.models.releases.after_release import MEASURE_LABELS, Measure
from app.models.releases.release import OWN_SYSTEM, Release
from app.presenters.numbers import figure
from workflows.releases.after_release import Score, Scorecard, read_scorecard

TARGETS: dict[Measure, Sentence] = {
    Measure.UPTIME: N_("paling sedikit 99,9 %"),
    Measure.MEAN_MS: N_("kurang dari 2 detik"),
    Measure.ERROR_RATE: N_("kurang dari 0,1 %"),
    Measure.NPS: N_("lebih dari 50"),
}
FALL, RISE = N_("turun 20 % dari 14 hari sebelumnya"), N_("naik 20 % dari 14 hari sebelumnya")


def scorecard_of(record: Release) -> dict[str, Any] | None:
    card: Scorecard | None = read_scorecard(db.session(), record, now=utc_now())
    if card is None:
        return None
    lines = [
        {"score": one, "label": MEASURE_LABELS[one.measure], "target": target_of(one), "actual": words_of(one)}
        for one in card.scores
    ]
    return {"card": card, "lines": lines, "own": record.system == OWN_SYSTEM}


def target_of(score: Score) -> Sentence:
    return TARGETS.get(score.measure) or (RISE if score.target > 0 else FALL)


def words_of(score: Score) -> str:
    if score.actual is None:
        return "–"
    match score.measure:
        case Measure.MEAN_MS:
            return f"{figure(round(score.actual))} {gettext('md')}"
        case Measure.NPS:
            return figure(round(score.actual, 1))
        case Measure.TICKETS:
            change = figure(round(100 * abs(score.actual), 1))
            return gettext("naik %(n)s %%", n=change) if score.actual > 0 else gettext("turun %(n)s %%", n=change)
        case _:
            return f"{figure(round(100 * score.actual, 3))} %"
