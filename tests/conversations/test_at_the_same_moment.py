"""Two messages at once: the database decides, and both get a true answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.jobs.inbox.apply import apply_next
from app.models.customers.customer import Customer
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import OutboxMessage
from tests.standins import payloads

pytestmark = [pytest.mark.slow, pytest.mark.concurrency]
FULL = "DAFTAR#Pak Agus#Jl. Merdeka 1, Bandung#AC mati"
NUMBER = "0812-3456-7890"


def _keep(session: Session, number: int, payload: dict[str, object]) -> None:
    session.add(
        InboxEvent(provider="WHATSAPP", unique_key=f"test:{number}", kind="message", raw=payload, due_at=utc_now())
    )


def _apply_all(app: Flask, workers: int) -> None:
    def work(_: int) -> None:
        with app.app_context():
            try:
                while apply_next():
                    pass
            finally:
                db.session.remove()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))


def test_the_same_person_many_times_is_one_customer_and_a_typed_number_is_nobodys_key(
    committed_app: Flask, open_session: Callable[[], Session]
) -> None:
    session = open_session()
    for number in range(6):
        _keep(session, number, payloads.whatsapp_text(FULL, user_id=None))
    for number in range(6, 10):
        payload = payloads.whatsapp_text(f"{FULL}\nHP: {NUMBER}", wa_id=None, user_id=f"ID.{number}")
        _keep(session, number, payload)
    session.commit()
    _apply_all(committed_app, 4)
    session.rollback()
    numbers = sorted(session.scalars(select(Customer.phone_e164)), key=str)
    assert numbers == ["+6281234567890", None, None, None, None]
    assert set(session.scalars(select(InboxEvent.status))) == {"APPLIED"}
    linked = session.scalars(select(WhatsAppContact).where(WhatsAppContact.customer_id.is_not(None))).all()
    assert len(linked) >= 1
    answers = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "contact.reply")).all()
    assert len(answers) >= 7
