"""The signed address of somebody's on-call calendar: a calendar program cannot log in."""

from itsdangerous import BadSignature, URLSafeSerializer

from app.http.security.secret_keys import derivation_key


def feed_path(user_id: int) -> str:
    return f"/on-call/{_signer().dumps(user_id)}.ics"


def read_feed_token(token: str) -> int | None:
    """The person; None for anything we did not sign."""
    try:
        return int(_signer().loads(token))
    except (BadSignature, TypeError, ValueError):
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer([derivation_key()], salt="on-call-feed")  # the address outlives a change of SECRET_KEY
