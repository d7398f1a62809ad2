"""Other systems hear what happened: signed, once, again when they were away, and never on private addresses."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.models.facts import ALL_FACTS, FACTS
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage
from app.models.messaging.webhooks import EndpointStatus, WebhookEndpoint
from app.models.support.ticket import TicketKind
from integrations.outcome import Refused
from integrations.webhooks.client import HookClient
from tests.factories import NOW, make_admin, make_cs, make_visit
from tests.standins.subscriber import SubscriberStandIn
from tests.support_desk.desk import make_ticket
from tests.webhooks.conftest import relay
from workflows.outbox import resend_delivery
from workflows.support import take_support_ticket
from workflows.visits import cancel_visit, publish_visit
from workflows.webhooks import edit_endpoint, pause_endpoint, rotate_secret, secret_of, try_endpoint
from workflows.webhooks.endpoint_rules import fit_url


def webhook_deliveries(session: Session) -> list[Delivery]:
    found = select(Delivery).where(Delivery.channel == Channel.WEBHOOK).order_by(Delivery.id)
    return list(session.scalars(found))


def cancel_one(session: Session) -> Any:
    visit = make_visit(session, status="DRAFT")
    cancel_visit(session, visit_id=visit.id, actor=make_cs(session), reason="salah catat", now=NOW)
    return visit


def test_a_fact_is_told_with_its_signature(
    hooked: Flask, session: Session, endpoint: WebhookEndpoint, subscriber: SubscriberStandIn
) -> None:
    visit = make_visit(session, status="DRAFT")
    publish_visit(session, visit_id=visit.id, actor=make_cs(session), now=NOW)
    relay(hooked, session)
    told = [fact for fact in subscriber.received if fact["type"] == "visit.opened"]
    assert len(told) == 1
    assert told[0]["data"]["number"] == visit.number
    assert told[0]["data"]["status"] == "OPEN"
    assert told[0]["data"]["was"] == "DRAFT"
    assert told[0]["data"]["url"].endswith(f"/api/v1/visits/{visit.id}")
    assert told[0]["id"].startswith("fact_")


def test_what_nobody_wants_is_not_even_emitted(hooked: Flask, session: Session, endpoint: WebhookEndpoint) -> None:
    session.execute(update(WebhookEndpoint).values(facts=["invoice.paid"], triggers=["invoices.mark_paid"]))
    cancel_one(session)
    session.flush()
    assert session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "fact.happened")).all() == []


def test_a_paused_subscription_hears_nothing(
    hooked: Flask, session: Session, endpoint: WebhookEndpoint, subscriber: SubscriberStandIn
) -> None:
    cancel_one(session)  # promised before the pause
    pause_endpoint(session, endpoint_id=endpoint.id, actor=endpoint.created_by, now=NOW)
    cancel_one(session)
    relay(hooked, session)
    assert subscriber.received == []


def test_a_fact_that_is_rolled_back_was_never_emitted(hooked: Flask, session: Session, endpoint: Any) -> None:
    with session.begin_nested() as savepoint:
        cancel_one(session)
        savepoint.rollback()
    assert session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "fact.happened")).all() == []


def test_a_subscriber_in_trouble_gets_the_same_fact_again(
    hooked: Flask, session: Session, endpoint: WebhookEndpoint, subscriber: SubscriberStandIn
) -> None:
    subscriber.behave(503, times=1)
    cancel_one(session)
    relay(hooked, session)
    delivery = webhook_deliveries(session)[-1]
    assert (delivery.status, delivery.error_code) == (DeliveryStatus.QUEUED, "http_503")
    session.execute(update(Delivery).values(due_at=NOW))
    relay(hooked, session)
    assert webhook_deliveries(session)[-1].status == DeliveryStatus.SENT
    assert len(subscriber.received) == 1


def test_a_redirect_is_not_followed(
    hooked: Flask, session: Session, endpoint: WebhookEndpoint, subscriber: SubscriberStandIn
) -> None:
    subscriber.behave(302)
    cancel_one(session)
    relay(hooked, session)
    assert webhook_deliveries(session)[-1].error_code == "http_302"
    assert len(subscriber.calls) == 1


def test_an_address_that_is_gone_ends_its_subscription(
    hooked: Flask, session: Session, endpoint: WebhookEndpoint, subscriber: SubscriberStandIn
) -> None:
    subscriber.behave(410, times=1)
    cancel_one(session)
    relay(hooked, session)
    assert webhook_deliveries(session)[-1].status == DeliveryStatus.PARKED
    kept = session.get_one(WebhookEndpoint, endpoint.id)
    assert (kept.status, kept.paused_because) == (EndpointStatus.PAUSED, "410 Gone")


def test_send_again_sends_the_same_id(
    hooked: Flask, session: Session, endpoint: WebhookEndpoint, subscriber: SubscriberStandIn
) -> None:
    subscriber.behave(410, times=1)
    cancel_one(session)
    relay(hooked, session)
    resend_delivery(session, delivery_id=webhook_deliveries(session)[-1].id, actor=endpoint.created_by, now=NOW)
    relay(hooked, session)
    assert [call["status"] for call in subscriber.calls] == [410, 200]
    assert webhook_deliveries(session)[-1].provider_id == subscriber.received[0]["id"]


def test_after_a_change_of_secret_both_sign_for_a_day(
    hooked: Flask, session: Session, endpoint: WebhookEndpoint, subscriber: SubscriberStandIn
) -> None:
    rotate_secret(session, endpoint_id=endpoint.id, actor=endpoint.created_by, now=NOW)
    old = subscriber.secret
    for version, secret in (
        (1, old),
        (2, secret_of(hooked.config["SETTINGS"].secret_key, endpoint_id=endpoint.id, version=2)),
    ):
        subscriber.secret = secret
        try_endpoint(session, endpoint_id=endpoint.id, actor=endpoint.created_by, now=NOW)
        relay(hooked, session)
        assert len(subscriber.received) == version
    assert {fact["type"] for fact in subscriber.received} == {"hook.tested"}


@pytest.mark.parametrize(
    "url",
    [
        "http://contoh.id/x",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://10.1.2.3/x",
        "https://169.254.169.254/latest",
        "https://user:pass@contoh.id/x",
        "https://contoh.id:99999/",
        "https:///x",
        "javascript:alert(1)",
        "ftp://contoh.id",
        "https://contoh.id/" + "x" * 250,
        "https://gudang.internal/x",
    ],
)
def test_an_address_that_can_be_seen_to_be_wrong_is_refused(url: str) -> None:
    with pytest.raises(Invalid):
        fit_url(url, loopback=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0"])
def test_wherever_a_name_leads_this_machine_is_never_called(subscriber: SubscriberStandIn, host: str) -> None:
    client = HookClient(timeout=2)
    with pytest.raises(Refused, match="private_address"):
        client.send(f"http://{host}:{subscriber.port}/x", "{}", message_id="m", secrets=["whsec_c2VjcmV0"])
    assert subscriber.calls == []


def test_the_facts_have_one_name_each() -> None:
    assert len(set(ALL_FACTS)) == len(ALL_FACTS)
    assert all(fact.count(".") == 1 for fact in ALL_FACTS)


def test_every_fact_is_a_line_some_move_writes() -> None:
    from app.models import FLOWS  # noqa: PLC0415

    transitions = {flow.model.__tablename__: set(flow.transitions) for flow in FLOWS.values()}
    written_by_hand = {
        "breached",
        "changed",
        "created",
        "customer_wrote",
        "due_moved",
        "forgotten",
        "rated",
        "state_changed",
        "submitted",
    }
    for thing, actions in FACTS.items():
        assert set(actions) <= transitions.get(thing, set()) | written_by_hand, thing


@pytest.mark.parametrize("kind", sorted(TicketKind))
def test_a_security_ticket_is_told_to_no_other_system(
    hooked: Flask, session: Session, endpoint: WebhookEndpoint, subscriber: SubscriberStandIn, kind: TicketKind
) -> None:
    told = {"name": endpoint.name, "url": endpoint.url, "facts": ["ticket.taken"]}
    edit_endpoint(session, endpoint=endpoint, loopback=True, **told)
    ticket = make_ticket(session, at=NOW, kind=kind)
    take_support_ticket(session, ticket_id=ticket.id, actor=make_admin(session, "Tina"), now=NOW)
    relay(hooked, session)
    assert [fact["type"] for fact in subscriber.received] == ([] if kind == TicketKind.SECURITY else ["ticket.taken"])
