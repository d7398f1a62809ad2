"""A line of a release's checklist, and the release's place on its way, as its page shows them."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from app.core.i18n import gettext, in_own_language
from app.models.releases.evidence_words import words_of_line
from app.models.releases.readiness import ItemStatus
from app.models.releases.release import STEPS, Release, ReleaseStatus
from app.presenters.checklist_lines import line_label


def step_words(step: Mapping[str, str]) -> str:
    """Of a kept check before deployment; English was not kept before 0.2."""
    return in_own_language(step["message"], step.get("messageEn", ""))


LINE_WORDS = {"line_label": line_label, "line_words": words_of_line, "step_words": step_words}  # for its template


def line_of(state: Any) -> dict[str, Any]:
    stale = {
        "failed": gettext("tidak lulus"),
        "old": gettext("basi"),
        "other_commit": gettext("dari commit lain"),
        "": "",
    }[state.stale]
    step = "untick" if state.item.status == ItemStatus.DONE else "tick"
    url = url_for("release_item.transition_view", id=state.item.id, step=step)
    return {"state": state, "item": state.item, "stale": stale, "url": url, "step": step}


def steps_of(record: Release) -> list[dict[str, Any]]:
    labels = [
        gettext("Disiapkan"),
        gettext("Siap"),
        *(f"{step} %" for step in STEPS),
        gettext("Langsung"),
        gettext("Selesai"),
    ]
    places = {ReleaseStatus.PREPARING: 0, ReleaseStatus.READY: 1, ReleaseStatus.LIVE: 6, ReleaseStatus.DONE: 8}
    at = places.get(record.status, -1)  # cancelled and taken back: at none
    if record.status == ReleaseStatus.ROLLING:
        at = 2 + STEPS.index(record.percent) if record.percent in STEPS else 2
    states = ["done" if place < at else "current" if place == at else "todo" for place in range(len(labels))]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]
