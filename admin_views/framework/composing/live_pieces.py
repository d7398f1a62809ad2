"""The conversation and the internal notes of a record, drawn with its page and asked for again while it is open."""

from typing import Any

from flask import request, url_for
from flask_admin import expose
from flask_login import current_user

from app.core.db import db
from app.http.pages.live_piece import live_piece
from app.models.composing import ComposerKind
from workflows.composing import list_held


class LivePieces:
    """Mixed into Composing."""

    model: Any
    endpoint: str

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
            "answer_files": self._sent_files(record, ComposerKind.ANSWER),
            "held_files": self._held_files(record),
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

    @expose("/<int:id>/notes")
    def notes(self, id: int) -> Any:  # noqa: A002
        """The internal notes alone."""
        record = self._shown_record(id)  # type: ignore[attr-defined]
        return live_piece(self.render("admin/notes_live.html", **self.notes_context(record)))  # type: ignore[attr-defined]
