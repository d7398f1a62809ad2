"""Beside a record of a list: “Draf” of the reader's own, and colleagues who read or write there now."""

from typing import Any

from flask import g
from flask_login import current_user
from markupsafe import Markup

from admin_views.framework.lists.columns import badge
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.presenters.composing import reading_words, writing_words
from workflows.composing import list_marks


def composing_marks(record: Any) -> list[Markup]:
    """Asked once for a page: for every record that this table has in the session."""
    kind = type(record)
    kept = g.setdefault("composing_marks", {})
    if kind not in kept:
        shown = [one.id for one in db.session.identity_map.values() if type(one) is kind]
        asked = {"thing": record.__tablename__, "user_id": current_user.id, "among": shown}
        kept[kind] = list_marks(db.session(), **asked, now=utc_now())
    found = kept[kind].get(record.id)
    if found is None:
        return []
    marks = [badge(gettext("Draf"), "info")] if found.has_draft else []
    marks += [badge(writing_words(found.writers), "warning")] if found.writers else []
    marks += [badge(reading_words(found.readers), "neutral")] if found.readers else []
    return marks
