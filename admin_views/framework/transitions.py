"""Transitions as buttons: drawn from the flow table for this user and this record; made by POST, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy.orm import Session

from admin_views.framework.records.what_happened import sentence_of, way_back
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError, Invalid, NotFound
from app.core.flow import Action, Flow, Transition
from app.core.i18n import Sentence
from app.http.auth.reauthentication import ask_reauthentication
from app.http.forms.base import BaseForm, answers_of, transition_form
from app.http.forms.edit_version import VersionField, draw_version, flash_taken_over, is_versioned, require_current
from app.http.forms.submission import submit
from app.http.security.safe_redirects import own_path
from app.presenters.dates import shown_zone
from workflows.read_content import ContentChanged, hash_of, require_read
from workflows.transitions import list_open_among, list_open_steps, require_conditions
from workflows.verbs import find_verb, perform


@dataclass(frozen=True, slots=True)
class TransitionButton:
    """What the templates' `transition_buttons` needs."""

    name: str
    label: Sentence
    url: str
    tone: str
    needs_form: bool
    confirm: Sentence | None
    moves: bool = False  # changes the status


class TransitionButtons:
    """Mixed into AdminModelView: the transition route and the buttons of a record."""

    flow: Flow | None
    endpoint: str
    model: Any
    row_step: ClassVar[str] = ""  # the step that rows of the list offer as a button
    # steps whose form is filled from the address, a template or the clock, not with what stands in the record
    suggesting_steps: ClassVar[frozenset[str]] = frozenset()
    # answers that the clock fills in: nobody changed them meanwhile
    suggested_answers: ClassVar[frozenset[str]] = frozenset()
    # steps that decide about what their form was filled with: a change meanwhile is told, never taken over
    deciding_steps: ClassVar[frozenset[str]] = frozenset()

    def content_of(self, record: Any) -> Any:
        """What the page shows to whoever takes a step that `decides`, as JSON's types."""
        return self.flow.content_of(record)  # type: ignore[union-attr]

    def people_for(self, record: Any, transition: Transition) -> list[tuple[int, str]]:  # noqa: ARG002
        """The choices of a `people` field."""
        return []

    def answers_for(self, record: Any, name: str) -> dict[str, Any]:  # noqa: ARG002
        """What a transition's form is filled with when it opens."""
        return {}

    def transition_for(self, record: Any, transition: Transition) -> Transition:  # noqa: ARG002
        """A screen may leave out a question that cannot be answered for this record."""
        return transition

    def page_for(self, record: Any, name: str) -> tuple[str, dict[str, Any]]:  # noqa: ARG002
        """The template of a transition's form page, and what it shows beside the form."""
        return "admin/transition.html", {}

    def zone_for(self, record: Any) -> ZoneInfo:  # noqa: ARG002
        """The zone in which moments are typed for this record."""
        return shown_zone()

    def transitions_of(self, record: Any) -> list[TransitionButton]:
        if self.flow is None:
            return []
        return [
            self._button(record, name)
            for name in list_open_steps(db.session(), self.flow, record, actor=current_user)
            if find_verb(self.flow, name) is not None
        ]

    def row_steps(self, records: Sequence[Any], list_url: str) -> dict[int, TransitionButton]:
        """The button of each row of a list on which `row_step` may be taken now; it leads back to the list."""
        if self.flow is None or not self.row_step:
            return {}
        sources = self.flow.transitions[self.row_step].sources
        offered = {record.id: record for record in records if record.status in sources}
        open_ = list_open_among(db.session(), self.flow, self.row_step, list(offered), actor=current_user)
        return {
            number: self._button(record, self.row_step, url=list_url)
            for number, record in offered.items()
            if number in open_
        }

    def _button(self, record: Any, name: str, **query: str) -> TransitionButton:
        transition: Action = self.flow.transitions[name]  # type: ignore[union-attr]
        more: dict[str, Any] = {**query, "seen": self._content_hash(record, name)}
        url = url_for(f"{self.endpoint}.transition_view", id=record.id, step=name, **more)
        moves, asks = transition.target is not None, bool(transition.asks)
        return TransitionButton(name, transition.label, url, transition.tone, asks, transition.confirm, moves)

    def _content_hash(self, record: Any, name: str) -> str | None:
        return hash_of(self.content_of(record)) if self.flow.transitions[name].decides else None  # type: ignore[union-attr]

    @expose("/<int:id>/<step>", methods=("GET", "POST"))
    def transition_view(self, id: int, step: str) -> Any:  # noqa: A002
        """GET shows the transition's form; POST makes it."""
        transition = self._transition_or_404(step)
        record = self.get_one(id)  # type: ignore[attr-defined]
        if record is None:
            abort(404)
        if current_user.role not in transition.by:
            abort(403)
        require_conditions(db.session(), self.flow, step, id, actor=current_user)  # type: ignore[arg-type]
        if request.method == "POST" and transition.fresh and (asked := ask_reauthentication()) is not None:
            return asked
        transition, before = self.transition_for(record, transition), getattr(record, "status", "")
        form = self._form_for(record, step, transition)
        came_from, seen = own_path(request.args.get("url", "")), request.args.get("seen", "")
        if request.method == "POST" and form.validate():
            try:
                submit(self._work(step, id, answers_of(form, transition), form))
            except DomainError as refusal:
                seen = "" if isinstance(refusal, ContentChanged) else seen
                field = getattr(refusal, "field", None)
                if isinstance(refusal, Invalid) and field in form:
                    form[field].errors = [*form[field].errors, str(refusal)]
                flash(str(refusal), "error")
            else:
                flash(self._what_happened(step, record, before), "success")  # type: ignore[arg-type]
                flash_taken_over(form)
                return redirect(came_from or url_for(f"{self.endpoint}.details_view", id=id))
            if not transition.asks:
                return redirect(came_from or url_for(f"{self.endpoint}.details_view", id=id))
        page = self._step_page(record, step, transition, form, url=came_from or None, seen=seen)
        return page, 422 if request.method == "POST" else 200

    def _step_page(
        self, record: Any, step: str, transition: Action, form: BaseForm, *, url: str | None, seen: str
    ) -> Any:
        """`seen` empty: the form decides about what the record says now."""
        kept: dict[str, Any] = {"url": url, "seen": seen or self._content_hash(record, step)}
        action = url_for(request.endpoint or "", id=record.id, step=step, **kept)
        asks = bool(transition.asks)
        button = TransitionButton(step, transition.label, action, transition.tone, asks, transition.confirm)
        template, facts = self.page_for(record, step)
        title = self.record_title(record)  # type: ignore[attr-defined]
        return self.render(  # type: ignore[attr-defined]
            template, record=record, transition=button, form=form, record_title=title, **facts
        )

    def _what_happened(self, step: str, record: Any, before: str) -> dict[str, Any]:
        """A flash that says what happened, with "Urungkan" where the flow has a way back."""
        is_named = type(record).__str__ is not object.__str__
        name = str(record) if is_named else self.record_title(record)  # type: ignore[attr-defined]
        values: dict[str, Any] = {"text": sentence_of(self.flow, step, name)}  # type: ignore[arg-type]
        back = way_back(self.flow, step, before, current_user)  # type: ignore[arg-type]
        if back is not None and find_verb(self.flow, back[0]) is not None:  # type: ignore[arg-type]
            kept: dict[str, Any] = {"seen": self._content_hash(record, back[0])}
            url = url_for(f"{self.endpoint}.transition_view", id=record.id, step=back[0], **kept)
            values |= {"undo": url, "undo_asks": bool(back[1].asks)}
        return values

    def _transition_or_404(self, name: str) -> Transition:
        if self.flow is None or name not in self.flow.transitions or find_verb(self.flow, name) is None:
            abort(404)
        return self.flow.transitions[name]

    def arguments_of(self, name: str, answers: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """What the verb gets of the form's answers."""
        return answers

    def _form_for(self, record: Any, name: str, transition: Transition, **options: Any) -> BaseForm:
        """With the version of what it was filled with, as the edit forms of records have it."""
        people, given = self.people_for(record, transition), self.answers_for(record, name)
        more = {"version": VersionField()} if given and name not in self.suggesting_steps else {}
        form = transition_form(transition, people=people, zone=self.zone_for(record), given=given, more=more, **options)
        if more and request.method == "GET":
            draw_version(form)
        return form

    def _merged(self, session: Session, form: BaseForm, name: str, record_id: int) -> dict[str, Any]:
        """Answers of fields that took over what somebody else saved since the form was drawn; the row is locked."""
        record = self._locked(session, record_id)
        transition = self.transition_for(record, self._transition_or_404(name))
        stored = self._form_for(record, name, transition, formdata=None)
        among, merge = self.answers_for(record, name).keys() - self.suggested_answers, name not in self.deciding_steps
        taken = require_current(form, stored, among=among, merge=merge)
        return {ask.name: form[ask.name].data for ask in transition.asks if ask.kind != "file" and ask.name in taken}

    def _locked(self, session: Session, record_id: int) -> Any:
        alone: Any = {"of": self.model}
        record = session.get(self.model, record_id, with_for_update=alone, populate_existing=True)
        if record is None:
            raise NotFound
        return record

    def _work(self, name: str, record_id: int, answers: dict[str, Any], form: BaseForm | None = None) -> Any:
        seen = request.args.get("seen", "")

        def work(session: Session) -> dict[str, Any]:
            if self.flow.transitions[name].decides:  # type: ignore[union-attr]
                require_read(seen, self.content_of(self._locked(session, record_id)))
            merged = self._merged(session, form, name, record_id) if form is not None and is_versioned(form) else {}
            arguments = self.arguments_of(name, answers | merged)
            perform(session, self.flow, name, record_id, actor=current_user, now=utc_now(), answers=arguments)  # type: ignore[arg-type]
            return {"id": record_id}

        return work
