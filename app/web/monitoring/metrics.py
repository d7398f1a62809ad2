"""/metrics for Prometheus: what this and every other process has counted, from the database."""

import hmac
import threading
import time
from ipaddress import ip_address, ip_network

from flask import Blueprint, abort, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, disable_created_metrics
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric

from app.core.clock import utc_now
from app.core.db import db
from app.http.auth.access import public
from app.settings import Settings
from app.web.monitoring.families import families_of, read_queues
from workflows.monitoring import list_request_totals, read_figures

FRESH_SECONDS = 5.0  # however many ask, the database is asked once in this time by each process

blueprint = Blueprint("metrics", __name__)
_lock = threading.Lock()
disable_created_metrics()


class _Registry(CollectorRegistry):
    """What was collected already; the encoders ask for nothing else."""

    def __init__(self, families: list[Metric]) -> None:
        super().__init__(auto_describe=False)
        self._families = families

    def collect(self) -> list[Metric]:  # type: ignore[override]
        return self._families


@blueprint.get("/metrics")
@public(keyed_by="a bearer token or the address")
def metrics() -> ResponseReturnValue:
    """Prometheus text 0.0.4; OpenMetrics where `Accept` asks for it."""
    if refusal := refused_with(current_app.config["SETTINGS"], request.remote_addr, _given_token()):
        abort(refusal)
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    return encode(_Registry(_lately())), 200, {"Content-Type": content_type, "Cache-Control": "no-store"}


def refused_with(settings: Settings, address: str | None, token: str) -> int | None:
    """None: may read. 401 where a token would open it, 404 where nothing would."""
    if settings.metrics_token and hmac.compare_digest(token.encode(), settings.metrics_token.encode()):
        return None
    if any(_is_in(address, network) for network in settings.metrics_addresses.split()):
        return None
    return 401 if settings.metrics_token else 404


def _is_in(address: str | None, network: str) -> bool:
    try:
        return ip_address(address or "") in ip_network(network)
    except ValueError:
        return False


def _given_token() -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


def _lately() -> list[Metric]:
    with _lock:
        until, families = current_app.extensions.get("metrics", (0.0, []))
        if time.monotonic() > until:
            families = _read()
            current_app.extensions["metrics"] = (time.monotonic() + FRESH_SECONDS, families)
        return families


def _read() -> list[Metric]:
    session, now = db.session(), utc_now()
    return families_of(
        version=current_app.config["VERSION"],
        colour=current_app.config["SETTINGS"].release_colour,
        totals=list_request_totals(session),
        figures=read_figures(session, now=now),
        queues=read_queues(current_app.config["REDIS_URL"], now),
    )
