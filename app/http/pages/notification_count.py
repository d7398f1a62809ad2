"""The number of unread notifications that every page's header shows."""

from flask import Flask, g
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import db
from workflows.notifications import MOST_COUNTED, count_unread


def init_unread(app: Flask) -> None:
    """Give the templates `unread_notices()`."""
    app.jinja_env.globals.update(unread_notices=unread_notices)


def unread_notices() -> str:
    """`3`, `99+`, or nothing, counted once a page; an error page must come out even when the database is gone."""
    if "unread_notices" not in g:
        try:
            g.unread_notices = written(count_unread(db.session(), user_id=current_user.id))
        except SQLAlchemyError:
            g.unread_notices = ""
    return str(g.unread_notices)


def written(count: int) -> str:
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count or "")
