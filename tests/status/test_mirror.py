"""The mirror at Statuspage.io: components, incidents and maintenance in its own API, in order, failures in sight."""

from collections.abc import Generator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.core.db import unit_of_work
from app.jobs.outbox.relay import fan_out_and_send
from app.models.incidents.incident import IncidentKind
from app.models.messaging.outbox import Delivery, DeliveryStatus
from app.models.monitoring.alarm import Severity
from app.models.status.status_page import ComponentState
from tests.factories import NOW
from tests.standins.statuspage import StatuspageStandIn
from workflows.incidents import declare_incident, publish_update, resolve_incident
from workflows.outbox import resend_delivery
from workflows.status import (
    cancel_maintenance,
    collect_status,
    mirror_components,
    note_states,
    plan_maintenance,
    sweep_maintenance,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def statuspage() -> Generator[StatuspageStandIn]:
    with StatuspageStandIn() as standin:
        yield standin
        assert not standin.violations


@pytest.fixture
def mirrored(app_with, statuspage: StatuspageStandIn) -> Flask:
    return app_with(
        statuspage_api_base=statuspage.url, statuspage_api_key=statuspage.key, statuspage_page_id=statuspage.page
    )


def relay(app: Flask, session: Session, at=NOW) -> None:
    session.commit()
    with time_machine.travel(at), app.app_context():
        fan_out_and_send()
    session.expire_all()


def mirror_deliveries(session: Session) -> list[Delivery]:
    return list(session.scalars(select(Delivery).where(Delivery.kind == "status.mirror").order_by(Delivery.id)))


def declared(session: Session, rani, severity=Severity.SEV2):
    return declare_incident(session, title="Portal lambat", severity=severity, component="Portal", actor=rani, now=NOW)


def test_incident_is_made_followed_and_resolved_there(mirrored: Flask, statuspage, session, rani, portal):
    with mirrored.app_context():
        unit_of_work(lambda own: mirror_components(own, now=NOW))
    relay(mirrored, session)
    incident = declared(session, rani)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Kami selidiki", text_en="Looking")
    relay(mirrored, session)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Ketemu")
    resolve_incident(session, incident_id=incident.id, actor=rani, now=NOW + HOUR, outcome="Diperbaiki")
    relay(mirrored, session, NOW + HOUR)
    relay(mirrored, session, NOW + HOUR + timedelta(minutes=2))
    (there,) = statuspage.incidents.values()
    assert there["updates"] == [
        ("investigating", "Looking"),
        ("investigating", "Ketemu"),
        ("resolved", "This incident has been resolved."),
    ]
    assert there["impact_override"] == "major"
    assert there["metadata"] == {"sigap": {"id": incident.number}}
    assert there["components"] == {"c1": "partial_outage"}


def test_component_of_the_same_name_is_used_and_follows_its_state(mirrored: Flask, statuspage, session, rani, portal):
    statuspage.components["lama"] = {"id": "lama", "name": "Portal", "status": "operational"}
    portal.hand_state = ComponentState.DEGRADED
    note_states(session, collect_status(session, now=NOW), now=NOW)
    mirror_components(session, now=NOW)
    relay(mirrored, session)
    assert statuspage.components.keys() == {"lama"}
    assert statuspage.components["lama"]["status"] == "degraded_performance"


def test_component_with_another_name_stays_one_there_also_when_a_change_was_not_taken(
    mirrored: Flask, statuspage, session, rani, portal
):
    def renamed(name: str, at=NOW) -> None:
        portal.name = name
        session.flush()
        mirror_components(session, now=at)
        relay(mirrored, session, at)

    renamed("Portal")
    statuspage.key = "lain"
    renamed("Portal pelanggan")
    statuspage.key = "kunci"
    renamed("Portal anggota")
    portal.description = "Masuk dan tiket"
    renamed("Portal anggota")
    (there,) = statuspage.components.values()
    assert (there["name"], there["description"]) == ("Portal anggota", "Masuk dan tiket")


def test_mirror_is_told_nothing_and_nothing_is_written_while_nothing_differs(session, connection, portal):
    mirror_components(session, now=NOW)
    statements: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda *given: statements.append(given[2]))
    mirror_components(session, now=NOW)
    assert [one.split()[0] for one in statements] == ["SELECT"]


