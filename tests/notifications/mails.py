"""Sending one mail and reading it."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import User
from app.models.messaging.outbox import Channel, Delivery
from tests.factories import make_cs
from tests.notifications.conftest import want_person


def carry(flask_app: Flask, session: Session) -> None:
    session.execute(update(Delivery).where(Delivery.status == "QUEUED").values(due_at=utc_now() - timedelta(1)))
    session.commit()
    with flask_app.app_context():
        fan_out_and_send()
    session.expire_all()


def delivery(session: Session) -> Delivery:
    return session.scalars(select(Delivery).where(Delivery.channel == Channel.EMAIL)).one()


def sent(flask_app: Flask, session: Session, **given: Any) -> tuple[User, Delivery]:
    dewi = make_cs(session, **given)
    want_person(session, "Bu <Tini>")
    carry(flask_app, session)
    return dewi, delivery(session)
