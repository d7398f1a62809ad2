"""The word and the tone a status is shown with."""

from dataclasses import dataclass

from app.core.flow import Flow
from app.core.i18n import Sentence
from app.models.accounts.user import ROLE_LABELS, Role

TONES = {
    "DRAFT": "neutral",
    "OPEN": "primary",
    "ASSIGNED": "primary",
    "IN_PROGRESS": "warning",
    "DONE": "positive",
    "CLOSED": "neutral",
    "CANCELLED": "neutral",
    "PENDING": "warning",
    "WAITING": "warning",
    "REVISION": "danger",
    "REJECTED": "danger",
    "APPROVED": "positive",
    "SENT": "primary",
    "PAID": "positive",
    "VOID": "neutral",
    "PARKED": "danger",
    "FAILED": "danger",
    "SANDBOX": "neutral",
    "BY_HAND": "warning",
    "QUEUED": "warning",
    "DELIVERED": "positive",
    "READ": "positive",
    "ACTIVE": "positive",
    "INACTIVE": "neutral",
    "DELETED": "danger",
    "RECEIVED": "warning",
    "APPLIED": "positive",
    "IGNORED": "neutral",
    "CONFIRMED": "primary",
    "TESTING": "warning",
    "FIXED": "positive",
    "CANNOT_REPRODUCE": "neutral",
    "DUPLICATE": "neutral",
    "CRITICAL": "danger",
    "HIGH": "warning",
    "MEDIUM": "neutral",
    "LOW": "neutral",
    "NEW": "warning",
    "IN_REVIEW": "primary",
    "FOLLOWED_UP": "positive",
    "HANDLED": "positive",
    "REVOKED": "neutral",
}


@dataclass(frozen=True, slots=True)
class Badge:
    text: Sentence
    tone: str


def status_badge(flow: Flow, status: str) -> Badge:
    return Badge(flow.labels.get(flow.statuses(status), status), TONES.get(status, "neutral"))


def role_label(role: str) -> Sentence:
    return ROLE_LABELS.get(Role(role), role) if role in Role.__members__ else role
