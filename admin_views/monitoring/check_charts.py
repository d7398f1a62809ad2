"""The chart of one check: how long its answers took, from the sums of five minutes, with releases and incidents."""

from datetime import datetime, timedelta
from typing import Any

from flask_login import current_user
from sqlalchemy.orm import Session

from admin_views.framework.charts import chart_of
from admin_views.monitoring.traffic_charts import mark_words
from app.core.i18n import N_
from app.policies.visibility import incidents_visible_to
from workflows.monitoring import list_incident_markers, list_markers, list_sums

HOUR = timedelta(hours=1)
# hours shown: label, minutes of one step
SPANS = {24: (N_("24 jam"), 15), 168: (N_("7 hari"), 120), 720: (N_("30 hari"), 480), 2160: (N_("90 hari"), 1440)}

MEANING = N_("Semua pemeriksaan dalam satu langkah, juga yang gagal: rata-ratanya dan yang terlama.")


def check_chart(session: Session, check_id: int, hours: int | None, now: datetime) -> dict[str, Any]:
    """`looks` and `failed` of the whole span; its mean and longest answers step by step."""
    hours = hours if hours in SPANS else 24
    step = timedelta(minutes=SPANS[hours][1])
    until = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0) + timedelta(minutes=5)
    span = {"since": until - hours * HOUR, "until": until}
    lines = list_sums(session, check_id=check_id, step=step, **span)
    began = list_incident_markers(session, visible=incidents_visible_to(current_user), **span)
    marks = [*list_markers(session, **span), *began]
    places = [(round(100 * ((one.at - span["since"]) / (hours * HOUR)), 2), mark_words(one)) for one in marks]
    series = [(N_("rata-rata"), [one.mean_ms for one in lines]), (N_("terlama"), [one.max_ms for one in lines])]
    failed = sum(one.failed for one in lines)
    return {
        "hours": hours,
        "spans": {each: label for each, (label, _minutes) in SPANS.items()},
        "chart": chart_of(
            N_("Lama jawaban"), N_("md"), series, places, steps=[one.at for one in lines], meaning=MEANING
        ),
        "marks": [(one.at, mark_words(one)) for one in sorted(marks, key=lambda one: one.at)],
        "looks": sum(one.ok for one in lines) + failed,
        "failed": failed,
        "first": span["since"],
        "last": now,
    }
