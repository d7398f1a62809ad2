"""Who is it: Flask-Login asks here, and the answer comes from the log-ins kept on the server."""

from flask import Flask, Request
from flask_login import LoginManager

from app.http.auth.sessions import init_sessions, read_login
from app.models.accounts.user import User

login_manager = LoginManager()
login_manager.session_protection = None  # phones change networks


@login_manager.request_loader
def load_user(_request: Request) -> User | None:
    return read_login()


def init_login(app: Flask) -> None:
    login_manager.init_app(app)
    init_sessions(app)
