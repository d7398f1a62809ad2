"""Checks and alarms for tests."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.models.monitoring.alarm import AlarmSource
from app.models.monitoring.check import Check
from tests.factories import NOW
from workflows.monitoring import AlarmNews, make_check

MINUTE = timedelta(minutes=1)


def make_a_check(session: Session, name: str = "Halaman utama", **given: Any) -> Check:
    values: dict[str, Any] = {
        "kind": "HTTP",
        "target": "https://contoh.id/",
        "interval_seconds": 60,
        "timeout_seconds": 10,
        "failure_threshold": 3,
        "success_threshold": 2,
        "grace_seconds": 300,
        "options": {},
    }
    return make_check(session, actor=None, now=NOW, name=name, **values | given)


def news(*, firing: bool = True, started: int = 0, fingerprint: str = "a1b2c3d4e5f60708", **given: Any) -> AlarmNews:
    """What Alertmanager says; `started` in minutes from NOW."""
    values: dict[str, Any] = {"source": AlarmSource.ALERTMANAGER, "title": "Galat naik"} | given
    return AlarmNews(fingerprint=fingerprint, firing=firing, starts_at=NOW + started * MINUTE, **values)
