"""The key in an e-mail that stops this kind of e-mail for its reader, without a login and for nothing else."""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from app.models.messaging.notification import Topic

_SALT = "unsubscribe"


def stop_path(user_id: int, topic: Topic) -> str:
    """It never expires: an old e-mail may be the one somebody has had enough of."""
    return f"/unsubscribe/{_signer().dumps([user_id, str(topic)])}"


def read_stop(token: str) -> tuple[int, Topic] | None:
    """Whose and what; None for anything we did not sign."""
    try:
        user_id, topic = _signer().loads(token)
        return int(user_id), Topic(topic)
    except (BadData, TypeError, ValueError):
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=_SALT)
