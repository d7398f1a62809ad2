"""Subscribers of the status page: asked, confirmed, told of what they chose, and forgotten when they stop."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.bundles import STYLES
from app.core.crypto.derived_secrets import MARK, derived_token
from app.core.errors import NotFound
from app.http.security.secret_keys import derivation_key
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import Role
from app.models.incidents.incident import IncidentKind
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.monitoring.alarm import Severity
from app.models.status.subscriber import ASKS_A_DAY, StatusSubscriber
from tests.factories import NOW, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.incidents import declare_incident, publish_update, resolve_incident
from workflows.status import (
    cancel_maintenance,
    change_subscription,
    confirm_subscription,
    plan_maintenance,
    subscribe,
    sweep_maintenance,
)

MINUTE = timedelta(minutes=1)


def make_subscriber(session: Session, email: str, *components: int, confirmed: bool = True, locale: str = "id"):
    subscribe(session, email=email, component_ids=components, locale=locale, now=NOW)
    found = session.scalars(select(StatusSubscriber).where(StatusSubscriber.email == email)).one()
    if confirmed:
        confirm_subscription(session, subscriber_id=found.id, now=NOW)
    return found


def declared(session: Session, actor):
    return declare_incident(
        session, title="Portal lambat", severity=Severity.SEV3, component="Portal", actor=actor, now=NOW
    )


def publish(session: Session, incident, actor, text: str = "Kami selidiki", at=NOW):
    publish_update(session, incident_id=incident.id, actor=actor, now=at, text=text, text_en=f"{text} (en)")


def told(session: Session, kind: str) -> dict[str, str]:
    """Address and words of each e-mail of this kind."""
    while fan_out_due():
        pass
    session.expire_all()
    return {one.address: one.body for one in session.scalars(select(Delivery).where(Delivery.kind == kind))}


def events(session: Session, kind: str) -> list[OutboxMessage]:
    found = select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id)
    return list(session.scalars(found))


def test_only_confirmed_subscribers_of_the_component_are_told_in_their_language(app: Flask, session, rani, portal):
    make_subscriber(session, "semua@contoh.id")
    make_subscriber(session, "portal@contoh.id", portal.id, locale="en")
    make_subscriber(session, "lain@contoh.id", portal.id + 1)
    make_subscriber(session, "belum@contoh.id", confirmed=False)
    publish(session, declared(session, rani), rani)
    session.commit()
    with app.test_request_context():
        found = told(session, "status.news")
    assert sorted(found) == ["portal@contoh.id", "semua@contoh.id"]
    assert "Kami selidiki (en)" in found["portal@contoh.id"]
    assert "Kami selidiki (en)" not in found["semua@contoh.id"]


def test_security_incident_is_told_to_nobody_even_after_it_was_published(app: Flask, session, rani, portal):
    make_subscriber(session, "semua@contoh.id")
    incident = declared(session, rani)
    publish(session, incident, rani)
    incident.kind = IncidentKind.SECURITY
    session.commit()
    with app.test_request_context():
        assert told(session, "status.news") == {}


def test_more_subscribers_than_are_written_at_once_are_all_told_once(app: Flask, session, rani, portal, monkeypatch):
    monkeypatch.setattr("app.jobs.outbox.messages.status.news.AT_ONCE", 2)
    for number in range(5):
        make_subscriber(session, f"nomor{number}@contoh.id")
    publish(session, declared(session, rani), rani)
    session.commit()
    with time_machine.travel(NOW + MINUTE), app.test_request_context():  # the event is due again a moment later
        assert len(told(session, "status.news")) == 5


def test_fourth_news_within_ten_minutes_waits_and_brings_what_follows(session, rani, portal):
    incident = declared(session, rani)
    for number in range(6):
        publish(session, incident, rani, f"Kabar {number}", NOW + number * MINUTE)
    found = events(session, "status.news")
    assert [one.payload["digest"] for one in found] == [False, False, False, True]
    assert found[3].due_at > NOW + 5 * MINUTE
    publish(session, incident, rani, "Kabar akhir", NOW + 40 * MINUTE)
    assert events(session, "status.news")[-1].payload["digest"] is False


def test_end_is_told_only_of_an_incident_that_customers_were_told_of(session, rani, portal):
    silent, known = declared(session, rani), declared(session, rani)
    publish(session, known, rani)
    for incident in (silent, known):
        resolve_incident(session, incident_id=incident.id, actor=rani, now=NOW + MINUTE, outcome="Diperbaiki")
    assert [one.payload["incident_id"] for one in events(session, "status.incident_over")] == [known.id]


def test_maintenance_is_told_when_planned_when_it_begins_and_when_cancelled(app: Flask, session, rani, portal):
    make_subscriber(session, "semua@contoh.id")

    def plan(hours: int):
        start = NOW + timedelta(hours=hours)
        end = start + timedelta(hours=1)
        given = {"title": "Ganti server", "text": "", "component_ids": [portal.id], "starts_at": start, "ends_at": end}
        return plan_maintenance(session, actor=rani, now=NOW, **given)

    first, second = plan(1), plan(30)
    cancel_maintenance(session, maintenance_id=second.id, actor=rani, now=NOW, reason="Ditunda")
    sweep_maintenance(session, now=NOW + timedelta(hours=1))
    sweep_maintenance(session, now=NOW + timedelta(hours=2))
    facts = [(one.payload["maintenance_id"], one.payload["fact"]) for one in events(session, "status.maintenance")]
    assert facts == [
        (first.id, "planned"),
        (second.id, "planned"),
        (second.id, "cancelled"),
        (first.id, "started"),
        (first.id, "completed"),
    ]


def test_sixth_link_of_a_day_is_not_sent_and_confirmed_choice_stays(session, rani, portal):
    kept = make_subscriber(session, "semua@contoh.id", portal.id)
    for _ in range(ASKS_A_DAY + 1):
        subscribe(session, email=" SEMUA@contoh.id", component_ids=[], locale="en", now=NOW)
    assert len(events(session, "status.subscription_asked")) == ASKS_A_DAY
    assert (kept.component_ids, kept.locale) == ([portal.id], "id")
    subscribe(session, email="semua@contoh.id", component_ids=[], locale="en", now=NOW + timedelta(days=1))
    assert len(events(session, "status.subscription_asked")) == ASKS_A_DAY + 1


def test_address_is_confirmed_managed_and_forgotten_by_its_links_alone(app: Flask, session, rani, portal, client):
    found = make_subscriber(session, "semua@contoh.id", confirmed=False)
    session.commit()
    with app.test_request_context():
        words = told(session, "status.subscription_asked")["semua@contoh.id"]
    marked = re.search(r"/subscribe/\S+", words).group()
    assert client.get(marked).status_code == 404, "what stands in Pesan Keluar opens nothing"
    _, number, expires = re.split(r"/subscribe/|-", marked)[:3]
    with app.app_context():
        link = marked.replace(MARK, derived_token(derivation_key(), f"status {number} {expires}"))
    assert client.get(link).status_code == 200
    assert client.get(link.replace(expires, str(int(expires) + 1))).status_code == 404
    session.expire_all()
    assert found.confirmed_at is None  # a mail scanner looked
    manage = post(client, link).location
    session.expire_all()
    assert found.confirmed_at is not None
    assert "Portal" in client.get(manage).text
    post(client, f"{manage}/choose", {"component_ids": [portal.id]})
    session.expire_all()
    assert found.component_ids == [portal.id]
    for last in {"A", "B", "C", "D", "Q", "g", "w"} - {manage[-1]}:
        assert client.post(manage[:-1] + last).status_code == 404
    assert client.post(manage).status_code == 200
    session.expire_all()
    assert session.scalars(select(StatusSubscriber)).all() == []


def test_a_second_confirmation_keeps_the_first_moment_and_choices_need_one(session, rani, portal):
    asked = make_subscriber(session, "baru@contoh.id", confirmed=False)
    with pytest.raises(NotFound):
        change_subscription(session, subscriber_id=asked.id, component_ids=[portal.id], locale="en")
    for moment in (NOW, NOW + MINUTE):
        confirm_subscription(session, subscriber_id=asked.id, now=moment)
    changed = change_subscription(session, subscriber_id=asked.id, component_ids=[portal.id], locale="en")
    assert (changed.confirmed_at, changed.component_ids, changed.locale) == (NOW, [portal.id], "en")


def test_the_field_for_programs_is_hidden_wherever_forms_are_drawn() -> None:
    """It was seen on the page of the subscribers, whose layout loads no style of the portal."""
    css = Path(__file__).parents[2] / "app" / "static" / "css"
    hiding = [path.name for path in css.rglob("*.css") if ".honey {" in path.read_text()]
    assert hiding == ["forms.css"]
    assert all("forms" in parts for parts in STYLES.values())


def test_desk_sees_who_is_told_and_takes_an_address_out_on_request(client, session, rani, portal):
    kept = make_subscriber(session, "agus@contoh.id", portal.id)
    gone = make_subscriber(session, "budi@contoh.id", confirmed=False)
    session.commit()
    log_in(client, rani)
    page = client.get("/admin/status-subscribers/").get_data(as_text=True)
    assert "agus@contoh.id" in page
    assert "budi@contoh.id" in page
    assert "Portal" in client.get(f"/admin/status-subscribers/details/?id={kept.id}").get_data(as_text=True)
    post(client, f"/admin/status-subscribers/{gone.id}/remove")
    session.expire_all()
    assert [one.email for one in session.scalars(select(StatusSubscriber))] == ["agus@contoh.id"]


def test_addresses_are_shown_to_nobody_else(client, session, rani, portal):
    make_subscriber(session, "agus@contoh.id")
    dewi = make_user(session, "Dewi", Role.CS)
    session.commit()
    log_in(client, dewi)
    assert "agus@contoh.id" not in client.get("/admin/status-subscribers/").get_data(as_text=True)
