"""The signed address of somebody's on-call calendar: a calendar program cannot log in."""

from itsdangerous import BadSignature, URLSafeSerializer

from app.http.security.secret_keys import derivation_key


def feed_path(user_id: int, version: int) -> str:
    """`version`: the person's `links_version`, so that the address can be renewed."""
    return f"/on-call/{_signer().dumps([user_id, version])}.ics"


def read_feed_token(token: str) -> tuple[int, int] | None:
    """Person and version; None for anything we did not sign."""
    try:
        signed = _signer().loads(token)
        user_id, version = signed if isinstance(signed, list) else (signed, 1)  # made before there were versions
        return int(user_id), int(version)
    except (BadSignature, TypeError, ValueError):
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer([derivation_key()], salt="on-call-feed")  # the address outlives a change of SECRET_KEY
