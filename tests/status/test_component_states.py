"""The state of components and of the page: checks, what is set by hand, public incidents, announced maintenance."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident, IncidentKind
from app.models.monitoring.alarm import Severity
from app.models.monitoring.check import CheckState
from app.models.status.status_page import ComponentState, MaintenanceStatus
from tests.factories import NOW
from tests.monitoring.factories import MINUTE, news
from tests.monitoring.test_checks_run import look
from tests.status.conftest import publish
from workflows.incidents import VERBS, declare_incident, publish_update
from workflows.monitoring import notify_of_alarm
from workflows.status import collect_status, plan_maintenance, sweep_maintenance


def state(session: Session) -> ComponentState:
    session.expire_all()
    return collect_status(session, now=NOW + 10 * MINUTE).components[0].state


def test_state_is_the_worst_of_check_hand_and_public_incident(session, rani, checked_portal):
    assert state(session) == ComponentState.OPERATIONAL
    checked_portal.hand_state = ComponentState.DEGRADED
    session.flush()
    assert state(session) == ComponentState.DEGRADED
    publish(session, rani)
    assert state(session) == ComponentState.PARTIAL
    look(session, checked_portal.check, "DDD")
    assert state(session) == ComponentState.MAJOR


def test_incident_without_public_news_is_not_on_the_page_and_a_security_one_never(session, rani, checked_portal):
    declare_incident(
        session, title="Belum diberitakan", severity=Severity.SEV1, actor=rani, now=NOW, component="Portal"
    )
    hidden = publish(session, rani)
    hidden.kind = IncidentKind.SECURITY
    session.flush()
    report = collect_status(session, now=NOW)
    assert (report.incidents, report.components[0].state) == ((), ComponentState.OPERATIONAL)


def test_downtime_lowers_the_day_and_maintenance_leaves_the_base(session, rani, checked_portal):
    look(session, checked_portal.check, "DDDDDDDDDDUU")
    report = collect_status(session, now=NOW + timedelta(hours=1))
    assert report.components[0].uptimes[1].down == 10 * MINUTE
    assert report.components[0].uptimes[90].base == timedelta(days=30, hours=1)
    assert report.components[0].days[-1][1].down == 10 * MINUTE
    assert report.components[0].days[0][1].percent() == "–"  # before the component was there


def test_announced_maintenance_begins_and_ends_by_itself_and_mutes_the_check(session, rani, checked_portal):
    plan = plan_maintenance(
        session, title="Ganti disk", text="", component_ids=[checked_portal.id], starts_at=NOW + 5 * MINUTE,
        ends_at=NOW + 35 * MINUTE, actor=rani, now=NOW,
    )  # fmt: skip
    sweep_maintenance(session, now=NOW + 5 * MINUTE)
    session.refresh(plan)
    assert (plan.status, state(session)) == (MaintenanceStatus.IN_PROGRESS, ComponentState.UNDER_MAINTENANCE)
    look(session, checked_portal.check, "DDDD", first=6)
    session.refresh(checked_portal.check)
    assert checked_portal.check.status == CheckState.DOWN
    assert (
        notify_of_alarm(
            session, news(source="CHECK", fingerprint=f"check:{checked_portal.check_id}", firing=False), now=NOW
        )
        is None
    )
    sweep_maintenance(session, now=NOW + 35 * MINUTE)
    session.refresh(plan)
    assert plan.status == MaintenanceStatus.COMPLETED
    report = collect_status(session, now=NOW + 60 * MINUTE)
    assert report.components[0].uptimes[1].down == 25 * MINUTE  # from its announced end on


@pytest.mark.parametrize(
    ("component", "severity", "word"),
    [("", Severity.SEV1, "critical"), ("", Severity.SEV4, "none"), ("Bukan komponen", Severity.SEV3, "minor")],
)
def test_page_is_not_green_over_an_open_public_incident_of_no_component(
    session, rani, checked_portal, component, severity, word
):
    given = {"title": "Lambat", "severity": severity, "component": component}
    incident = declare_incident(session, actor=rani, now=NOW, **given)
    assert collect_status(session, now=NOW).indicator == "none"  # nobody outside was told
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Kami selidiki")
    assert collect_status(session, now=NOW).indicator == word
    VERBS["resolve"](session, incident_id=incident.id, actor=rani, now=NOW, outcome="Beres")
    assert collect_status(session, now=NOW).indicator == "none"


def test_alarm_of_a_check_belongs_to_the_component_that_follows_it(session, rani, checked_portal):
    look(session, checked_portal.check, "UDDD")
    assert session.scalars(select(Incident.component)).all() == ["Portal"]
