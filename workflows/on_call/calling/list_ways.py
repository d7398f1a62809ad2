"""By which channels a person is called, and after how many minutes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Channel
from app.models.on_call.calling import STANDARD_ORDER, WAYS, CallStep
from workflows.notifications import list_push_subscriptions, reaches_on_telegram
from workflows.outbox import has_template

CALL_TEMPLATE = "incident.called"  # the approved WhatsApp template that calls outside of the 24 hours
Way = tuple[Channel, int]  # minutes


def list_chosen_ways(session: Session, user_id: int) -> list[Way]:
    """As the person set them, else the standard ones; whether they reach is not looked at."""
    own = {step.channel: step.minutes for step in session.scalars(select(CallStep).where(CallStep.user_id == user_id))}
    ways = [(Channel(channel), minutes) for channel, minutes in own.items()] or list(STANDARD_ORDER)
    return sorted(ways, key=lambda way: (way[1], WAYS.index(way[0])))


def list_ways(session: Session, user: User, *, now: datetime) -> list[Way]:
    """Those that reach the person, in order; the first is used at once, the others keep their distance from it."""
    ways = [way for way in list_chosen_ways(session, user.id) if _reaches(session, user, way[0], now)]
    first = ways[0][1] if ways else 0
    return [(channel, minutes - first) for channel, minutes in ways]


def _reaches(session: Session, user: User, channel: Channel, now: datetime) -> bool:
    match channel:
        case Channel.TELEGRAM:
            return reaches_on_telegram(user)
        case Channel.PUSH:
            return bool(list_push_subscriptions(session, user_id=user.id))
        case Channel.WHATSAPP:
            return _reaches_on_whatsapp(session, user, now)
        case _:
            return bool(user.email)


def _reaches_on_whatsapp(session: Session, user: User, now: datetime) -> bool:
    """Within 24 hours of their last message any text is delivered, later the approved template only."""
    if not user.phone_e164:
        return False
    if has_template(session, kind=CALL_TEMPLATE):
        return True
    written = select(WhatsAppContact).where(WhatsAppContact.phone_e164 == user.phone_e164)
    return any(contact.window_is_open(now) for contact in session.scalars(written))
