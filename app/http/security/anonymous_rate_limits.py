"""How often somebody may do a thing, counted without knowing who it is.

Redis keeps a number under a bucket, for the rest of the hour. The bucket is twenty bits of a keyed hash of the address;
the key is drawn at random each hour, lives in Redis only, and is forgotten with the hour. While it lives, whoever can
read Redis could still try addresses against the buckets, and would find thousands of them for each bucket; and a bucket
says only that some address used the form in this hour, not what was sent. While Redis is away nobody is held up.
"""

import hmac
import secrets

import structlog
from flask import current_app
from redis import Redis
from redis.exceptions import RedisError

from app.core.clock import utc_now
from app.http.security.rate_limits import home_address

HOUR = 3600
BUCKETS = 2**20  # few enough that many addresses share one, enough that two busy ones hardly ever do

log = structlog.get_logger()


def allows(purpose: str, *, most: int, who: str | None = None) -> bool:
    """Count one more; False when this hour's `most` is spent. `who`: by default the address of the request."""
    seconds = int(utc_now().timestamp())
    hour, left = seconds // HOUR, HOUR - seconds % HOUR
    try:
        redis = _redis()
        bucket = _bucket(redis, hour, left, f"{purpose}|{who or home_address()}")
        pipe = redis.pipeline()
        pipe.incr(f"sigap:anonymous:{hour}:{purpose}:{bucket}")
        pipe.expire(f"sigap:anonymous:{hour}:{purpose}:{bucket}", left)
        return int(pipe.execute()[0]) <= most
    except RedisError as problem:
        log.warning("anonymous_rate_limit.away", error=type(problem).__name__)
        return True


def _bucket(redis: "Redis", hour: int, left: int, what: str) -> int:
    name = f"sigap:anonymous:{hour}:key"
    redis.set(name, secrets.token_hex(32), nx=True, ex=left)
    key = redis.get(name)
    if key is None:  # the hour ended between the two
        return 0
    return int.from_bytes(hmac.digest(bytes(key), what.encode(), "sha256")[:8]) % BUCKETS  # type: ignore[arg-type]


def _redis() -> "Redis":
    if "anonymous_rate_limit" not in current_app.extensions:
        url = current_app.config["REDIS_URL"]
        current_app.extensions["anonymous_rate_limit"] = Redis.from_url(
            url, socket_timeout=0.5, socket_connect_timeout=0.5
        )
    return current_app.extensions["anonymous_rate_limit"]
