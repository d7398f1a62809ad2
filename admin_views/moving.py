"""Moves as buttons: drawn from the flow table for this user and this row's state; made by POST, once."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.clock import WIB, utc_now
from app.core.errors import DomainError, Invalid
from app.core.flow import Flow, Move
from app.core.i18n import Sentence, gettext
from app.core.ids import read_id, sha256
from app.gate.forms import answers_of, move_form
from app.gate.fresh import ask_fresh_login
from app.gate.paths import own_path
from app.gate.submission import sent_key, submit
from workflows.registry import find_verb, perform


@dataclass(frozen=True, slots=True)
class MoveButton:
    """What the templates' `move_buttons` needs."""

    name: str
    label: Sentence
    url: str
    tone: str
    needs_form: bool
    confirm: Sentence | None


class MoveButtons:
    """Mixed into HouseView: the move route, the buttons of a record, the bulk actions of a list."""

    flow: Flow | None
    endpoint: str

    def may_move(self, record: Any, name: str) -> bool:  # noqa: ARG002
        """A screen may hide a move the table allows, e.g. one's own draft from approval."""
        return True

    def people_for(self, record: Any, move: Move) -> list[tuple[int, str]]:  # noqa: ARG002
        """The choices of a `people` field."""
        return []

    def answers_for(self, record: Any, name: str) -> dict[str, Any]:  # noqa: ARG002
        """What a move's form is filled with when it opens."""
        return {}

    def move_for(self, record: Any, move: Move) -> Move:  # noqa: ARG002
        """A screen may leave out a question that cannot be answered for this record."""
        return move

    def zone_for(self, record: Any) -> ZoneInfo:  # noqa: ARG002
        """The zone in which moments are typed for this record."""
        return WIB

    def moves_of(self, record: Any) -> list[MoveButton]:
        if self.flow is None:
            return []
        return [
            MoveButton(
                name,
                move.label,
                url_for(f"{self.endpoint}.move_view", id=record.id, step=name),
                move.tone,
                bool(move.asks),
                move.confirm,
            )
            for name, move in self.flow.open_to(current_user.role, record.status)
            if find_verb(self.flow, name) is not None and self.may_move(record, name)
        ]

    @expose("/<int:id>/<step>", methods=("GET", "POST"))
    def move_view(self, id: int, step: str) -> Any:  # noqa: A002
        """GET shows the move's form; POST makes the move."""
        move = self._move_or_404(step)
        record = self.get_one(id)  # type: ignore[attr-defined]
        if record is None:
            abort(404)
        if current_user.role not in move.by or not self.may_move(record, step):
            abort(403)
        if request.method == "POST" and move.fresh and (asked := ask_fresh_login()) is not None:
            return asked
        move = self.move_for(record, move)
        people, given = self.people_for(record, move), self.answers_for(record, step)
        form = move_form(move, people=people, zone=self.zone_for(record), given=given)
        button = MoveButton(step, move.label, request.path, move.tone, bool(move.asks), move.confirm)
        if request.method == "POST" and form.validate():
            try:
                submit(self._work(step, id, answers_of(form, move)))
            except DomainError as refusal:
                field = getattr(refusal, "field", None)
                if isinstance(refusal, Invalid) and field in form:
                    form[field].errors = [*form[field].errors, str(refusal)]
                flash(str(refusal), "error")
            else:
                flash(gettext("%(move)s: tersimpan.", move=move.label), "success")
                return redirect(url_for(f"{self.endpoint}.details_view", id=id))
            if not move.asks:
                return redirect(url_for(f"{self.endpoint}.details_view", id=id))
        status = 422 if request.method == "POST" else 200
        page = self.render("admin/move.html", record=record, move=button, form=form, record_title=str(record))  # type: ignore[attr-defined]
        return page, status

    def _move_or_404(self, name: str) -> Move:
        if self.flow is None or name not in self.flow.moves or find_verb(self.flow, name) is None:
            abort(404)
        return self.flow.moves[name]

    def _work(self, name: str, record_id: int, answers: dict[str, Any]) -> Any:
        def work(session: Session) -> dict[str, Any]:
            perform(session, self.flow, name, record_id, actor=current_user, now=utc_now(), answers=answers)  # type: ignore[arg-type]
            return {"id": record_id}

        return work

    # --- the same moves on many rows ---

    def get_actions_list(self) -> tuple[list[Any], dict[str, Any]]:
        """Bulk moves of the flow table that this user may make."""
        if self.flow is None:
            return [], {}
        bulk = [
            (name, move)
            for name, move in self.flow.moves.items()
            if move.bulk and current_user.role in move.by and find_verb(self.flow, name) is not None
        ]
        confirm = {name: str(move.confirm or gettext("Lanjutkan untuk semua yang dipilih?")) for name, move in bulk}
        return [(name, str(move.label)) for name, move in bulk], confirm

    @expose("/action/", methods=("POST",))
    def action_view(self) -> Any:
        """Make one move on each chosen row in its own transaction; say how many went and why the others did not."""
        name = request.form.get("action", "")
        move = self._move_or_404(name)
        if current_user.role not in move.by or not move.bulk:
            abort(403)
        if move.fresh and (asked := ask_fresh_login()) is not None:
            return asked
        chosen = [number for text in request.form.getlist("rowid") if (number := read_id(text)) is not None][:200]
        records = [record for record_id in chosen if (record := self.get_one(record_id)) is not None]  # type: ignore[attr-defined]
        refused = self._each(name, [record.id for record in records])
        done = len(records) - len(refused)
        flash(gettext("%(move)s: %(done)d berhasil.", move=move.label, done=done), "success" if done else "info")
        for sentence in sorted(set(refused)):
            flash(sentence, "error")
        return redirect(own_path(request.form.get("url", "")) or url_for(f"{self.endpoint}.index_view"))

    def _each(self, name: str, record_ids: list[int]) -> list[str]:
        refused: list[str] = []
        form = sent_key()
        for record_id in record_ids:
            try:
                submit(self._work(name, record_id, {}), key=sha256(f"{form}:{name}:{record_id}"))
            except DomainError as refusal:
                refused.append(str(refusal))
        return refused
