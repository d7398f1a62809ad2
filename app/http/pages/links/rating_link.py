"""The signed link in the last message about a feedback: whoever holds it may rate how it was handled, once."""

from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.http.security.secret_keys import signing_keys

LIVES_SECONDS = 90 * 86400


def rating_token(feedback_id: int) -> str:
    return _signer().dumps(feedback_id)


def read_rating_token(token: str) -> int | None:
    """The feedback's id; None for a link that is not ours or too old."""
    try:
        feedback_id = _signer().loads(token, max_age=LIVES_SECONDS)
    except BadSignature:
        return None
    return feedback_id if isinstance(feedback_id, int) else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_keys(), salt="feedback-rating")
