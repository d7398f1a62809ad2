"""The same transition on many rows of a list: each in its own transaction, with what became of each."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from flask import abort, flash, g, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from markupsafe import Markup

from admin_views.framework.records.read_content import hash_of
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
from workflows.verbs import find_verb

MOST = 1000  # rows at once
AT_ONCE = 50  # done before the page answers; a job does the rest


class BulkActions:
    """Mixed into AdminModelView."""

    flow: Flow | None
    endpoint: str
    read_before: ClassVar[frozenset[str]]
    content_of: Callable[[Any], Any]

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
        """Make one transition on each chosen row, or on every row that the list's filters find (`all=1`)."""
        name = request.form.get("action", "")
        transition = self._transition_or_404(name)  # type: ignore[attr-defined]
        if current_user.role not in transition.by or not transition.bulk:
            abort(403)
        if transition.fresh and (asked := ask_reauthentication()) is not None:
            return asked
        records = self._as_listed(name, self._every_found() if request.form.get("all") == "1" else self._chosen())
        run_id = self._ask(name, records)
        if not g.get("replayed"):
            self._do_first(run_id)
        return self._tell(transition, run_id, len(records))

    def _chosen(self) -> list[Any]:
        numbers = [number for text in request.form.getlist("rowid") if (number := read_id(text)) is not None][:MOST]
        return [record for number in numbers if (record := self.get_one(number)) is not None]  # type: ignore[attr-defined]

    def content_hashes(self, records: Iterable[Any]) -> dict[int, str]:
        """Of each row of a list whose bulk steps decide about what it says."""
        steps = self.flow.transitions.items() if self.flow else ()
        bound = any(step.bulk and name in self.read_before for name, step in steps)
        return {record.id: hash_of(self.content_of(record)) for record in records} if bound else {}

    def _as_listed(self, name: str, records: list[Any]) -> list[Any]:
        """Without those that say something else than when the list was drawn; those of other pages were not shown."""
        if name not in self.read_before:
            return records
        seen = {record.id: request.form.get(f"seen-{record.id}", "") for record in records}
        same = [one for one in records if seen[one.id] in {"", hash_of(self.content_of(one))}]
        if len(same) < len(records):
            flash(
                gettext(
                    "%(n)d baris sudah diubah sejak daftar ini dibuka. Baca lagi dulu.", n=len(records) - len(same)
                ),
                "warning",
            )
        return same

    def _every_found(self) -> list[Any]:
        """The list's search and filters stand in this form's address."""
        asked = self._get_list_extra_args()  # type: ignore[attr-defined]
        _count, rows = self.get_list(None, None, None, asked.search, asked.filters, page_size=MOST)  # type: ignore[attr-defined]
        return list(rows)

    def _ask(self, name: str, records: list[Any]) -> int:
        actor, endpoint, flow = signed_in_user(), self.endpoint, self.flow
        named = [(record, self.record_title(record)) for record in records]  # type: ignore[attr-defined]
        chosen = ",".join(str(record.id) for record in records)

        def work(session: Any) -> dict[str, Any]:
            given = {"endpoint": endpoint, "flow": flow.name, "step": name, "records": named}  # type: ignore[union-attr]
            return {"id": ask_bulk(session, **given, actor=actor, now=utc_now()).id}

        answer: dict[str, Any] = submit(work, key=sha256(f"{sent_key()}:{name}:{chosen}"))
        return int(answer["id"])

    def _do_first(self, run_id: int) -> None:
        for _ in range(AT_ONCE):
            if unit_of_work(lambda session: do_next_row(session, now=utc_now(), run_id=run_id)) is None:
                break

    def _tell(self, transition: Transition, run_id: int, asked: int) -> Any:
        counts = count_outcomes(db.session(), run_id=run_id)
        is_known = bool(g.get("replayed"))
        done = 0 if is_known else counts[RowOutcome.DONE]
        told = gettext("%(move)s: %(done)d berhasil.", move=transition.label, done=done)
        if is_known:
            flash(told, "info")
            flash(gettext("%(count)d sudah dilakukan dari halaman ini, dan tidak diulang.", count=asked), "info")
        elif counts[RowOutcome.REFUSED] or counts[RowOutcome.WAITING]:
            return redirect(url_for("bulk.run", run_id=run_id))
        else:
            link = Markup('{} <a href="{}">{}</a>').format(told, url_for("bulk.run", run_id=run_id), gettext("Lihat"))
            flash(link if done else told, "success" if done else "info")
        return redirect(own_path(request.form.get("url", "")) or url_for(f"{self.endpoint}.index_view"))
