"""Tindakan massal saya: one's own steps on many records, and what became of each row."""

from typing import Any, ClassVar

from flask import abort, current_app, url_for
from flask_admin import BaseView, expose
from flask_login import current_user

from admin_views.framework.access import RoleRestricted
from admin_views.framework.navigation import first_list
from app.core.db import db
from app.core.errors import NotFound
from app.models import FLOWS
from app.models.accounts.user import STAFF, Role
from app.models.bulk_run import OUTCOME_LABELS, OUTCOME_TONES, BulkRun, RowOutcome
from workflows.bulk import count_outcomes, get_own_run, list_own_runs, list_rows


class BulkRunsView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = STAFF - {Role.TECHNICIAN}

    @expose("/")
    def index(self) -> Any:
        runs = list_own_runs(db.session(), actor=current_user)
        shown = [{"run": run, "title": _title(run), "url": url_for(".run", run_id=run.id)} for run in runs]
        begins = first_list("action_view") or first_list("index_view")
        return self.render("admin/bulk/index.html", runs=shown, first_list=begins)

    @expose("/<int:run_id>")
    def run(self, run_id: int) -> Any:
        return self.render("admin/bulk/run.html", **_facts(run_id))

    @expose("/<int:run_id>/rows")
    def rows(self, run_id: int) -> Any:
        """The table alone, asked for while rows wait."""
        return self.render("admin/bulk/_rows.html", **_facts(run_id))


def _facts(run_id: int) -> dict[str, Any]:
    session = db.session()
    try:
        run = get_own_run(session, run_id=run_id, actor=current_user)
    except NotFound:
        abort(404)
    counts = count_outcomes(session, run_id=run_id)
    endpoint = run.endpoint if f"{run.endpoint}.index_view" in current_app.view_functions else None
    return {
        "run": run,
        "title": _title(run),
        "counts": counts,
        "is_over": not counts[RowOutcome.WAITING],
        "rows": list_rows(session, run_id=run_id),
        "labels": OUTCOME_LABELS,
        "tones": OUTCOME_TONES,
        "list_url": url_for(f"{endpoint}.index_view") if endpoint else None,
        "record_url": lambda record_id: url_for(f"{endpoint}.details_view", id=record_id) if endpoint else "",
    }


def _title(run: BulkRun) -> str:
    """`Tutup: Pelanggan`."""
    flow = FLOWS.get(run.flow)
    step = flow.transitions.get(run.step) if flow else None
    screens = {view.endpoint: view.name for view in current_app.extensions["admin"][0]._views}  # noqa: SLF001
    return f"{step.label if step else run.step}: {screens.get(run.endpoint, run.endpoint)}"
