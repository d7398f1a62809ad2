"""The same alert a hundred times at once, through real processes: one alarm, one incident, one message."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from app.models.incidents.incident import Incident
from app.models.messaging.outbox import OutboxMessage
from app.models.monitoring.alarm import Alarm
from tests.factories import make_company
from tests.monitoring.test_alarm_webhooks import BODY, TOKEN

pytestmark = [pytest.mark.concurrency, pytest.mark.slow]
TOLD = ("alarm.raised", "incident.called")


def post_at_once(site, bodies: list[dict[str, Any]]) -> Counter[int]:
    """How often each HTTP status was answered."""
    site.extra["ALERTMANAGER_WEBHOOK_TOKEN"] = TOKEN
    with site.session() as session:
        make_company(session)
    site.start_web(workers=3)
    barrier = threading.Barrier(len(bodies))

    def send(body: dict[str, Any]) -> int:
        barrier.wait()
        headers = {"Authorization": f"Bearer {TOKEN}"}
        return requests.post(
            f"{site.url}/webhooks/alarms/alertmanager", json=body, headers=headers, timeout=120
        ).status_code

    with ThreadPoolExecutor(len(bodies)) as pool:
        return Counter(pool.map(send, bodies))


def test_hundred_of_one_alert_are_one_alarm_one_incident_and_one_message(site):
    assert post_at_once(site, [BODY] * 100) == {200: 100}
    with site.session() as session:
        alarm = session.scalars(select(Alarm)).one()
        assert alarm.count == 100
        assert session.scalar(select(func.count()).select_from(Incident)) == 1
        told = select(func.count()).where(OutboxMessage.kind.in_(TOLD))
        assert session.scalar(told) == 1


def test_two_alerts_of_a_group_at_once_share_one_incident(site):
    other = deepcopy(BODY)
    other["alerts"][0] |= {"fingerprint": "0807060504d3c2b1"}
    assert post_at_once(site, [BODY, other] * 25) == {200: 50}
    with site.session() as session:
        assert list(session.scalars(select(Alarm.count))) == [25, 25]
        assert session.scalar(select(func.count()).select_from(Incident)) == 1
