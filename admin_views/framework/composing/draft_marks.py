"""“Draf” beside a record of a list in which the reader has begun something."""

from typing import Any

from flask import g
from flask_login import current_user
from markupsafe import Markup

from admin_views.framework.lists.columns import badge
from app.core.db import db
from app.core.i18n import gettext
from workflows.composing import list_drafted


def draft_mark(record: Any) -> list[Markup]:
    """Asked once for a page: for every record that this table has in the session."""
    kind = type(record)
    drafted = g.setdefault("drafted", {})
    if kind not in drafted:
        shown = [one.id for one in db.session.identity_map.values() if type(one) is kind]
        thing = record.__tablename__
        drafted[kind] = set(list_drafted(db.session(), thing=thing, user_id=current_user.id, among=shown))
    return [badge(gettext("Draf"), "info")] if record.id in drafted[kind] else []
