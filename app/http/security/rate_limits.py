"""How often one address may fail: counted in Redis, in memory while Redis is away, so that nobody is kept out by it."""

from ipaddress import ip_address, ip_network

from flask import Flask, Response, request
from flask_limiter import Limiter

# An office of a hundred people sits behind one address; the account itself is guarded in the database.
FAILED_LOGINS = "150 per 15 minutes"
UNPROCESSABLE = 422
FEEDBACK_AN_HOUR = 30  # from one address or one account; an office shares an address
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


def _was_refused(response: Response) -> bool:
    return response.status_code == UNPROCESSABLE


limit_failed_logins = limiter.limit(FAILED_LOGINS, methods=["POST"], deduct_when=_was_refused)


limit_forgotten = limiter.limit("30 per hour", methods=["POST"])  # an account takes three
limit_offers = limiter.limit("600 per hour", methods=["POST"])  # each writes a row
limit_codes = limiter.limit("60 per hour", methods=["POST"], deduct_when=_was_refused)


def init_limits(app: Flask, redis_url: str) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = redis_url.replace("unix://", "redis+unix://", 1)
    limiter.init_app(app)
