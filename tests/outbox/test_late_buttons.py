"""A message with buttons that was on its way while the decision was made loses its buttons as well."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.jobs.outbox.fan_out import fan_out_due
from app.jobs.outbox.sending.lease import record
from app.jobs.outbox.sending.leased_delivery import Result
from app.models.accounts.user import Role
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage
from app.models.monitoring.alarm import Severity
from app.models.visits.assignment import QueueEntry, QueueStatus
from app.models.visits.fieldwork import EmergencyAlert
from tests.factories import (
    NOW,
    make_assignment,
    make_company,
    make_cs,
    make_sales,
    make_technician,
    make_user,
    make_visit,
)
from workflows.conversations import ask_on_telegram
from workflows.fieldwork import raise_no_show_alerts, repeat_alerts, wait_for_technician
from workflows.incidents import declare_incident
from workflows.on_call.events import PersonCalled
from workflows.outbox import withdraw_buttons
from workflows.outbox_events import emit
from workflows.visits import expire_offers
from workflows.visits.events import PlaceOffered


@pytest.fixture
def relay(app, session):
    """Address everything that waits; Telegram deliveries of one kind."""

    def addressed(kind: str) -> list[Delivery]:
        for message in session.scalars(select(OutboxMessage)):
            message.due_at = NOW - timedelta(days=400)
        session.commit()
        with app.app_context():
            fan_out_due()
        session.expire_all()
        assert [m.error for m in session.scalars(select(OutboxMessage)) if m.error] == []
        found = select(Delivery).where(Delivery.kind == kind, Delivery.channel == Channel.TELEGRAM)
        return list(session.scalars(found.order_by(Delivery.id)))

    return addressed


@pytest.fixture
def land(app, session):
    """The provider's answer about a message is written."""

    def landed(delivery: Delivery, provider_id: int) -> None:
        session.commit()
        with app.app_context():
            sent = Result(delivery.id, 0, DeliveryStatus.SENT, provider_id=str(provider_id), sent_at=NOW)
            record([sent])

    return landed


@pytest.fixture
def visit(session):
    make_company(session)
    return make_visit(session, planned_start=NOW + timedelta(days=1), quota=1)


def edits(found: list[Delivery]) -> list[int]:
    return [one.payload["edit_message_id"] for one in found if "edit_message_id" in one.payload]


@pytest.mark.parametrize("late", [False, True])
def test_a_call_that_lands_after_somebody_has_taken_the_incident(relay, land, session, late):
    make_company(session)
    rani = make_user(session, "Rani", Role.DEVOPS, telegram_chat_id=14, telegram_verified_at=NOW)
    incident = declare_incident(session, title="Gagal bayar", severity=Severity.SEV2, actor=make_cs(session), now=NOW)
    emit(session, PersonCalled(incident_id=incident.id, user_id=rani.id, level=1, late_minutes=0), now=NOW)
    [call] = relay("incident.called")
    if not late:
        land(call, 75)
    told = {"asked": PersonCalled.kind, "outcome": "acknowledged", "incident_id": incident.id}
    withdraw_buttons(session, **told, now=NOW, actor=make_cs(session))
    assert edits(relay("telegram.decided")) == ([] if late else [75])
    session.refresh(call)
    assert ("buttons" in call.payload) is not late
    if late:
        land(call, 75)
        assert edits(relay("telegram.decided")) == [75]


@pytest.mark.parametrize("late", [False, True])
def test_an_offer_that_has_run_out(relay, land, session, visit, late):
    budi = make_technician(session, "Budi", telegram_chat_id=11, telegram_verified_at=NOW)
    visit.places_reserved = 1
    entry = QueueEntry(visit_id=visit.id, technician_id=budi.id, position=1, status=QueueStatus.OFFERED)
    entry.offered_at, entry.offer_expires_at = NOW - timedelta(minutes=10), NOW
    session.add(entry)
    session.flush()
    emit(session, PlaceOffered(visit_id=visit.id, technician_id=budi.id, entry_id=entry.id), now=NOW)
    [offer] = relay("queue.offered")
    if not late:
        land(offer, 70)
    expire_offers(session, now=NOW)
    assert edits(relay("telegram.decided")) == ([] if late else [70])
    session.refresh(offer)
    assert ("buttons" in offer.payload) is not late
    if late:
        land(offer, 70)
        assert edits(relay("telegram.decided")) == [70]


def test_an_alert_that_is_raised_again_after_waiting_keeps_its_buttons(relay, land, session, visit):
    dewi = make_cs(session, telegram_chat_id=12, telegram_verified_at=NOW)
    visit.planned_start = NOW - timedelta(hours=1)
    make_assignment(session, visit, make_technician(session, "Budi"), claimed_at=NOW - timedelta(hours=9))
    raise_no_show_alerts(session, now=NOW)
    [first] = relay("alert.raised")
    alert = session.scalars(select(EmergencyAlert)).one()
    wait_for_technician(session, alert_id=alert.id, actor=dewi, now=NOW, minutes=5)
    relay("telegram.decided")
    repeat_alerts(session, now=NOW + timedelta(minutes=5))
    second = relay("alert.raised")[-1]
    land(second, 71)
    assert edits(relay("telegram.decided")) == []
    land(first, 70)
    assert edits(relay("telegram.decided")) == [70]


def test_the_question_why_an_invoice_is_rejected_ends_with_the_decision(relay, land, session):
    rina = make_sales(session, telegram_chat_id=13, telegram_verified_at=NOW)
    ask_on_telegram(session, user=rina, text="?", asks="reject:7:1", choices=[["a", "b"]], invoice_id=7, now=NOW)
    [question] = relay("telegram.question")
    withdraw_buttons(session, asked="invoice.submitted", outcome="approved", invoice_id=7, actor=rina, now=NOW)
    relay("telegram.decided")
    land(question, 70)
    assert edits(relay("telegram.decided")) == [70]
