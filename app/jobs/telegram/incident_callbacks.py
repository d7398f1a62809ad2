"""Whoever was called acknowledges under the Telegram message."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_, Sentence
from app.core.identifiers import require_id
from app.models.accounts.user import User
from app.models.on_call.calling import ConfirmedBy
from workflows.on_call import NotCalled, acknowledge_call, confirm_test_call, note_refusal


def take(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    """A button that was not meant for this person is refused, and the timeline says so."""
    incident_id = require_id(argument)
    try:
        incident = acknowledge_call(session, incident_id=incident_id, actor=user, now=now)
    except NotCalled as refusal:
        note_refusal(session, incident_id=incident_id, actor=user, now=now)
        return refusal.message
    return N_("%(number)s Anda terima. Selamat bekerja.", number=incident.number)


def confirm(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    confirm_test_call(session, test_id=require_id(argument), actor=user, by=ConfirmedBy.TELEGRAM, now=now)
    return N_("Alarm uji terdengar. Terima kasih.")


CALLBACKS: dict[str, Callable[[Session, User, str, datetime], Sentence]] = {
    "incident_take": take,
    "incident_heard": confirm,
}
