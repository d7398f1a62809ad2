"""Who works on an incident is reminded when customers are told nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.models.incidents.incident import IncidentKind
from app.models.messaging.outbox import OutboxMessage
from app.models.monitoring.alarm import Severity
from tests.factories import NOW, make_admin, make_company
from workflows.incidents import declare_incident, publish_update, remind_of_updates, watch_incident

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ani(session):
    make_company(session)
    return make_admin(session)


def declared(session, ani, severity=Severity.SEV1, **given):
    return declare_incident(session, title="Portal mati", severity=severity, actor=ani, now=NOW, **given)


def reminders(session) -> int:
    return session.scalar(select(func.count()).where(OutboxMessage.kind == "incident.update_due")) or 0


@pytest.mark.parametrize(("severity", "minutes"), [(Severity.SEV1, 30), (Severity.SEV2, 60), (Severity.SEV3, 240)])
def test_reminder_comes_after_the_time_of_the_severity_once_each_time(session, ani, severity, minutes):
    declared(session, ani, severity)
    found = []
    for passed in (minutes - 1, minutes, minutes + 1, 2 * minutes):
        remind_of_updates(session, now=NOW + passed * MINUTE)
        found.append(reminders(session))
    assert found == [0, 1, 1, 2]


def test_public_update_starts_the_time_anew(session, ani):
    incident = declared(session, ani)
    publish_update(session, incident_id=incident.id, actor=ani, now=NOW + 20 * MINUTE, text="Kami selidiki")
    assert remind_of_updates(session, now=NOW + 49 * MINUTE) == 0
    assert remind_of_updates(session, now=NOW + 50 * MINUTE) == 1


def test_nobody_is_reminded_of_a_watched_a_light_or_a_security_incident(session, ani):
    watched = declared(session, ani)
    watch_incident(session, incident_id=watched.id, actor=ani, now=NOW, note="Dinyalakan ulang")
    declared(session, ani, Severity.SEV4)
    declared(session, ani, kind=IncidentKind.SECURITY)
    assert remind_of_updates(session, now=NOW + timedelta(days=1)) == 0
