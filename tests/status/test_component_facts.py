"""Other systems hear when a component's state on the status page changes, once for each change."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.jobs.status.write_status import write_status
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import OutboxMessage
from app.models.monitoring.alarm import Severity
from app.models.status.status_page import ComponentState, StatusComponent
from tests.factories import NOW, make_admin, make_company
from tests.standins.subscriber import SubscriberStandIn
from tests.support.logins import log_in
from tests.support.people import submit
from tests.support.walking.posting import post
from tests.webhooks.conftest import relay
from workflows.incidents import declare_incident
from workflows.status import collect_status, note_states
from workflows.webhooks import make_endpoint, secret_of


@pytest.fixture
def portal(session):
    make_company(session)
    made = StatusComponent(name="Portal")
    session.add(made)
    session.flush()
    return made


def look(session):
    session.expire_all()
    return note_states(session, collect_status(session, now=NOW), now=NOW)


def test_a_change_is_noted_once(session, portal):
    assert look(session) == 0
    for state, changes in ((ComponentState.MAJOR, 1), (ComponentState.MAJOR, 0), (ComponentState.OPERATIONAL, 1)):
        portal.hand_state = state
        session.flush()
        assert look(session) == changes
    rows = session.scalars(select(AuditEntry).where(AuditEntry.action == "state_changed").order_by(AuditEntry.id)).all()
    assert [row.changes["status"] for row in rows] == [["operational", "major_outage"], ["major_outage", "operational"]]


def test_subscribed_systems_hear_the_component_by_name_with_both_states(app_with, session, portal):
    app = app_with(webhook_loopback=True)
    with SubscriberStandIn() as subscriber:
        made = make_endpoint(
            session, name="Gudang", url=f"{subscriber.url}/x", facts=["component.updated"], loopback=True,
            actor=make_admin(session), now=NOW,
        )  # fmt: skip
        subscriber.secret = secret_of(app.config["SETTINGS"].secret_key, endpoint_id=made.id, version=1)
        portal.hand_state = ComponentState.DEGRADED
        session.commit()
        with app.app_context():
            write_status()
            write_status()
        relay(app, session)
        ((told,), wrong) = (subscriber.received, subscriber.violations)
    assert not wrong
    assert (told["type"], told["data"]["name"]) == ("component.updated", "Portal")
    assert (told["data"]["was"], told["data"]["status"]) == ("operational", "degraded_performance")
    assert session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "fact.happened")).one()


def test_state_by_hand_is_set_with_its_end(client, session):
    make_company(session)
    admin = make_admin(session)
    session.commit()
    log_in(client, admin)
    given = {"name": "Portal", "position": 1, "check_id": 0, "hand_state": "degraded_performance"}
    assert post(client, "/admin/status-components/new/", given | {"hand_until": "2026-12-01T08:00"}).status_code == 302
    made = session.scalars(select(StatusComponent).where(StatusComponent.name == "Portal")).one()
    assert made.hand_until == datetime(2026, 12, 1, 1, tzinfo=UTC)  # 08.00 WIB
    page = client.get(f"/admin/status-components/details/?id={made.id}").get_data(as_text=True)
    assert "Keadaan dari tangan sampai" in page


def test_incident_stays_with_its_component_when_that_is_renamed(client, session, portal):
    make_company(session)
    admin = make_admin(session)
    incident = declare_incident(
        session, title="Lambat", severity=Severity.SEV2, component="Portal", actor=admin, now=NOW
    )
    session.commit()
    log_in(client, admin)
    address = f"/admin/status-components/edit/?id={portal.id}"
    assert submit(client, address, name="Portal anggota").status_code == 302
    session.expire_all()
    assert (portal.name, incident.component) == ("Portal anggota", "Portal anggota")
