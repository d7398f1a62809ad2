"""Andi, Beni, Citra and Dimas on three levels, and an incident of Monday 30 November, 22.50 WIB."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User
from app.models.incidents.incident import Incident, IncidentEntry
from app.models.messaging.outbox import OutboxMessage
from app.models.monitoring.alarm import Severity
from app.models.on_call.escalation import EscalationPolicy
from app.models.on_call.schedule import OnCallLayer
from tests.factories import make_company, make_user
from workflows.incidents import declare_incident
from workflows.on_call import sweep_escalations

WIB = ZoneInfo("Asia/Jakarta")


def wib(hour: int, minute: int = 0, day: int = 30) -> datetime:
    """Day 30 is Monday 30 November 2026, day 31 the day after."""
    return (datetime(2026, 11, 1, hour, minute, tzinfo=WIB) + timedelta(days=day - 1)).astimezone(UTC)


@dataclass
class Night:
    session: Session
    people: dict[str, User]

    def declare(self, at: datetime, severity: Severity = Severity.SEV2) -> Incident:
        return declare_incident(self.session, title="Pembayaran gagal", severity=severity, actor=None, now=at)

    def sweep(self, *moments: datetime) -> None:
        for moment in moments:
            sweep_escalations(self.session, now=moment)
            self.session.flush()

    def calls(self) -> list[tuple[str, str]]:
        """Who was called at which minute of the night, with what was said to be late."""
        wanted = select(OutboxMessage).where(OutboxMessage.kind == "incident.called").order_by(OutboxMessage.id)
        return [
            (self.name(one.payload["user_id"]), f"{one.due_at.astimezone(WIB):%H.%M}")
            for one in self.session.scalars(wanted)
            if not one.payload["again"]
        ]

    def late(self) -> list[int]:
        wanted = select(OutboxMessage).where(OutboxMessage.kind == "incident.called").order_by(OutboxMessage.id)
        return [one.payload["late_minutes"] for one in self.session.scalars(wanted) if not one.payload["again"]]

    def told(self, kind: str) -> list[Any]:
        wanted = select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id)
        return [one.payload for one in self.session.scalars(wanted)]

    def lines(self) -> list[str]:
        return list(self.session.scalars(select(IncidentEntry.text).order_by(IncidentEntry.id)))

    def name(self, user_id: int) -> str:
        return next(name for name, person in self.people.items() if person.id == user_id)


@pytest.fixture
def night(session: Session) -> Night:
    make_company(session)
    people = {name: make_user(session, name, Role.DEVELOPER) for name in ("Andi", "Beni", "Citra", "Dimas")}
    for level, name in ((1, "Andi"), (2, "Beni"), (3, "Citra"), (4, "Dimas")):
        session.add(make_layer(level, [people[name].id]))
    session.flush()
    return Night(session, people)


@pytest.fixture
def stopping(night: Night) -> Night:
    """The same, with a policy that stops at an acknowledgement."""
    night.session.add(EscalationPolicy(severity=Severity.SEV2, stop_at_acknowledgement=True))
    night.session.flush()
    return night


def make_layer(level: int, people: list[int], **given: Any) -> OnCallLayer:
    values = {
        "name": f"Level {level}",
        "started_at": wib(9, day=2),
        "length_hours": 168,
        "rank": 0,
        "from_hour": 0,
        "until_hour": 24,
    }
    return OnCallLayer(level=level, people=people, **{"weekdays": []} | values | given)
