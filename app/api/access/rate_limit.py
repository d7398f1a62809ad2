"""How fast a token may ask, and the headers that tell it so (draft-ietf-httpapi-ratelimit-headers)."""

import time

import structlog
from flask import Response, current_app, g
from flask_limiter import RequestLimit
from redis.exceptions import RedisError

from app.api.errors import TooFast
from app.http.security.rate_limits import limiter

log = structlog.get_logger()


def _allowed() -> str:
    return current_app.config["SETTINGS"].api_rate


@limiter.shared_limit(_allowed, scope="api", key_func=lambda: g.pace_key, on_breach=lambda _limit: None)
def _count() -> None:
    """Count one request of this key; flask-limiter raises 429 when it is one too many."""


def check_rate_limit(key: str) -> None:
    """Count this request under `key`."""
    g.pace_key = key
    _count()


def add_rate_limit_headers(answer: Response) -> Response:
    if "pace_key" not in g:
        return answer
    try:
        return _with_headers(answer, limiter.current_limit)
    except RedisError as problem:  # the work is committed: what it came to is answered all the same
        log.warning("rate_limit.away", error=type(problem).__name__)
        return answer


def _with_headers(answer: Response, limit: RequestLimit | None) -> Response:
    if limit is None:
        return answer
    answer.headers["RateLimit-Policy"] = f'"default";q={limit.limit.amount};w={limit.limit.get_expiry()}'
    answer.headers["RateLimit"] = f'"default";r={max(limit.remaining, 0)};t={_wait(limit)}'
    if answer.status_code == TooFast.status:
        answer.headers["Retry-After"] = str(_wait(limit))
    return answer


def _wait(limit: RequestLimit) -> int:
    return max(int(limit.reset_at - time.time()) + 1, 0)
