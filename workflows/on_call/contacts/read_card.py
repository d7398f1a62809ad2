"""What the card of emergency contacts says."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.on_call.card import EmergencyCard
from app.models.on_call.schedule import EmergencyContact


@dataclass(frozen=True, slots=True)
class Card:
    """`digest` is another one when a word of it is."""

    contacts: Sequence[EmergencyContact]
    digest: str


def read_card(session: Session) -> Card:
    """In their order; without a contact the card is empty."""
    contacts = session.scalars(select(EmergencyContact).order_by(EmergencyContact.position, EmergencyContact.id)).all()
    entries = [(one.name, one.duty, one.phone_e164, one.notes, str(one.verified_at)) for one in contacts]
    return Card(contacts, hashlib.sha256(repr(entries).encode()).hexdigest())


def find_drawn_card(session: Session) -> EmergencyCard | None:
    return session.get(EmergencyCard, 1)
