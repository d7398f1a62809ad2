"""Which function makes which move: the flow tables on one side, the verbs on the other."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.flow import Flow
from app.models.accounts.user import User
from workflows import (
    api_tokens,
    bugs,
    chat,
    customers,
    documents,
    feedback,
    fieldwork,
    forum,
    inbox,
    incidents,
    invoices,
    maintenance,
    monitoring,
    on_call,
    outbox,
    payments,
    ratings,
    social,
    status,
    support,
    teams,
    user_reports,
    visits,
    webhooks,
)
from workflows import (
    help as help_centre,
)
from workflows.accounts import users
from workflows.authentication import mfa
from workflows.releases import after_release, backups, planning, readiness, steering

VERBS: Mapping[str, Mapping[str, Callable[..., Any]]] = {
    "user": {**users.VERBS, **mfa.VERBS},
    "customer": customers.VERBS,
    "visit": {**visits.VERBS, **teams.VERBS, **fieldwork.VISIT_VERBS},
    "extension": fieldwork.EXTENSION_VERBS,
    "alert": fieldwork.ALERT_VERBS,
    "attendance": fieldwork.ATTENDANCE_VERBS,
    "rating": ratings.VERBS,
    "invoice": invoices.VERBS,
    "payment": payments.VERBS,
    "payment_review": payments.REVIEW_VERBS,
    "counter_entry": payments.COUNTER_ENTRY_VERBS,
    "delivery": outbox.VERBS,
    "inbox": inbox.VERBS,
    "bug": bugs.VERBS,
    "promise": outbox.OUTBOX_EVENT_VERBS,
    "hook": webhooks.VERBS,
    "feedback": feedback.VERBS,
    "support": {**support.VERBS, **incidents.TICKET_VERBS},
    "support_rule": support.RULE_VERBS,
    "user_report": user_reports.VERBS,
    "article": help_centre.VERBS,
    "help_gap": help_centre.GAP_VERBS,
    "chat": chat.VERBS,
    "forum_post": forum.VERBS,
    "social_post": social.VERBS,
    "token": api_tokens.VERBS,
    "backup_alarm": backups.VERBS,
    "undrawn_file": documents.UNDRAWN_VERBS,
    "release": readiness.VERBS | steering.VERBS | planning.VERBS | after_release.VERBS,
    "release_item": readiness.ITEM_VERBS,
    "check": monitoring.VERBS,
    "alarm": monitoring.ALARM_VERBS,
    "error": monitoring.ERROR_VERBS,
    "incident": incidents.VERBS,
    "on_call_swap": on_call.SWAP_VERBS,
    "announcement": status.ANNOUNCEMENT_VERBS,
    "maintenance": status.MAINTENANCE_VERBS,
    "maintenance_record": maintenance.VERBS,
}


def find_verb(flow: Flow, name: str) -> Callable[..., Any] | None:
    """The function of a transition, or None for transitions that only the system makes inside another verb."""
    return VERBS.get(flow.name, {}).get(name)


def perform(
    session: Session, flow: Flow, name: str, record_id: int, *, actor: User, now: datetime, answers: Mapping[str, Any]
) -> Any:
    """Make a transition by its name, as every edge does: button, endpoint, Telegram callback."""
    verb = VERBS[flow.name][name]
    return verb(session, **{flow.subject: record_id}, actor=actor, now=now, **answers)
