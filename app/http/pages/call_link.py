"""The signed link in a call: whoever holds it acknowledges as the person who was called, by a POST."""

from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.http.security.secret_keys import signing_keys

LIVES_SECONDS = 2 * 86400


def call_path(incident_id: int, user_id: int) -> str:
    return f"/call/{_signer().dumps([incident_id, user_id])}"


def read_call_token(token: str) -> tuple[int, int] | None:
    """Incident and person; None for a link that is not ours or too old."""
    try:
        incident_id, user_id = _signer().loads(token, max_age=LIVES_SECONDS)
    except (BadSignature, TypeError, ValueError):
        return None
    return int(incident_id), int(user_id)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_keys(), salt="incident-call")
