"""Running the checks that are due: one worker per target host, no transaction open while looking."""

import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.i18n import N_, Sentence
from app.jobs.monitoring import own_probes
from app.jobs.monitoring.faults import fault_words
from app.models.monitoring.check import CheckKind
from app.policies.company_time import company_zone
from integrations.probes import network
from integrations.probes.http import probe_http
from integrations.probes.targets import ProbeRefused
from workflows.monitoring import DueCheck, Outcome, claim_due_checks, mark_late_pings, record_result

WORKERS = 8
OWN: dict[CheckKind, Any] = {
    CheckKind.POSTGRESQL: own_probes.probe_postgresql,
    CheckKind.REDIS: own_probes.probe_redis,
    CheckKind.QUEUE_AGE: own_probes.probe_queue_age,
    CheckKind.DISK: own_probes.probe_disk,
    CheckKind.STORAGE: own_probes.probe_storage,
}
log = structlog.get_logger()


def run_checks() -> None:
    """RQ job: look at what is due, and at heartbeats that are late."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    due = unit_of_work(lambda session: claim_due_checks(session, now=utc_now()))
    by_host: dict[str, list[DueCheck]] = defaultdict(list)
    for check in due:
        by_host[_host(check)].append(check)
    if by_host:
        with ThreadPoolExecutor(max_workers=min(WORKERS, len(by_host))) as workers:
            list(workers.map(lambda checks: _look_at(app, checks), by_host.values()))
    unit_of_work(lambda session: mark_late_pings(session, zone=company_zone(session), now=utc_now()))


def _host(check: DueCheck) -> str:
    return urlsplit(check.target).hostname or check.target or str(check.kind)


def _look_at(app: Flask, checks: Iterable[DueCheck]) -> None:
    with app.app_context():
        for check in checks:
            outcome = look(check, allowed=app.config["SETTINGS"].check_targets, now=utc_now())
            store_outcome(check.id, outcome)
        db.session.remove()


def store_outcome(check_id: int, outcome: Outcome) -> None:
    unit_of_work(lambda session: record_result(session, check_id=check_id, outcome=outcome, at=utc_now()))


def look(check: DueCheck, *, allowed: list[str], now: datetime) -> Outcome:
    """One look, whatever comes of it."""
    began = time.monotonic()
    fault: Sentence
    try:
        fault = _probe(check, allowed, now)
    except ProbeRefused:
        fault = N_("alamat di jaringan dalam yang tidak ada di CHECK_ALLOWED_TARGETS")
    except TimeoutError:
        fault = N_("tidak menjawab dalam %(seconds)d detik", seconds=check.timeout_seconds)
    except (OSError, ValueError, SQLAlchemyError) as problem:
        fault = f"{type(problem).__name__}: {problem}"[:200]
    return Outcome(not fault, int((time.monotonic() - began) * 1000), fault)


def _probe(check: DueCheck, allowed: list[str], now: datetime) -> Sentence:
    if own := OWN.get(check.kind):
        fault: Sentence = own(check.options, now)
        return fault
    timeout = float(check.timeout_seconds)
    if check.kind == CheckKind.HTTP:
        found = probe_http(check.target, options=check.options, timeout=timeout, allowed=allowed, now=now)
        return fault_words(found)
    if check.kind == CheckKind.TCP:
        network.probe_tcp(check.target, timeout=timeout, allowed=allowed)
        return ""
    if check.kind == CheckKind.MAIL:
        return network.probe_mail(check.target, timeout=timeout, allowed=allowed)
    return fault_words(network.probe_dns(check.target, expected=str(check.options.get("addresses", "")).split()))
