"""One JSON object a line with ECS names and the request's id; no secret and no full phone number."""

import logging
import re
import sys
import time
import uuid
from collections.abc import MutableMapping
from http import HTTPStatus
from types import TracebackType
from typing import Any

import structlog
from flask import Flask, Response, g, request
from flask_login import current_user

from app.core.db import db
from app.core.text.masking import hide, learn
from app.core.units import unit_of
from app.http.error_log import init_error_log, name_fields
from app.launch.servers.own_servers import is_command
from app.models.audit.audit_log import Via
from app.settings_checks import secrets_of

_SECRET_NAMES = re.compile(r"password|secret|token|authorization|cookie|signature|api_key", re.IGNORECASE)
PROBES = {"/healthz", "/readyz"}
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")


def _scrub(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if _SECRET_NAMES.search(key):
            event[key] = "•••"
        elif isinstance(value, str):
            event[key] = hide(value)
    return event


def init_logs(app: Flask, level: str) -> None:
    learn(secrets_of(app.config["SETTINGS"]))
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        init_error_log(app).look,
        structlog.processors.format_exc_info,
        _scrub,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                name_fields({"service.name": "sigap", "service.version": app.config["VERSION"]}),
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.root.handlers[:] = [handler]
    logging.captureWarnings(True)  # noqa: FBT003
    if not is_command():  # whoever typed a command reads a traceback as it is
        sys.excepthook = _log_end
    logging._srcfile = None  # noqa: SLF001  the manual's way not to look for the caller of every line; we print none
    logging.root.setLevel(level)
    logging.getLogger("PIL").setLevel(logging.INFO)  # at DEBUG it writes down where and with what a photo was taken
    _init_requests(app)


def _log_end(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """What ends a process is a line like every other."""
    logging.getLogger("sigap").critical("process.ended", exc_info=(kind, problem, trace))


def _init_requests(app: Flask) -> None:
    log = structlog.get_logger("sigap.web")

    @app.before_request
    def begin() -> None:
        g.request_id = uuid.uuid4().hex[:16]
        g.began = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)
        sent = request.headers.get("X-Request-Id", "")
        if _REQUEST_ID.fullmatch(sent):  # beside ours: whoever sends it could send somebody else's
            structlog.contextvars.bind_contextvars(outside_request_id=sent)
        unit = unit_of(db.session())
        unit.request_id, unit.channel, unit.address = g.request_id, Via.WEB, request.remote_addr or ""
        if current_user.is_authenticated:
            unit.actor_id = current_user.id

    @app.after_request
    def end(response: Response) -> Response:
        if "began" in g:
            response.headers["X-Request-Id"] = g.request_id
            rule = request.url_rule.rule if request.url_rule else "-"
            if rule in PROBES and response.status_code == HTTPStatus.OK:
                return response  # a proxy asks every two seconds: eight megabytes a day that say nothing
            log.info(
                "request",
                method=request.method,
                rule=rule,
                status=response.status_code,
                ms=round((time.perf_counter() - g.began) * 1000, 1),
            )
        return response
