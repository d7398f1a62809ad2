"""The label and tone a status is shown with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.flow import Flow
from app.core.i18n import Sentence
from app.models.accounts.user import ROLE_LABELS, Role
from app.presenters.dates import moment


@dataclass(frozen=True, slots=True)
class Badge:
    text: Sentence
    tone: str


def status_badge(flow: Flow, status: str) -> Badge:
    return Badge(flow.labels.get(flow.statuses(status), status), flow.tones.get(flow.statuses(status), "neutral"))


def status_steps(flow: Flow, taken: Iterable[tuple[str, datetime]]) -> list[dict[str, Any]]:
    """Entries of `ui.timeline`: each status with its beginning, in the order given."""
    return [
        {"at": moment(at), "at_iso": at.isoformat(), "title": badge.text, "tone": badge.tone}
        for status, at in taken
        if (badge := status_badge(flow, status))
    ]


def role_label(role: str) -> Sentence:
    return ROLE_LABELS.get(Role(role), role) if role in Role.__members__ else role