def test_planned_maintenance_leaves_the_state_of_a_broken_component_alone(
    mirrored: Flask, statuspage, session, rani, portal
):
    portal.hand_state = ComponentState.MAJOR
    note_states(session, collect_status(session, now=NOW), now=NOW)
    mirror_components(session, now=NOW)
    relay(mirrored, session)
    given = {"title": "Ganti server", "text": "", "component_ids": [portal.id]}
    plan_maintenance(session, actor=rani, now=NOW, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR, **given)
    relay(mirrored, session)
    (there,) = statuspage.incidents.values()
    assert set(there["components"].values()) == {"major_outage"}


def test_maintenance_is_planned_begun_ended_and_taken_out_when_cancelled(mirrored, statuspage, session, rani, portal):
    def plan(hours: int):
        given = {"title": "Ganti server", "text": "", "component_ids": [portal.id]}
        start = NOW + hours * HOUR
        return plan_maintenance(session, actor=rani, now=NOW, starts_at=start, ends_at=start + HOUR, **given)

    plan(1), (second := plan(30))
    relay(mirrored, session)
    assert [one["status"] for one in statuspage.incidents.values()] == ["scheduled", "scheduled"]
    cancel_maintenance(session, maintenance_id=second.id, actor=rani, now=NOW, reason="Ditunda")
    sweep_maintenance(session, now=NOW + HOUR)
    relay(mirrored, session, NOW + HOUR)
    sweep_maintenance(session, now=NOW + 2 * HOUR)
    relay(mirrored, session, NOW + 2 * HOUR)
    (left,) = statuspage.incidents.values()
    assert [status for status, _body in left["updates"]] == ["scheduled", "in_progress", "completed"]


def test_change_waits_for_the_one_before_and_busy_is_tried_again(mirrored: Flask, statuspage, session, rani, portal):
    incident = declared(session, rani)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Satu")
    statuspage.behave(420, times=1)
    relay(mirrored, session)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Dua")
    for minute in range(3):
        relay(mirrored, session, NOW + timedelta(minutes=minute))
    (there,) = statuspage.incidents.values()
    assert [body for _status, body in there["updates"]] == ["Satu", "Dua"]


def test_refused_key_is_parked_in_sight_and_sent_again_by_hand(mirrored: Flask, statuspage, session, rani, portal):
    statuspage.key = "lain"
    publish_update(session, incident_id=declared(session, rani).id, actor=rani, now=NOW, text="Satu")
    relay(mirrored, session)
    (parked,) = mirror_deliveries(session)
    assert (parked.status, parked.error_code) == (DeliveryStatus.PARKED, "unauthorized")
    statuspage.key = "kunci"
    resend_delivery(session, delivery_id=parked.id, actor=rani, now=NOW)
    relay(mirrored, session)
    assert len(statuspage.incidents) == 1


def test_security_incidents_and_an_unset_mirror_tell_nothing(app: Flask, mirrored, statuspage, session, rani, portal):
    incident = declared(session, rani)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Satu")
    incident.kind = IncidentKind.SECURITY
    relay(mirrored, session)
    publish_update(session, incident_id=declared(session, rani).id, actor=rani, now=NOW, text="Dua")
    relay(app, session)
    assert mirror_deliveries(session) == []
    assert statuspage.incidents == {}


def test_change_that_was_written_before_its_answer_was_lost_is_not_made_twice(
    mirrored: Flask, statuspage, session, rani, portal
):
    publish_update(session, incident_id=declared(session, rani).id, actor=rani, now=NOW, text="Satu")
    statuspage.behave(times=1)  # the look-up for components
    statuspage.behave(times=1)  # the look-up for the incident
    statuspage.behave(drop=True, accept=True, times=1)
    for minute in range(2):
        relay(mirrored, session, NOW + timedelta(minutes=minute))
    assert len(statuspage.incidents) == 1
