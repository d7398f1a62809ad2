"""Groups of Slack and Teams hear how an incident stands, in the shapes that their webhooks take."""

from functools import partial

import pytest
from sqlalchemy import select

from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import Role
from app.models.incidents.incident import IncidentKind
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from app.models.monitoring.alarm import Severity
from app.settings import BadSettings
from integrations.team_chats import GroupMessage, is_address_of
from integrations.team_chats.slack import slack_body
from tests.factories import NOW, make_company, make_user
from tests.standins.chats.team_chats import TeamChatsStandIn
from workflows.incidents import VERBS, declare_incident

GROUPS = Channel.WEBHOOK, Channel.TELEGRAM


@pytest.fixture
def chats():
    with TeamChatsStandIn() as standin:
        yield standin
        assert not standin.violations


@pytest.fixture
def told_in(app_with, session, chats):
    """Return a function that declares an incident, takes these steps and gives what the groups received."""
    make_company(session)
    rani = make_user(session, "Rani", Role.DEVOPS)

    def tell(locale, *steps, **given):
        app = app_with(
            webhook_loopback=True, slack_webhook_url=f"{chats.url}/slack", teams_webhook_url=f"{chats.url}/teams",
            telegram_group_id="-100123", group_locale=locale,
        )  # fmt: skip
        facts = {"title": "Pembayaran <gagal>", "severity": Severity.SEV2, "component": "Portal"} | given
        incident = declare_incident(session, actor=rani, now=NOW, **facts)
        for name, answers in steps:
            VERBS[name](session, incident_id=incident.id, actor=rani, now=NOW, **answers)
        session.commit()
        with app.app_context():
            fan_out_and_send()
        session.expire_all()
        return list(chats.received)

    return tell


@pytest.fixture
def told(told_in):
    return partial(told_in, "id")


def test_each_step_is_told_once_to_each_group(told, session):
    received = told(
        ("acknowledge", {}), ("command", {}), ("publish", {"text": "Kami selidiki"}), ("resolve", {"outcome": "Kunci"})
    )
    assert sorted(one["kind"] for one in received) == ["slack"] * 4 + ["teams"] * 4  # a role is no news
    first = next(one["body"] for one in received if one["kind"] == "slack")
    assert "Pembayaran &lt;gagal&gt;" in first["text"]
    card = next(one["body"] for one in received if one["kind"] == "teams")["attachments"][0]["content"]
    assert "Pembayaran <gagal>" in card["body"][0]["text"]
    assert {"title": "Komponen", "value": "Portal"} in card["body"][-1]["facts"]
    rows = session.scalars(
        select(Delivery).where(Delivery.kind == "incident.moved", Delivery.channel.in_(GROUPS))
    ).all()
    assert {row.address for row in rows} == {"slack", "teams", "-100123"}  # no secret address in any row


def test_groups_are_told_in_their_language(told_in):
    received = told_in("en", ("acknowledge", {}), ("resolve", {"outcome": "Lock taken out"}))
    facts = [
        one["body"]["attachments"][0]["content"]["body"][-1]["facts"] for one in received if one["kind"] == "teams"
    ]
    assert {"title": "Severity", "value": "SEV2, an important function is down"} in facts[-1]
    assert {"title": "Status", "value": "Done"} in facts[-1]
    slack = [str(one["body"]) for one in received if one["kind"] == "slack"]
    assert "Open the incident" in slack[-1]
    assert not any("Tingkat" in one or "Buka insiden" in one for one in slack)


def test_of_a_security_incident_only_the_number_leaves(told):
    received = told(("acknowledge", {}), kind=IncidentKind.SECURITY)
    assert {one["kind"] for one in received} == {"slack", "teams"}
    assert all("Pembayaran" not in str(one) and "Portal" not in str(one) for one in received)
    assert all("Insiden terbatas" in str(one) for one in received)


@pytest.mark.parametrize(
    ("status", "left"),
    [
        (404, DeliveryStatus.PARKED),
        (410, DeliveryStatus.PARKED),
        (403, DeliveryStatus.PARKED),
        (500, DeliveryStatus.QUEUED),
    ],
)
def test_a_webhook_that_is_gone_is_parked_and_trouble_comes_again(told, session, chats, status, left):
    chats.behave(status, times=2)
    told()
    rows = session.scalars(select(Delivery).where(Delivery.channel == Channel.WEBHOOK)).all()
    assert {row.status for row in rows} == {left}


@pytest.mark.parametrize(
    ("kind", "url", "is_so"),
    [
        ("slack", "https://hooks.slack.com/services/T/B/x", True),
        ("slack", "http://hooks.slack.com/services/T/B/x", False),
        ("slack", "https://hooks.slack.com.jahat.example/x", False),
        ("teams", "https://prod-1.westus.logic.azure.com:443/workflows/x", True),
        ("teams", "https://x.environment.api.powerplatform.com/powerautomate/x", True),
        ("teams", "https://logic.azure.com.jahat.example/x", False),
        ("teams", "http://127.0.0.1:9/x", False),
    ],
)
def test_only_the_providers_own_hosts_are_called(kind, url, is_so):
    assert is_address_of(kind, url, loopback=False) is is_so


def test_a_strange_address_stops_the_start(app_with):
    with pytest.raises((BadSettings, ValueError), match="SLACK_WEBHOOK_URL"):
        app_with(slack_webhook_url="https://jahat.example/x")


def test_a_long_update_stays_within_what_slack_takes():
    body = slack_body(GroupMessage("INS-1", "x" * 9000, (), "https://s.example", "Buka"))
    assert len(body) < 3200
