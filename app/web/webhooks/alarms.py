"""Alarms of other systems: Alertmanager, Grafana, and whoever sends plain JSON."""

import hmac
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from flask import abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.http.auth.access import public
from app.models.monitoring.alarm import AlarmSource, Severity
from app.web.webhooks.blueprint import as_json, blueprint, raw_body
from integrations.alertmanager.webhook import WATCHDOG, ReportedAlert, parse_alertmanager, parse_plain
from integrations.shapes import storable
from workflows.heartbeats import write_heartbeat
from workflows.monitoring import AlarmNews, notify_of_alarm

SEVERITIES = {"critical": Severity.SEV2, "page": Severity.SEV2, "warning": Severity.SEV3, "info": Severity.SEV4}
WATCHDOG_SECONDS = 900  # without a call: Prometheus or its Alertmanager is down
log = structlog.get_logger()


@blueprint.post("/alarms/alertmanager")
@public(keyed_by="a bearer token")
def alertmanager() -> ResponseReturnValue:
    return _receive(AlarmSource.ALERTMANAGER, parse_alertmanager)


@blueprint.post("/alarms/grafana")
@public(keyed_by="a bearer token")
def grafana() -> ResponseReturnValue:
    """Grafana's contact point sends the shape of Alertmanager."""
    return _receive(AlarmSource.GRAFANA, parse_alertmanager)


@blueprint.post("/alarms/json")
@public(keyed_by="a bearer token")
def plain() -> ResponseReturnValue:
    """`{"id", "title", "status": "firing"|"resolved", "text", "severity", "component", "started_at"}`."""
    return _receive(AlarmSource.JSON, parse_plain)


def _receive(source: AlarmSource, parse: Callable[[Any], Sequence[ReportedAlert]]) -> ResponseReturnValue:
    """Every alert of a body, or none; answered after the commit."""
    token = current_app.config["SETTINGS"].alertmanager_webhook_token or ""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        log.warning("webhook.refused", provider=str(source))
        abort(401)
    body = as_json(raw_body())
    try:
        alerts = parse(body)
    except ValueError:
        abort(400)
    # in one order always, so that two bodies at once cannot wait for each other
    ordered = sorted(alerts, key=lambda alert: alert.fingerprint)
    unit_of_work(lambda session: [_keep(session, source, alert) for alert in ordered])
    return jsonify(ok=True, alerts=len(ordered))


def _keep(session: Session, source: AlarmSource, alert: ReportedAlert) -> None:
    now = utc_now()
    if alert.name == WATCHDOG:
        if alert.firing:
            write_heartbeat(session, f"watchdog_{source.lower()}", now=now, allowed_seconds=WATCHDOG_SECONDS)
        return
    labels = storable(alert.labels)
    news = AlarmNews(
        source=source,
        fingerprint=alert.fingerprint,
        firing=alert.firing,
        starts_at=alert.starts_at or now,
        title=alert.title or alert.name or alert.fingerprint,
        words=alert.words,
        severity=SEVERITIES.get(alert.severity, Severity.SEV3),
        component=alert.component,
        labels=labels if isinstance(labels, dict) else {},
        group_key=alert.group_key,
        partial=alert.partial,
    )
    notify_of_alarm(session, news, now=now)
