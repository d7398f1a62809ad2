"""What a release's page shows of its rollout: what was asked, what the judge says, both versions beside each other."""

from collections.abc import Callable, Sequence
from typing import Any

from admin_views.framework.charts import Chart, chart_of
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_, Sentence
from app.models.releases.release import Release, ReleaseStatus
from app.models.releases.steering import COMMAND_LABELS, Adapter, CommandStatus, RolloutSample
from workflows.heartbeats import CONTROLLER, STEERER, list_parts
from workflows.releases.steering import find_system, list_commands, list_samples

PARTS = {Adapter.MACHINE: CONTROLLER, Adapter.REMOTE: STEERER}
MOVING = {ReleaseStatus.READY, ReleaseStatus.ROLLING}
TONES = {CommandStatus.WAITING: "warning", CommandStatus.DONE: "success", CommandStatus.REFUSED: "danger"}
Read = Callable[[RolloutSample], float | None]


def rollout_of(record: Release) -> dict[str, Any]:
    session = db.session()
    system = find_system(session, record.system)
    is_steered = system is not None and system.adapter != Adapter.BY_HAND
    commands, samples = list_commands(session, record.id), list_samples(session, record.id)
    return {
        "is_shown": bool(commands or samples) or (is_steered and record.status in MOVING),
        "is_moving": is_steered and record.status in MOVING,
        "is_silent": system is not None and system.adapter in PARTS and not _is_well(PARTS[system.adapter]),
        "percent": record.percent,
        "commands": [{"it": one, "label": COMMAND_LABELS[one.verb], "tone": TONES[one.status]} for one in commands],
        "last": samples[-1] if samples else None,
        "charts": _charts(samples) if samples else [],
    }


def _is_well(name: str) -> bool:
    return any(part.name == name and part.is_well for part in list_parts(db.session(), now=utc_now()))


def _charts(samples: Sequence[RolloutSample]) -> list[Chart]:
    new, old = N_("Versi baru"), N_("Versi lama")
    rows: list[tuple[Sentence, Sentence, Sentence, list[tuple[Sentence, Read]]]] = [
        (
            N_("Tingkat galat"),
            N_("%"),
            N_("Jawaban 5xx dari permintaan yang dijawab versi itu sejak langkah ini."),
            [
                (new, lambda one: _share(one.errors, one.requests)),
                (old, lambda one: _share(one.old_errors, one.old_requests)),
            ],
        ),
        (
            N_("p95"),
            N_("md"),
            N_("95 % jawaban lebih cepat dari ini."),
            [(new, lambda one: one.p95_ms), (old, lambda one: one.old_p95_ms)],
        ),
        (
            N_("Memori versi baru"),
            N_("MB"),
            N_("Terpakai oleh proses versi baru saat diukur."),
            [(new, lambda one: one.memory_mb)],
        ),
    ]
    places, more = _steps(samples), {"steps": [one.created_at for one in samples]}
    return [
        chart_of(
            label,
            unit,
            [(name, [read(one) for one in samples]) for name, read in reads],
            places,
            meaning=meaning,
            **more,
        )
        for label, unit, meaning, reads in rows
    ]


def _steps(samples: Sequence[RolloutSample]) -> list[tuple[float, str]]:
    """Where each step began."""
    starts = [place for place, one in enumerate(samples) if place == 0 or one.percent != samples[place - 1].percent]
    return [(round(100 * place / len(samples), 2), f"{samples[place].percent} %") for place in starts]


def _share(errors: int, requests: int) -> float | None:
    return 100 * errors / requests if requests else None
