"""Each person says what they want to be told where; what is essential comes anyway."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.models.accounts.user import Role
from app.models.messaging.notification import ESSENTIAL, NotificationChoice, Topic, topic_of
from app.models.messaging.outbox import Channel, Delivery
from app.presenters.messaging.deliveries import KIND_LABELS
from tests.factories import make_cs, make_user
from tests.notifications.conftest import want_person
from tests.support.logins import log_in
from tests.support.people import as_drawn
from tests.support.walking.html import parse
from tests.support.walking.posting import post
from workflows.notifications import list_wanted_channels, stop_mails


def test_what_is_unticked_is_not_sent_any_more(
    client: FlaskClient, session: Session, carry: Callable[[], None]
) -> None:
    dewi = make_cs(session)
    log_in(client, dewi)
    page = client.get("/notifications/choices").text
    assert 'name="CUSTOMERS.EMAIL"' in page
    assert "Penting: selalu dikirim" in page
    shown = ["CUSTOMERS.EMAIL", "CUSTOMERS.IN_APP"]
    post(client, "/notifications/choices", {"shown": shown, "CUSTOMERS.IN_APP": "1"})
    want_person(session)
    carry()
    assert session.scalars(select(Delivery.channel)).all() == [Channel.IN_APP]


def test_essential_topics_cannot_be_turned_off(client: FlaskClient, session: Session) -> None:
    agus = make_user(session, "Pak Agus", Role.MEMBER)
    log_in(client, agus)
    post(client, "/notifications/choices", {"shown": [f"{topic}.EMAIL" for topic in Topic]})
    kept = {choice.topic for choice in session.scalars(select(NotificationChoice))}
    assert kept & ESSENTIAL == set()
    assert Topic.FEEDBACK in kept
    assert Topic.WORK not in kept, "what can never concern a member is not theirs to choose"
    assert Channel.EMAIL in list_wanted_channels(session, user=agus, kind="invoice.sent")
    assert Channel.EMAIL not in list_wanted_channels(session, user=agus, kind="feedback.answered")


def test_a_box_that_was_not_shown_says_nothing(client: FlaskClient, session: Session) -> None:
    agus = make_user(session, "Pak Agus", Role.MEMBER)
    log_in(client, agus)
    post(client, "/notifications/choices", {})
    assert session.scalars(select(NotificationChoice)).all() == []


def test_changing_ones_mind_twice_keeps_one_row(session: Session, client: FlaskClient) -> None:
    agus = make_user(session, "Pak Agus", Role.MEMBER)
    log_in(client, agus)
    for chosen in ({}, {"BUGS.EMAIL": "1"}):
        post(client, "/notifications/choices", {"shown": ["BUGS.EMAIL"], **chosen})
    assert [choice.wanted for choice in session.scalars(select(NotificationChoice))] == [True]


def test_two_open_pages_undo_nothing_of_one_another(session: Session, client: FlaskClient) -> None:
    dewi = make_cs(session, on_duty=True)
    log_in(client, dewi)
    first, second = (the_form(client.get("/notifications/choices").text) for _ in range(2))
    assert "on_duty" in first
    off = {name: value for name, value in first.items() if name not in {"BUGS.EMAIL", "on_duty"}}
    assert client.post("/notifications/choices", data=off).status_code == 303
    other = {name: value for name, value in second.items() if name != "EXP.IN_APP"}
    assert client.post("/notifications/choices", data=other).status_code == 303
    now = the_form(client.get("/notifications/choices").text)
    assert {"BUGS.EMAIL", "EXP.IN_APP", "on_duty"} & set(now) == set()
    assert set(second) - set(now) == {"BUGS.EMAIL", "EXP.IN_APP", "on_duty"}


def the_form(page: str) -> dict[str, Any]:
    """What a browser sends of the form whose boxes are chosen."""
    form = next(form for form in parse(page).iter("form") if form.get("action") == "/notifications/choices")
    shown = [field.get("value") for field in form.iter("input") if field.get("name") == "shown"]
    return as_drawn(form) | {"shown": shown}


def test_mails_of_an_essential_topic_cannot_be_stopped(session: Session) -> None:
    agus = make_user(session, "Pak Agus", Role.MEMBER)
    with pytest.raises(Invalid):
        stop_mails(session, user_id=agus.id, topic=Topic.MONEY)


def test_every_kind_of_message_belongs_to_a_topic() -> None:
    other_news = ("telegram.", "export.")
    to_people = {kind for kind in KIND_LABELS if not kind.startswith(other_news)}
    assert {kind for kind in to_people if topic_of(kind) == Topic.OTHER} == set(), (
        "add its area to app.models.messaging.notification"
    )
