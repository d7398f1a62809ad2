"""The same transition on many rows of a list: each in its own transaction, with what became of each."""

from collections.abc import Iterable
from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from markupsafe import Markup

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.flow import Flow, Transition
from app.core.i18n import gettext
from app.core.identifiers import read_id, sha256
from app.http.auth.reauthentication import ask_reauthentication
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import sent_key, submit
from app.http.security.safe_redirects import own_path
from app.models.bulk_run import RowOutcome
from workflows.bulk import ask_bulk, count_outcomes, do_next_row
from workflows.read_content import SEEN_LENGTH, hash_of
from workflows.verbs import find_verb

MOST = 1000  # rows at once
AT_ONCE = 50  # done before the page answers; a job does the rest
NOT_READ = "-"  # no hash


class BulkActions:
    """Mixed into AdminModelView."""

    flow: Flow | None
    endpoint: str

    def get_actions_list(self) -> tuple[list[Any], dict[str, Any]]:
        """Bulk transitions of the flow table that this user may make."""
        if self.flow is None:
            return [], {}
        bulk = [
            (name, transition)
            for name, transition in self.flow.transitions.items()
            if transition.bulk and current_user.role in transition.by and find_verb(self.flow, name) is not None
        ]
        confirm = {
            name: str(transition.confirm or gettext("Lanjutkan untuk semua yang dipilih?")) for name, transition in bulk
        }
        return [(name, str(transition.label)) for name, transition in bulk], confirm

    @expose("/action/", methods=("POST",))
    def action_view(self) -> Any:
        """Make one transition on each chosen row, or on every row that the list's filters find (`all=1`).

        A step that decides takes no rows of other pages, which nobody has read.
        """
        name = request.form.get("action", "")
        transition = self._transition_or_404(name)  # type: ignore[attr-defined]
        if current_user.role not in transition.by or not transition.bulk:
            abort(403)
        if transition.fresh and (asked := ask_reauthentication()) is not None:
            return asked
        every = request.form.get("all") == "1" and not transition.decides
        records = self._every_found() if every else self._chosen()
        run_id = self._ask(name, records, self._read_hashes(transition, records))
        if not g.get("replayed"):
            self._do_first(run_id)
        return self._show_outcome(transition, run_id, len(records))

    def _chosen(self) -> list[Any]:
        numbers = [number for text in request.form.getlist("rowid") if (number := read_id(text)) is not None][:MOST]
        return [record for number in numbers if (record := self.get_one(number)) is not None]  # type: ignore[attr-defined]

    def deciding_actions(self) -> set[str]:
        """Bulk steps that are made on rows which their reader has before them."""
        steps = self.flow.transitions.items() if self.flow else ()
        return {name for name, step in steps if step.bulk and step.decides}

    def content_hashes(self, records: Iterable[Any]) -> dict[int, str]:
        """Of each row of a list whose bulk steps decide about what it says."""
        bound = self.deciding_actions()
        return {record.id: hash_of(self.flow.content_of(record)) for record in records} if bound else {}  # type: ignore[union-attr]

    def _read_hashes(self, transition: Transition, records: list[Any]) -> dict[int, str]:
        """What each row said when the list was drawn."""
        if not transition.decides:
            return {}
        return {record.id: request.form.get(f"seen-{record.id}", "")[:SEEN_LENGTH] or NOT_READ for record in records}

    def _every_found(self) -> list[Any]:
        """The list's search and filters stand in this form's address."""
        asked = self._get_list_extra_args()  # type: ignore[attr-defined]
        _count, rows = self.get_list(None, None, None, asked.search, asked.filters, page_size=MOST)  # type: ignore[attr-defined]
        return list(rows)

    def _ask(self, name: str, records: list[Any], seen: dict[int, str]) -> int:
        actor, endpoint, flow = signed_in_user(), self.endpoint, self.flow
        named = [(record, self.record_title(record)) for record in records]  # type: ignore[attr-defined]
        chosen = ",".join(str(record.id) for record in records)

        def work(session: Any) -> dict[str, Any]:
            given = {"endpoint": endpoint, "flow": flow.name, "step": name, "records": named, "seen": seen}  # type: ignore[union-attr]
            return {"id": ask_bulk(session, **given, actor=actor, now=utc_now()).id}

        answer: dict[str, Any] = submit(work, key=sha256(f"{sent_key()}:{name}:{chosen}"))
        return int(answer["id"])

    def _do_first(self, run_id: int) -> None:
        for _ in range(AT_ONCE):
            if unit_of_work(lambda session: do_next_row(session, now=utc_now(), run_id=run_id)) is None:
                break

    def _show_outcome(self, transition: Transition, run_id: int, asked: int) -> Any:
        counts = count_outcomes(db.session(), run_id=run_id)
        is_known = bool(g.get("replayed"))
        done = 0 if is_known else counts[RowOutcome.DONE]
        text = gettext("%(move)s: %(done)d berhasil.", move=transition.label, done=done)
        if is_known:
            flash(text, "info")
            flash(gettext("%(count)d sudah dilakukan dari halaman ini, dan tidak diulang.", count=asked), "info")
        elif counts[RowOutcome.REFUSED] or counts[RowOutcome.WAITING]:
            return redirect(url_for("bulk.run", run_id=run_id))
        else:
            link = Markup('{} <a href="{}">{}</a>').format(text, url_for("bulk.run", run_id=run_id), gettext("Lihat"))
            flash(link if done else text, "success" if done else "info")
        return redirect(own_path(request.form.get("url", "")) or url_for(f"{self.endpoint}.index_view"))
