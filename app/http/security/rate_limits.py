"""How often one address may fail: counted in Redis, in memory while Redis is away, so that nobody is kept out by it."""

import time
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter
from redis.exceptions import RedisError

from app.core.errors import DomainError

View = TypeVar("View", bound=Callable[..., Any])

# An office of a hundred people sits behind one address; the account itself is guarded in the database.
FAILED_LOGINS = "150 per 15 minutes"
LOGINS_AT_MOST = "3000 per 15 minutes"
LATER = {429, 503}
TOO_MANY = 429
SOON, A_WHILE = 5, 60  # seconds
UNPROCESSABLE = 422
FEEDBACK_AN_HOUR = 30  # from one address or one account; an office shares an address
ADDED_AN_HOUR = 60  # words to one's own feedback or reports, from one address or one account
BUGS_AN_HOUR = 20  # from one account

IPV6_HOME = 64  # bits of one household or telephone: it may change the others as often as it likes


def home_address() -> str:
    """Whose requests are counted together: an IPv4 address, or all of an IPv6 home."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    return str(address) if address.version == 4 else str(ip_network((address, IPV6_HOME), strict=False))  # noqa: PLR2004


limiter = Limiter(
    home_address,
    strategy="fixed-window",
    in_memory_fallback_enabled=True,
    swallow_errors=True,
    key_prefix="sigap",
    storage_options={"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
)


def limit_refusals(rate: str, *, refused: int = UNPROCESSABLE) -> Callable[[View], View]:
    """Count the POSTs of an address that are refused; one too many is answered 429 instead.

    What is right passes however many others were wrong: a carrier puts thousands of people behind one address.
    """

    def mark(view: View) -> View:
        count = limiter.limit(rate)(_counter_of(view))

        @wraps(view)
        def limited(*args: Any, **kwargs: Any) -> Response:
            try:
                answer = current_app.make_response(view(*args, **kwargs))
            except DomainError as refusal:
                if refusal.status == refused:
                    count()
                raise
            if request.method == "POST" and answer.status_code == refused:
                count()
            return answer

        return limited  # type: ignore[return-value]

    return mark


def _counter_of(view: Callable[..., Any]) -> Callable[[], None]:
    """Flask-Limiter keeps limits by the name of the function they are put on."""

    def count() -> None:
        pass

    count.__name__ = count.__qualname__ = f"refusals of {view.__module__}.{view.__qualname__}"
    return count


def limit_failed_logins(view: View) -> View:
    """Each try costs a hash, so there is a ceiling for an address, too, far above what people reach."""
    return limiter.limit(LOGINS_AT_MOST, methods=["POST"])(limit_refusals(FAILED_LOGINS)(view))  # type: ignore[return-value]


limit_forgotten = limiter.limit("200 per hour", methods=["POST"])  # an account takes three
limit_offers = limiter.limit("2000 per hour", methods=["POST"])  # each writes a row
limit_codes = limit_refusals("60 per hour")  # what they belong to counts its own wrong ones


def init_limits(app: Flask, redis_url: str) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = redis_url.replace("unix://", "redis+unix://", 1)
    limiter.init_app(app)


def init_retry_after(app: Flask) -> None:
    @app.after_request
    def add_retry_after(answer: Response) -> Response:
        """Whoever is told to come back later is told when."""
        if answer.status_code in LATER and "Retry-After" not in answer.headers:
            answer.headers["Retry-After"] = str(_seconds_left() if answer.status_code == TOO_MANY else SOON)
        return answer


def _seconds_left() -> int:
    """Until the limit that was hit begins anew."""
    try:
        hit = limiter.current_limit
        return max(int(hit.reset_at - time.time()) + 1, 1) if hit is not None else A_WHILE
    except RedisError:
        return A_WHILE
