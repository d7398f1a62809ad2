"""The signed address of somebody's on-call calendar: a calendar program cannot log in."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer


def feed_path(user_id: int) -> str:
    return f"/on-call/{_signer().dumps(user_id)}.ics"


def read_feed_token(token: str) -> int | None:
    """The person; None for anything we did not sign."""
    try:
        return int(_signer().loads(token))
    except (BadSignature, TypeError, ValueError):
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="on-call-feed")
