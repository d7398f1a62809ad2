"""Pictures and PDFs in a composer: kept with the draft as they are chosen, shown with what they were sent with."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from flask import abort, jsonify, render_template, request, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session, joinedload

from app.core.db import db, transaction
from app.core.errors import DomainError, NotAvailable
from app.core.files import StorageObject
from app.http.files.downloads import send_stored
from app.http.files.sent_files import file_facts
from app.http.files.storage import StorageAway, storage
from app.http.files.uploads import receive_document
from app.models.composing import IN_DRAFT, ComposerFile
from integrations.storage import StorageDown
from workflows.composing import add_composer_file, drop_composer_file, list_held_files, list_sent_files


class ComposerFiles:
    """Mixed into Composing."""

    model: Any
    endpoint: str

    def files_shown(self) -> ColumnElement[bool]:
        """Which files that left a draft the reader may see, of those of a record that they may see."""
        return true()

    def held_shown(self) -> ColumnElement[bool]:
        """Which answers on their way the reader may see, of a record that they may see."""
        return true()

    @expose("/<int:id>/attach", methods=("POST",))
    def attach(self, id: int) -> Any:  # noqa: A002
        """One that was just chosen, pasted or dropped: its line for the composer, or the reason why not."""
        record, kind = self._shown_record(id), request.form.get("composer", "")  # type: ignore[attr-defined]
        try:
            if kind not in {self.composer_steps[step] for step in self.open_composers(record)}:  # type: ignore[attr-defined]
                raise NotAvailable
            uploads = self._received()
            with transaction() as session:
                ids = self._add_files(session, id, kind, uploads)
        except DomainError as refusal:
            return jsonify({"error": str(refusal)}), 422
        added = (db.session.get_one(ComposerFile, one, options=[joinedload(ComposerFile.file)]) for one in ids)
        lines = [render_template("admin/composer_file.html", one=self._file_facts(one)) for one in added]
        return jsonify({"lines": lines})

    @expose("/<int:id>/attached/<int:file_id>/drop", methods=("POST",))
    def detach(self, id: int, file_id: int) -> Any:  # noqa: A002
        """Out of the draft again; what is typed beside it stays."""
        self._shown_record(id)  # type: ignore[attr-defined]
        own = self._own_draft(id)  # type: ignore[attr-defined]
        if "text" in request.form:
            self._store_draft(id, request.form.get("composer", ""), request.form["text"])  # type: ignore[attr-defined]
        with transaction() as session:
            gone = drop_composer_file(session, **own, composer_file_id=file_id)
        with suppress(StorageAway, StorageDown):  # then the nightly search for orphans finds it
            for key in gone:
                storage().delete(key)
        if request.accept_mimetypes.best == "application/json":
            return "", 204
        return self._to_thread(id)  # type: ignore[attr-defined]

    @expose("/<int:id>/attached/<int:file_id>")
    def attached(self, id: int, file_id: int) -> Any:  # noqa: A002
        """Of a record that this reader may see; of a draft for its writer alone."""
        self._shown_record(id)  # type: ignore[attr-defined]
        wanted = select(ComposerFile).where(
            ComposerFile.id == file_id,
            ComposerFile.thing == self.model.__tablename__,
            ComposerFile.thing_id == id,
            or_(ComposerFile.user_id == current_user.id, and_(~IN_DRAFT, self.files_shown())),
        )
        found = db.session.scalars(wanted.options(joinedload(ComposerFile.file))).one_or_none() or abort(404)
        return send_stored(found.file, found.name, inline="save" not in request.args)

    # --- parts ---

    def _received(self) -> list[StorageObject]:
        uploads = [one for one in request.files.getlist("files") if one.filename]
        return [receive_document(one, field="files") for one in uploads]

    def _add_files(self, session: Session, record_id: int, kind: str, uploads: Sequence[StorageObject]) -> list[int]:
        about = {"thing": self.model.__tablename__, "thing_id": record_id, "kind": kind}
        return [add_composer_file(session, **about, kept=kept, actor=current_user).id for kept in uploads]

    def _file_facts(self, one: ComposerFile) -> dict[str, Any]:
        place = {"id": one.thing_id, "file_id": one.id}
        drop = url_for(f"{self.endpoint}.detach", **place)
        return file_facts(one, url_for(f"{self.endpoint}.attached", **place)) | {"drop_url": drop}

    def _sent_files(self, record: Any, kind: str) -> dict[int, list[dict[str, Any]]]:
        """By the entry of the conversation; files of tickets' messages are attachments of their own."""
        sent = list_sent_files(db.session(), thing=record.__tablename__, thing_id=record.id, kind=kind)
        return {entry_id: [self._file_facts(one) for one in files] for entry_id, files in sent.items()}

    def _held_files(self, record: Any) -> dict[int, list[dict[str, Any]]]:
        held = list_held_files(db.session(), thing=record.__tablename__, thing_id=record.id)
        return {held_id: [self._file_facts(one) for one in files] for held_id, files in held.items()}
