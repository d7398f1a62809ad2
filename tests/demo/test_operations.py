"""The demo's checks, incidents and status page."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.demo.operations import PAST, play_operations
from app.models.accounts.user import Role
from app.models.incidents.incident import Incident, IncidentStatus, PostMortem
from app.models.maintenance.record import MaintenanceKind, MaintenanceRecord
from app.models.messaging.outbox import OutboxMessage, OutboxStatus
from tests.factories import make_company, make_user
from workflows.maintenance import apply_rules, read_month
from workflows.on_call import find_on_call
from workflows.status import collect_status, list_announcements


def test_ninety_days_of_operation_are_believable(app: Flask, session: Session) -> None:
    make_company(session)
    for name, role in (("Dimas", Role.DEVOPS), ("Fajar", Role.DEVELOPER)):
        make_user(session, name, role, username=name.lower())
    now = utc_now()
    play_operations(session, now)
    session.flush()
    session.expire_all()
    assert {one.status for one in session.scalars(select(Incident))} == {IncidentStatus.RESOLVED}
    assert session.scalar(select(func.count()).select_from(PostMortem)) == len(PAST)
    report = collect_status(session, now=now)
    assert report.indicator == "none"
    assert [one.uptimes[90].percent(2) for one in report.components] == ["99.96", "99.96", "100"]
    assert find_on_call(session, level=1, at=now) is not None
    records = session.scalars(select(MaintenanceRecord)).all()
    assert {one.kind for one in records} == set(MaintenanceKind)
    assert all(one.applied_date >= one.available_date for one in records if one.applied_date)
    month = read_month(session, first=(now - timedelta(days=60)).date(), last=now.date(), now=now)
    assert (month.latency, month.patches_waiting) == ((9,), 1)
    assert len(list_announcements(session, now=now)) == 1
    assert apply_rules(session, now=now) <= 2, "what is past was done by hand"
    waiting = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.status == OutboxStatus.WAITING)
    assert session.scalar(waiting) == 0
