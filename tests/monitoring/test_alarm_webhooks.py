"""Alarms of other systems over HTTP: kept after the commit, refused without the token."""

from copy import deepcopy

import pytest
from sqlalchemy import select

from app.models.heartbeat import Heartbeat
from app.models.monitoring.alarm import Alarm, AlarmSource, AlarmStatus, Severity
from app.models.monitoring.check import CheckRun
from tests.monitoring.factories import make_a_check

TOKEN = "token-alertmanager-yang-panjang"
BODY = {
    "version": "4",
    "groupKey": '{}:{alertname="HighErrorRate"}',
    "truncatedAlerts": 0,
    "status": "firing",
    "receiver": "sigap",
    "groupLabels": {"alertname": "HighErrorRate"},
    "commonLabels": {"alertname": "HighErrorRate", "severity": "critical"},
    "commonAnnotations": {},
    "externalURL": "http://am:9093",
    "notification_reason": "first_notification",
    "alerts": [
        {
            "status": "firing",
            "labels": {"alertname": "HighErrorRate", "severity": "critical", "service": "Portal"},
            "annotations": {"summary": "Galat di atas 5 %", "description": "36 dari 2.013"},
            "startsAt": "2026-11-21T01:00:00.123456789Z",
            "endsAt": "0001-01-01T00:00:00Z",
            "generatorURL": "http://prom/graph",
            "fingerprint": "a1b2c3d4e5f60708",
        }
    ],
}


@pytest.fixture
def sender(app_with):
    app = app_with(alertmanager_webhook_token=TOKEN)
    client = app.test_client()

    def send(body, *, to="alertmanager", token=TOKEN):
        return client.post(f"/webhooks/alarms/{to}", json=body, headers={"Authorization": f"Bearer {token}"})

    return send


def test_body_of_alertmanager_becomes_an_alarm_and_its_end(sender, session):
    assert sender(BODY).get_json() == {"ok": True, "alerts": 1}
    alarm = session.scalars(select(Alarm)).one()
    assert (alarm.title, alarm.severity, alarm.component, alarm.status) == (
        "Galat di atas 5 %", Severity.SEV2, "Portal", AlarmStatus.OPEN,
    )  # fmt: skip
    over = deepcopy(BODY)
    over["alerts"][0] |= {"status": "resolved", "endsAt": "2026-11-21T02:00:00Z"}
    sender(over)
    session.refresh(alarm)
    assert alarm.status == AlarmStatus.RESOLVED


def test_grafana_and_plain_json_have_their_own_addresses(sender, session):
    sender(BODY, to="grafana")
    sender({"id": "cadangan", "title": "Cadangan gagal", "severity": "info"}, to="json")
    found = session.execute(select(Alarm.source, Alarm.severity).order_by(Alarm.source)).all()
    assert found == [(AlarmSource.GRAFANA, Severity.SEV2), (AlarmSource.JSON, Severity.SEV4)]


def test_truncated_group_is_marked(sender, session):
    sender(BODY | {"truncatedAlerts": 3})
    assert session.scalars(select(Alarm)).one().partial


def test_always_firing_alert_is_a_sign_of_life_and_no_alarm(sender, session):
    watchdog = deepcopy(BODY)
    watchdog["alerts"][0]["labels"] = {"alertname": "Watchdog"}
    sender(watchdog)
    assert session.scalars(select(Alarm)).all() == []
    assert session.get(Heartbeat, "watchdog_alertmanager") is not None


@pytest.mark.parametrize("token", ["", "salah", "é"])
def test_without_the_token_nothing_is_kept(sender, session, token):
    assert sender(BODY, token=token).status_code == 401
    assert session.scalars(select(Alarm)).all() == []


def test_installation_without_a_token_refuses_all(client):
    assert client.post("/webhooks/alarms/json", json={}, headers={"Authorization": "Bearer "}).status_code == 401


@pytest.mark.parametrize("body", [[], {"alerts": "x"}, {"alerts": [1]}, {}])
def test_what_is_no_such_body_is_refused(sender, body):
    assert sender(body).status_code == 400


def test_ping_answers_after_it_is_kept(client, session):
    make_a_check(session, kind="HEARTBEAT", options={"period_seconds": 3600}, ping_token="rahasia")
    assert [client.get(path).status_code for path in ("/ping/rahasia/start", "/ping/rahasia", "/ping/lain")] == [
        200, 200, 404,
    ]  # fmt: skip
    assert client.post("/ping/rahasia/1", data="disk penuh").status_code == 200
    session.expire_all()
    assert session.scalars(select(Alarm)).one().words == "1 disk penuh"


@pytest.mark.parametrize("path", ["/ping/rahasia/1", "/ping/rahasia/fail%00", "/ping/rahasia/%ED%A0%80"])
def test_ping_with_characters_that_no_text_holds_is_kept_without_them(client, session, path):
    make_a_check(session, kind="HEARTBEAT", options={"period_seconds": 3600}, ping_token="rahasia")
    assert client.post(path, data=b"disk\x00 penuh \xff\xed\xa0\x80").status_code == 200
    session.expire_all()
    assert "disk penuh" in session.scalars(select(CheckRun.last_words)).one()
