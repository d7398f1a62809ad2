"""What changes by itself while a record or its list is open: conversation, internal notes, colleagues at it."""

from typing import Any, ClassVar

from flask import abort, request, url_for
from flask_admin import expose
from flask_login import current_user

from admin_views.framework.lists.live_rows import LiveRows
from app.core.clock import utc_now
from app.core.db import db, transaction
from app.http.pages.live_piece import live_piece
from app.models.composing import ComposerKind
from app.presenters.composing import presence_sentence
from workflows.composing import list_held, list_marks, note_presence


class LiveThread(LiveRows):
    """Mixed into Composing."""

    endpoint: str
    thread_template: ClassVar[str] = "admin/thread_live.html"

    # --- what a screen says ---

    def thread_of(self, record: Any) -> dict[str, Any]:
        """What both sides read: see thread_facts."""
        raise NotImplementedError

    def notes_of(self, record: Any) -> dict[str, Any]:
        """What colleagues alone read, as far as this reader may: see thread_facts."""
        raise NotImplementedError

    # --- for the page and for its pieces ---

    def thread_context(self, record: Any) -> dict[str, Any]:
        """The conversation and what is on its way, for the page and for its live piece."""
        thing = self.model.__tablename__
        return {
            "record": record,
            "thread": self.thread_of(record),
            "answer_files": self._sent_files(record, ComposerKind.ANSWER),  # type: ignore[attr-defined]
            "held_files": self._held_files(record),  # type: ignore[attr-defined]
            "held": list_held(db.session(), thing=thing, thing_id=record.id, shown=self.held_shown()),
            "may_take_back": current_user.id,
            "thread_url": None if "before" in request.args else url_for(f"{self.endpoint}.thread", id=record.id),
            "take_back": f"{self.endpoint}.take_back",
            "colleagues": self.colleagues_at(record),
        }

    def notes_context(self, record: Any) -> dict[str, Any]:
        older = "notes_before" in request.args
        return {
            "notes": self.notes_of(record),
            "note_files": self._sent_files(record, ComposerKind.NOTE),  # type: ignore[attr-defined]
            "notes_url": None if older else url_for(f"{self.endpoint}.notes", id=record.id),
        }

    # --- routes ---

    @expose("/<int:id>/thread")
    def thread(self, id: int) -> Any:  # noqa: A002
        """The conversation alone, asked for every few seconds."""
        record = self._shown_record(id)
        return live_piece(self.render(self.thread_template, **self.thread_context(record)))  # type: ignore[attr-defined]

    @expose("/<int:id>/notes")
    def notes(self, id: int) -> Any:  # noqa: A002
        """The internal notes alone."""
        record = self._shown_record(id)
        return live_piece(self.render("admin/notes_live.html", **self.notes_context(record)))  # type: ignore[attr-defined]

    # --- who is there ---

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
        """Whoever asks for it is there."""
        record = self.get_one(record_id)  # type: ignore[attr-defined]
        if record is None:
            abort(404)
        if request.method == "GET":
            self.note_presence(record)
        return record
