"""The composers of a record's page: drafts on the server, canned texts, sending with a way back."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar

from flask import abort, flash, jsonify, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy.orm import Session

from admin_views.framework.composing.composer import Composer, seen_by_form
from admin_views.framework.composing.files import ComposerFiles
from admin_views.framework.composing.live import LiveThread
from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.errors import DomainError, Invalid, NotAvailable
from app.core.files import StorageObject
from app.core.flow import Flow
from app.core.i18n import gettext
from app.http.forms.submission import submit
from app.models.composing import ComposerKind
from workflows.composing import (
    attach_files,
    forget_draft,
    hold_message,
    list_draft_file_ids,
    list_draft_files,
    read_drafts,
    store_draft,
    take_back_message,
)
from workflows.support import list_canned
from workflows.transitions import list_open_steps
from workflows.verbs import perform


class Composing(ComposerFiles, LiveThread):
    """Mixed into the screen of a record with a conversation."""

    model: Any
    flow: Flow | None
    endpoint: str
    composer_steps: ClassVar[Mapping[str, str]] = {"answer": ComposerKind.ANSWER, "note": ComposerKind.NOTE}

    # --- what a screen says ---

    def recipient_of(self, record: Any) -> str:
        """Who reads the answer, as the button names them."""
        raise NotImplementedError

    def count_newer(self, record: Any, seen: int) -> int:
        """Messages of the other side after this one."""
        raise NotImplementedError

    def people_named(self, record: Any) -> tuple[str, ...]:  # noqa: ARG002
        """Colleagues whom a note may name."""
        return ()

    def open_composers(self, record: Any) -> list[str]:
        open_ = list_open_steps(db.session(), self.flow, record, actor=current_user)  # type: ignore[arg-type]
        return [name for name in self.composer_steps if name in open_]

    def most_of(self, step: str) -> int:
        return self.flow.transitions[step].asks[0].max_length  # type: ignore[union-attr]

    def note_down(self, session: Session, step: str, record_id: int, text: str) -> Any:
        """Notes are written at once."""
        words = {self.flow.transitions[step].asks[0].name: text}  # type: ignore[union-attr]
        perform(session, self.flow, step, record_id, actor=current_user, now=utc_now(), answers=words)  # type: ignore[arg-type]

    def step_words(self, record: Any, step: str) -> str:
        """On the button: what happens, and to whom."""
        if self.composer_steps[step] == ComposerKind.NOTE:
            return gettext("Simpan catatan")
        if step == next(iter(self.composer_steps)):
            return gettext("Kirim ke %(name)s", name=self.recipient_of(record))
        return str(self.flow.transitions[step].label)  # type: ignore[union-attr]

    # --- what the page draws ---

    def composers_of(self, record: Any) -> dict[str, Composer]:
        """By kind; the ones that this reader may use now."""
        kept = read_drafts(db.session(), **self._own_draft(record.id))
        files = list_draft_files(db.session(), **self._own_draft(record.id))
        found: dict[str, Composer] = {}
        open_ = self.open_composers(record)
        for kind in ComposerKind:
            steps = [step for step in open_ if self.composer_steps[step] == kind]
            if not steps:
                continue
            is_note, draft = kind == ComposerKind.NOTE, kept.get(kind)
            found[kind] = Composer(
                kind=kind,
                title=gettext("Catatan internal") if is_note else self.answer_title(record),
                steps=tuple((step, self.step_words(record, step)) for step in steps),
                url=url_for(f"{self.endpoint}.compose", id=record.id),
                draft_url=url_for(f"{self.endpoint}.draft", id=record.id),
                canned_url="" if is_note else url_for(f"{self.endpoint}.canned", id=record.id),
                draft=draft.text if draft else "",
                refusal=draft.refusal if draft else "",
                most=self.most_of(steps[0]),
                people=self.people_named(record) if is_note else (),
                file_url=url_for(f"{self.endpoint}.attach", id=record.id),
                files=tuple(self._file_facts(one) for one in files.get(kind, ())),
            )
        return found

    def answer_title(self, record: Any) -> str:
        return gettext("Balas %(name)s", name=self.recipient_of(record))

    def render(self, template: str, **kwargs: Any) -> Any:
        record = kwargs.get("model")
        if template == self.details_template and record is not None:  # type: ignore[attr-defined]
            self.note_presence(record)
            kwargs |= {**self.thread_context(record), **self.notes_context(record)}
            kwargs["composers"] = self.composers_of(record)
        return super().render(template, **kwargs)  # type: ignore[misc]

    # --- routes ---

    @expose("/<int:id>/compose", methods=("POST",))
    def compose(self, id: int) -> Any:  # noqa: A002
        """An answer leaves in a few seconds, a note is written at once."""
        record, step = self._shown_record(id), request.form.get("step", "")
        text, kind = request.form.get("text", ""), self.composer_steps.get(step)
        if kind is None:
            abort(400)
        uploads: Sequence[StorageObject] = ()  # what a form without scripts brought along
        try:
            if step not in self.open_composers(record):
                raise NotAvailable
            uploads = self._received()
            if kind == ComposerKind.ANSWER and self._stop_unread(record, text, uploads):
                return self._to_thread(id)
            submit(lambda session: self._write_entry(session, step, kind, id, text, uploads))
        except DomainError as refusal:
            self._store_draft(id, kind, text, uploads)
            flash(str(refusal), "error")
        else:
            if kind == ComposerKind.NOTE:
                flash(gettext("Catatan disimpan."), "success")
        return self._to_thread(id)

    @expose("/<int:id>/draft", methods=("POST",))
    def draft(self, id: int) -> Any:  # noqa: A002
        """What is typed so far, a second after the last key."""
        record, kind = self._shown_record(id), request.form.get("composer", "")
        if kind not in set(ComposerKind):
            abort(400)
        self.note_presence(record, writes=True)
        self._store_draft(id, kind, request.form.get("text", ""))
        return "", 204

    @expose("/<int:id>/canned")
    def canned(self, id: int) -> Any:  # noqa: A002
        """Prepared replies for this record: name, text, variables without a value."""
        record = self._shown_record(id)
        with transaction() as session:  # a ticket's link is made when a text first names it
            found = list_canned(session, record, actor=current_user, now=utc_now())
        return jsonify([{"name": one.name, "text": one.text, "empty": one.empty} for one in found])

    @expose("/<int:id>/take_back/<int:held_id>", methods=("POST",))
    def take_back(self, id: int, held_id: int) -> Any:  # noqa: A002
        """The answer becomes a draft again, if it has not left."""
        self._shown_record(id)
        user_id = current_user.id
        try:
            submit(lambda session: take_back_message(session, held_id=held_id, user_id=user_id))
        except DomainError as refusal:
            flash(str(refusal), "error")
        else:
            flash(gettext("Belum dikirim: teksnya kembali ke kotak tulis."), "success")
        return self._to_thread(id)

    # --- parts ---

    def _write_entry(
        self, session: Session, step: str, kind: str, record_id: int, text: str, uploads: Sequence[StorageObject]
    ) -> dict[str, Any]:
        self._add_files(session, record_id, kind, uploads)
        if kind == ComposerKind.NOTE:
            own = {**self._own_draft(record_id), "kind": kind}
            self.note_down(session, step, record_id, text)
            attach_files(session, **own, composer_file_ids=list_draft_file_ids(session, **own))
            forget_draft(session, **own)
        else:
            values: dict[str, Any] = {"text": text, "most": self.most_of(step), "seen": seen_by_form()}
            hold_message(session, **self._own_draft(record_id), step=step, now=utc_now(), **values)
        return {"id": record_id}

    def _stop_unread(self, record: Any, text: str, uploads: Sequence[StorageObject]) -> bool:
        """Somebody wrote while the answer was typed: it stays a draft, to be sent once that has been read."""
        newer = self.count_newer(record, seen_by_form())
        if not newer:
            return False
        self._store_draft(record.id, ComposerKind.ANSWER, text, uploads)
        words = gettext(
            "%(num)d pesan baru masuk selagi Anda menulis. Baca dulu, lalu kirim atau ubah jawaban Anda.", num=newer
        )
        flash(words, "warning")
        return True

    def _store_draft(self, record_id: int, kind: str, text: str, uploads: Sequence[StorageObject] = ()) -> None:
        """Files beyond the most that a draft may hold are not kept."""
        with transaction() as session:
            store_draft(session, **self._own_draft(record_id), kind=kind, text=text)
            with suppress(Invalid), session.begin_nested():
                self._add_files(session, record_id, kind, uploads)

    def _own_draft(self, record_id: int) -> dict[str, Any]:
        return {"thing": self.model.__tablename__, "thing_id": record_id, "user_id": current_user.id}

    def _to_thread(self, record_id: int) -> Any:
        return redirect(url_for(f"{self.endpoint}.details_view", id=record_id) + "#percakapan", 303)
