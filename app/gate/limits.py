"""How often one address may fail: counted in Redis, in memory while Redis is away, so that nobody is kept out by it."""

from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# An office of a hundred people sits behind one address; the account itself is guarded in the database.
FAILED_LOGINS = "150 per 15 minutes"
UNPROCESSABLE = 422

limiter = Limiter(
    get_remote_address,
    strategy="fixed-window",
    in_memory_fallback_enabled=True,
    swallow_errors=True,
    key_prefix="sigap",
    storage_options={"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
)


def _was_refused(response: Response) -> bool:
    return response.status_code == UNPROCESSABLE


limit_failed_logins = limiter.limit(FAILED_LOGINS, methods=["POST"], deduct_when=_was_refused)


limit_forgotten = limiter.limit("30 per hour", methods=["POST"])  # an account takes three
limit_offers = limiter.limit("600 per hour", methods=["POST"])  # each writes a row
limit_codes = limiter.limit("60 per hour", methods=["POST"], deduct_when=_was_refused)


def init_limits(app: Flask, redis_url: str) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = redis_url.replace("unix://", "redis+unix://", 1)
    limiter.init_app(app)
