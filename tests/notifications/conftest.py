"""What the tests of notifications share."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import User
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.notification import Notification
from workflows.conversations.events import PersonWanted
from workflows.outbox_events import emit


def want_person(session: Session, name: str = "Bu Tini") -> None:
    """A customer asks for a person: everybody in CS is told, on a topic nobody must take."""
    contact = WhatsAppContact(wa_id=None, bsuid=f"ID.{name}", profile_name=name, wants_person_at=utc_now())
    session.add(contact)
    session.flush()
    emit(session, PersonWanted(contact_id=contact.id, reason="asked", words="Halo"), now=utc_now())


def told(session: Session, user: User) -> list[Notification]:
    theirs = select(Notification).where(Notification.user_id == user.id).order_by(Notification.id)
    return list(session.scalars(theirs))


@pytest.fixture
def carry(app: Flask, session: Session) -> Callable[[], None]:
    """Return a function that keeps every promise made so far."""

    def carried() -> None:
        session.commit()
        with app.app_context():
            fan_out_and_send()
        session.expire_all()

    return carried
