"""CS decides on an alert under the Telegram message."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_, Sentence
from app.core.identifiers import require_id
from app.models.accounts.user import User
from app.models.visits.fieldwork import ALERT_FLOW
from workflows.verbs import perform

WAIT_MINUTES = 15


def wait(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    answers = {"minutes": WAIT_MINUTES}
    perform(session, ALERT_FLOW, "wait", require_id(argument), actor=user, now=now, answers=answers)
    return N_("Ditunggu %(minutes)d menit lagi.", minutes=WAIT_MINUTES)


def go_on(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    perform(session, ALERT_FLOW, "continue_without", require_id(argument), actor=user, now=now, answers={})
    return N_("Pekerjaan dilanjutkan tanpa teknisi ini.")


def replace(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    perform(session, ALERT_FLOW, "replace_technician", require_id(argument), actor=user, now=now, answers={})
    return N_("Tempatnya dibuka kembali sebagai job darurat.")


CALLBACKS: dict[str, Callable[[Session, User, str, datetime], Sentence]] = {
    "alert_wait": wait,
    "alert_continue": go_on,
    "alert_replace": replace,
}
