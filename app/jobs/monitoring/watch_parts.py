"""Our own parts as alarms, and the ping to an address outside."""

import requests
import structlog
from flask import current_app

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.monitoring import report_burns, report_parts

TIMEOUT = 10  # seconds
log = structlog.get_logger()


def watch_parts() -> None:
    """RQ job: an alarm for each worker or scheduled job that is silent or failing; its end when it is well again.

    The error budget, too.
    """
    unit_of_work(lambda session: report_parts(session, now=utc_now()))
    unit_of_work(lambda session: report_burns(session, now=utc_now()))


def ping_dead_man() -> None:
    """RQ job: ask for the address outside whose owner calls us when it is not asked for any more."""
    url = current_app.config["SETTINGS"].dead_man_url
    if url is None:
        return
    try:
        with requests.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
            if answer.status_code >= requests.codes.multiple_choices:
                log.warning("dead_man.refused", status=answer.status_code)
    except requests.RequestException as problem:
        log.warning("dead_man.unreachable", error=type(problem).__name__)
