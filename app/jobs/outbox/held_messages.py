"""Scheduled job: answers whose seconds of taking back are over."""

from datetime import datetime
from typing import Any

from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.models import BUG_FLOW, FEEDBACK_FLOW
from app.models.composing import HeldMessage
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.composing import send_next_held
from workflows.conversations import write_to_contact
from workflows.verbs import perform

FLOWS = {flow.model.__tablename__: flow for flow in (BUG_FLOW, FEEDBACK_FLOW, SUPPORT_FLOW)}
MOST = 200  # in one run; the rest waits for the next


def send_held_messages() -> None:
    """RQ job. Each in its own transaction; running twice sends nothing twice."""
    for _ in range(MOST):
        if not unit_of_work(lambda session: send_next_held(session, send_step, now=utc_now())):
            break


def send_step(session: Session, held: HeldMessage, now: datetime) -> None:
    with force_locale(held.author.locale):
        if held.thing == "whatsapp_contacts":
            write_to_contact(session, contact_id=held.thing_id, text=held.text, actor=held.author, now=now)
            return
        flow = FLOWS[held.thing]
        asked = [ask.name for ask in flow.transitions[held.step].asks]
        words: dict[str, Any] = {asked[0]: held.text}
        if "seen" in asked:  # somebody else may have answered in the seconds of taking back
            words["seen"] = held.seen
        perform(session, flow, held.step, held.thing_id, actor=held.author, now=now, answers=words)
