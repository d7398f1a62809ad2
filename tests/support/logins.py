"""Logging in without the form, for tests whose subject is something else."""

from flask.testing import FlaskClient

from app.models.user import User


def log_in(client: FlaskClient, user: User) -> None:
    """The session as it is after a login; the user's row must be flushed."""
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = user.get_id()
        cookie["_fresh"] = True
