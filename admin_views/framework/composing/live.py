"""What changes by itself while a record or its list is open: the conversation, and who else of staff is there."""

from typing import Any, ClassVar

from flask import abort, request
from flask_admin import expose
from flask_login import current_user

from admin_views.framework.lists.live_rows import LiveRows
from app.core.clock import utc_now
from app.core.db import db, transaction
from app.http.pages.live_piece import live_piece
from app.presenters.composing import presence_sentence
from workflows.composing import list_marks, note_presence


class LiveThread(LiveRows):
    """Mixed into Composing."""

    thread_template: ClassVar[str] = "admin/thread_live.html"

    @expose("/<int:id>/thread")
    def thread(self, id: int) -> Any:  # noqa: A002
        """The conversation alone, asked for every few seconds."""
        record = self._shown_record(id)
        return live_piece(self.render(self.thread_template, **self.thread_context(record)))  # type: ignore[attr-defined]

    def note_presence(self, record: Any, *, writes: bool = False) -> None:
        at = {"thing": record.__tablename__, "thing_id": record.id, "user_id": current_user.id}
        with transaction() as session:
            note_presence(session, **at, now=utc_now(), writes=writes)

    def colleagues_at(self, record: Any) -> str:
        """One sentence; empty where nobody else is there."""
        asked = {"thing": record.__tablename__, "user_id": current_user.id, "among": [record.id]}
        found = list_marks(db.session(), **asked, now=utc_now()).get(record.id)
        return presence_sentence(found.writers, found.readers) if found else ""

    def _shown_record(self, record_id: int) -> Any:
        """Whoever asks for it is there; whoever sends something writes."""
        record = self.get_one(record_id)  # type: ignore[attr-defined]
        if record is None:
            abort(404)
        self.note_presence(record, writes=request.method == "POST")
        return record
