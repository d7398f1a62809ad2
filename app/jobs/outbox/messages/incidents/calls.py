"""Calls to people on call, real ones and tests: one message for each way, later ones only while nobody has answered."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import Sealed
from app.core.i18n import N_
from app.http.pages.links.call_link import call_link, test_call_link
from app.jobs.outbox.messages.incidents.handling import incident_facts
from app.jobs.outbox.messages.message import Button, MessageBuilder, OutgoingMessage, to_pushes, to_user
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.messaging.outbox import Channel, OutboxMessage
from app.models.on_call.calling import CallTest
from app.models.on_call.escalation import Escalation, EscalationCall, EscalationStatus


def person_called(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Where the person is reached, whatever they have turned off; what is over or answered meanwhile calls nobody.

    Without its button when somebody has taken the incident since.
    """
    given = message.payload
    incident, person = session.get_one(Incident, given["incident_id"]), session.get_one(User, given["user_id"])
    escalation = session.scalars(select(Escalation).where(Escalation.incident_id == incident.id)).one()
    answered = _is_answered(session, escalation, given)
    rings = escalation.status == EscalationStatus.RINGING and escalation.cycle == given["cycle"] and not answered
    if escalation.status == EscalationStatus.ENDED or (given.get("again") and not rings):
        return
    facts = incident_facts(incident) | {"level": given["level"], "late": given["late_minutes"]}
    button = Button(N_("Saya terima"), callback=f"incident_take:{incident.id}")
    buttons = () if answered else ((button,),)
    panel = f"/admin/incidents/details/?id={incident.id}"
    link = call_link(incident.id, person.id, person.links_version, utc_now())
    yield from _call(session, message, person, facts, link, buttons, panel)


def _is_answered(session: Session, escalation: Escalation, given: dict[str, Any]) -> bool:
    """Somebody has acknowledged since this call began; both moments are of the clock of whoever called and answered."""
    began = select(EscalationCall.created_at).where(
        EscalationCall.escalation_id == escalation.id,
        EscalationCall.cycle == given["cycle"],
        EscalationCall.level == given["level"],
        EscalationCall.user_id == given["user_id"],
    )
    at = session.scalar(began)
    return at is not None and escalation.acknowledged_at is not None and escalation.acknowledged_at >= at


def test_call(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    test = session.get_one(CallTest, message.payload["test_id"])
    if message.payload["again"] and test.confirmed_at is not None:
        return
    buttons = ((Button(N_("Saya dengar"), callback=f"incident_heard:{test.id}"),),)
    person = session.get_one(User, test.user_id)
    link = test_call_link(test.id, person.id, person.links_version, utc_now())
    yield from _call(session, message, person, {}, link, buttons, "/admin/on-call/")


def _call(
    session: Session, message: OutboxMessage, person: User, facts: dict[str, Any], sealed_link: tuple[str, Sealed],
    buttons: tuple[tuple[Button, ...], ...], panel: str,
) -> Iterable[OutgoingMessage]:  # fmt: skip
    """`sealed_link` answers without a log-in; `panel` is where the notification of our own pages leads."""
    link, sealed = sealed_link
    channel = message.payload.get("channel", "")
    given: dict[str, Any] = {"template": message.kind, "facts": facts}
    if channel == Channel.PUSH:
        yield from to_pushes(session, person, message.kind, facts, link=panel)
    elif channel:
        more: dict[str, Any] = {"link": link, "buttons": buttons, "extra": {"sealed": sealed}, "urgent": True}
        yield OutgoingMessage(channel=Channel(channel), **given, user=person, **more)
    else:
        yield to_user(person, message.kind, facts, link=link, buttons=buttons, extra={"sealed": sealed})
    if not message.payload.get("again"):
        extra = {"address": person.username, "path": panel}
        yield OutgoingMessage(channel=Channel.IN_APP, **given, user=person, extra=extra)


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"incident.called": person_called, "incident.test_call": test_call}
