"""Which function makes which move: the flow tables on one side, the verbs on the other."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.flow import Flow
from app.models.user import User
from workflows import (
    bugs,
    customers,
    execution,
    factors,
    feedback,
    hooks,
    inbox,
    invoices,
    outbox,
    payments,
    support,
    tokens,
    user_reports,
    users,
    visits,
)

VERBS: Mapping[str, Mapping[str, Callable[..., Any]]] = {
    "user": {**users.VERBS, **factors.VERBS},
    "customer": customers.VERBS,
    "visit": {**visits.VERBS, **execution.VISIT_VERBS},
    "extension": execution.EXTENSION_VERBS,
    "alert": execution.ALERT_VERBS,
    "invoice": invoices.VERBS,
    "payment": payments.VERBS,
    "delivery": outbox.VERBS,
    "inbox": inbox.VERBS,
    "bug": bugs.VERBS,
    "promise": outbox.PROMISE_VERBS,
    "hook": hooks.VERBS,
    "feedback": feedback.VERBS,
    "support": support.VERBS,
    "user_report": user_reports.VERBS,
    "token": tokens.VERBS,
}


def find_verb(flow: Flow, name: str) -> Callable[..., Any] | None:
    """The function of a move, or None for moves that only the system makes inside another verb."""
    return VERBS.get(flow.name, {}).get(name)


def perform(
    session: Session, flow: Flow, name: str, record_id: int, *, actor: User, now: datetime, answers: Mapping[str, Any]
) -> Any:
    """Make a move by its name, as every edge does: button, endpoint, Telegram callback."""
    verb = VERBS[flow.name][name]
    return verb(session, **{flow.subject: record_id}, actor=actor, now=now, **answers)
