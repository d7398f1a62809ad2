"""Who is it: the login session, tied to the user's session version."""

from flask import Flask, session
from flask_login import LoginManager

from app.core.db import db
from app.models.user import User

login_manager = LoginManager()
login_manager.session_protection = None  # phones change networks; the session version ends sessions instead


@login_manager.user_loader
def load_user(key: str) -> User | None:
    user_id, _, version = key.partition("|")
    if not (user_id.isascii() and user_id.isdecimal() and version.isascii() and version.isdecimal()):
        return None
    user = db.session.get(User, int(user_id))
    if user is None or not user.is_active or user.session_version != int(version):
        session.clear()
        return None
    return user


def init_login(app: Flask) -> None:
    login_manager.init_app(app)
