"""What the law and the rules ask of an incident: a notice within 3 × 24 hours, a post-mortem in five working days."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core.errors import DomainError
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import Role
from app.models.incidents.incident import PostMortem
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.monitoring.alarm import Severity
from app.models.support.settings.service_plan import CalendarDay
from tests.factories import NOW, make_admin, make_company, make_user
from tests.support_desk.desk import make_ticket
from workflows.incidents import (
    VERBS,
    declare_incident,
    give_notice,
    mark_personal_data,
    remind_of_notices,
    remind_of_post_mortems,
    resolve_incident,
    write_post_mortem,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def rani(session):
    make_company(session)
    make_admin(session)
    return make_user(session, "Rani", Role.DEVOPS, email="rani@firma.id")


def declared(session, rani, **given):
    values = {"title": "Data bocor", "severity": Severity.SEV2, "actor": rani, "now": NOW}
    return declare_incident(session, **values | given)


def told(session, kind):
    rows = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id))
    return [one.payload.get("hours") for one in rows]


def test_notice_is_due_three_days_after_it_was_known_and_asked_for_in_steps(session, rani):
    incident = declared(session, rani)
    mark_personal_data(session, incident_id=incident.id, actor=rani, now=NOW)
    assert incident.notice_due_at == NOW + 72 * HOUR
    for hours in (1, 23, 24, 24, 47, 48, 66, 71, 72, 90):
        remind_of_notices(session, now=NOW + hours * HOUR)
    assert told(session, "incident.notice_due") == [48, 24, 6, 0]


def test_notice_that_was_given_ends_the_reminders_and_is_given_once(session, rani):
    incident = declared(session, rani)
    given = {"incident_id": incident.id, "actor": rani, "now": NOW + HOUR, "note": "E-mail kepada 12 pelanggan"}
    with pytest.raises(DomainError):
        give_notice(session, **given)
    mark_personal_data(session, incident_id=incident.id, actor=rani, now=NOW)
    give_notice(session, **given)
    assert remind_of_notices(session, now=NOW + 80 * HOUR) == 0
    with pytest.raises(DomainError):
        give_notice(session, **given)


def test_commander_is_told_and_without_one_the_admins(app, session, rani):
    incident, other = declared(session, rani), declared(session, rani)
    VERBS["command"](session, incident_id=incident.id, actor=rani, now=NOW)
    for one in (incident, other):
        mark_personal_data(session, incident_id=one.id, actor=rani, now=NOW - 25 * HOUR)
    remind_of_notices(session, now=NOW)
    session.commit()
    with app.app_context():
        fan_out_due()
    rows = session.scalars(select(Delivery).where(Delivery.kind == "incident.notice_due").order_by(Delivery.id)).all()
    assert [(one.user_id == rani.id, "Tinggal 48 jam" in one.body) for one in rows] == [(True, True), (False, True)]


def ended(session, rani, **given):
    incident = declared(session, rani, **given)
    resolve_incident(session, incident_id=incident.id, actor=rani, now=NOW + HOUR, outcome="Ditutup")
    return incident


def due_of(session, incident):
    return session.scalars(select(PostMortem.due_date).where(PostMortem.incident_id == incident.id)).one_or_none()


@pytest.mark.parametrize(
    ("severity", "days"), [(Severity.SEV1, 6), (Severity.SEV2, 6), (Severity.SEV3, None), (Severity.SEV4, None)]
)
def test_post_mortem_is_due_on_the_fifth_working_day_of_the_grave_ones(session, rani, severity, days):
    due = due_of(session, ended(session, rani, severity=severity))  # on a Saturday
    assert due == (NOW.date() + timedelta(days=days) if days else None)


def test_accepted_holidays_are_no_working_days(session, rani):
    make_ticket(session, at=NOW)  # sets up the desk with its calendar
    monday = date(2026, 11, 23)
    session.add(CalendarDay(day=monday, title="Libur", blocks=[], accepted_at=NOW))
    session.add(CalendarDay(day=monday + DAY, title="Usulan", blocks=[]))
    session.flush()
    assert due_of(session, ended(session, rani)) == NOW.date() + 9 * DAY


def test_reminders_of_a_post_mortem_begin_the_day_before_and_end_when_it_is_written(session, rani):
    incident = ended(session, rani)
    counts = [remind_of_post_mortems(session, now=NOW + day * DAY) for day in (4, 5, 6, 7, 8, 9)]
    assert counts == [0, 1, 0, 1, 0, 1]
    given = {"summary": "a", "root_cause": "b"}
    write_post_mortem(session, incident_id=incident.id, actor=rani, now=NOW + 10 * DAY, **given)
    assert remind_of_post_mortems(session, now=NOW + 20 * DAY) == 0
