"""What the tests of notifications share."""

from collections.abc import Callable, Generator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import User
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.notification import Notification
from tests.standins import SendGridStandIn
from workflows.conversations.events import PersonWanted
from workflows.outbox_events import emit

PUBLIC_URL = "https://sigap.contoh.id"


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


@pytest.fixture
def grid() -> Generator[SendGridStandIn]:
    with SendGridStandIn() as grid:
        yield grid
        assert not grid.violations


@pytest.fixture
def mail_app(app_with: Callable[..., Flask], grid: SendGridStandIn) -> Flask:
    return app_with(
        sendgrid_api_base=grid.url,
        sendgrid_api_key=grid.api_key,
        sendgrid_webhook_key=grid.webhook_key,
        smtp_sender="PT Sejuk <kabar@contoh.id>",
        public_url=PUBLIC_URL,
        provider_timeout="3",
    )
