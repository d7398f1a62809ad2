"""Who else of staff has the record open: noted as a page asks for news, said on the page and in the list."""

from typing import Any

from flask_login import current_user

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.presenters.composing import presence_sentence
from workflows.composing import list_marks, note_presence


class Presence:
    """Mixed into Composing."""

    def note_presence(self, record: Any, *, writes: bool = False) -> None:
        at = {"thing": record.__tablename__, "thing_id": record.id, "user_id": current_user.id}
        with transaction() as session:
            note_presence(session, **at, now=utc_now(), writes=writes)

    def colleagues_at(self, record: Any) -> str:
        """One sentence; empty where nobody else is there."""
        asked = {"thing": record.__tablename__, "user_id": current_user.id, "among": [record.id]}
        found = list_marks(db.session(), **asked, now=utc_now()).get(record.id)
        return presence_sentence(found.writers, found.readers) if found else ""
