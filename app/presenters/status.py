"""The label and tone a status is shown with."""

from dataclasses import dataclass

from app.core.flow import Flow
from app.core.i18n import Sentence
from app.models.accounts.user import ROLE_LABELS, Role


@dataclass(frozen=True, slots=True)
class Badge:
    text: Sentence
    tone: str


def status_badge(flow: Flow, status: str) -> Badge:
    return Badge(flow.labels.get(flow.statuses(status), status), flow.tones.get(flow.statuses(status), "neutral"))


def role_label(role: str) -> Sentence:
    return ROLE_LABELS.get(Role(role), role) if role in Role.__members__ else role
