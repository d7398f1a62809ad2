"""Read a WhatsApp reply as the answer to a call."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.identifiers import read_id
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.on_call.calling import CallTest, ConfirmedBy
from app.models.on_call.escalation import Escalation, EscalationCall, EscalationStatus
from app.policies.on_call import may_be_on_call
from workflows.on_call.calling.confirm_test_call import confirm_test_call
from workflows.on_call.escalating.acknowledge_call import NotCalled, acknowledge_call
from workflows.on_call.escalating.note_refusal import note_refusal
from workflows.on_call.events import PersonCalled

TAKES = re.compile(r"(?:saya\s+)?(?:terima|ambil|ack)(?:\s+(?P<number>ins-\d{4}-\d{6}))?", re.IGNORECASE)
CONFIRMS = re.compile(r"(?:saya\s+)?dengar", re.IGNORECASE)
TAKE_BUTTON, TEST_BUTTON = "incident_take", "incident_heard"


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """`outcome`: taken, confirmed, none, or refused with `why`."""

    outcome: str
    number: str = ""
    why: str = ""


def answer_on_whatsapp(
    session: Session, contact: WhatsAppContact, *, phone: str | None, words: str, button: str, replied_to: str,
    now: datetime,
) -> CallAnswer | None:  # fmt: skip
    """None: not an answer to a call. `phone` is the number that Meta vouches for; `replied_to` the message's id there.

    The whole message is "terima", "saya terima", "ambil" or "ack", with the incident's number or without, or "dengar";
    or it is the button under the call. Words that nothing asked for are part of the conversation.
    """
    person = _person(session, phone)
    if person is None:
        return None
    kind, _, argument = button.partition(":")
    text = " ".join(words.split()).strip(" .!*_")
    takes, confirms = TAKES.fullmatch(text), CONFIRMS.fullmatch(text)
    if kind == TEST_BUTTON or (confirms and kind != TAKE_BUTTON):
        answer = _confirm(session, person, read_id(argument) or _open_test(session, person), now)
    elif kind == TAKE_BUTTON or takes:
        incident_id = read_id(argument) or _incident_of(session, person, takes and takes["number"], contact, replied_to)
        answer = _take(session, person, incident_id, now)
    else:
        return None
    asked = button or (takes and takes["number"]) or _ringing(session, person) or _open_test(session, person)
    return answer if answer.outcome != "none" or asked else None


def _person(session: Session, phone: str | None) -> User | None:
    if phone is None:
        return None
    theirs = select(User).where(User.phone_e164 == phone, may_be_on_call())
    return session.scalars(theirs).one_or_none()


def _take(session: Session, person: User, incident_id: int | None, now: datetime) -> CallAnswer:
    if incident_id is None:
        return CallAnswer("none")
    try:
        incident = acknowledge_call(session, incident_id=incident_id, actor=person, now=now)
    except NotCalled as refusal:
        note_refusal(session, incident_id=incident_id, actor=person, now=now)
        return CallAnswer("refused", why=str(refusal.message))
    except DomainError as refusal:
        return CallAnswer("refused", why=str(refusal.message))
    return CallAnswer("taken", number=incident.number)


def _confirm(session: Session, person: User, test_id: int | None, now: datetime) -> CallAnswer:
    if test_id is None:
        return CallAnswer("none")
    try:
        confirm_test_call(session, test_id=test_id, actor=person, by=ConfirmedBy.WHATSAPP, now=now)
    except DomainError as refusal:
        return CallAnswer("refused", why=str(refusal.message))
    return CallAnswer("confirmed")


def _incident_of(
    session: Session, person: User, number: str | None, contact: WhatsAppContact, replied_to: str
) -> int | None:
    """The one that is named, else that of the message replied to, else the only one that rings for this person."""
    if number:
        return session.scalar(select(Incident.id).where(Incident.number == number.upper()))
    quoted = (
        select(OutboxMessage.payload["incident_id"].as_integer())
        .join(Delivery, Delivery.message_id == OutboxMessage.id)
        .where(
            Delivery.contact_id == contact.id, Delivery.provider_id == replied_to, Delivery.kind == PersonCalled.kind
        )
    )
    if replied_to and (found := session.scalar(quoted.limit(1))) is not None:
        return found
    calling = _ringing(session, person)
    return calling[0] if len(calling) == 1 else None


def _ringing(session: Session, person: User) -> Sequence[int]:
    """The incidents that call this person, at most two of them."""
    ringing = (
        select(Escalation.incident_id)
        .join(EscalationCall, EscalationCall.escalation_id == Escalation.id)
        .where(EscalationCall.user_id == person.id, EscalationCall.cycle == Escalation.cycle)
        .where(Escalation.status != EscalationStatus.ENDED)
        .distinct()
        .order_by(Escalation.incident_id.desc())
    )
    return session.scalars(ringing.limit(2)).all()


def _open_test(session: Session, person: User) -> int | None:
    """The last test call, unless it was confirmed."""
    tests = select(CallTest).where(CallTest.user_id == person.id).order_by(CallTest.id.desc())
    last = session.scalars(tests.limit(1)).one_or_none()
    return last.id if last is not None and last.confirmed_at is None else None
