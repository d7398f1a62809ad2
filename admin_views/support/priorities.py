"""Tabel prioritas: impact and urgency decide a ticket's priority."""

from typing import Any, ClassVar

from flask import flash, g, redirect, request, url_for
from flask_admin import expose

from admin_views.framework.lists.columns import choice_of
from admin_views.framework.model_view import AdminModelView
from admin_views.support.plans import ORDER
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.core.identifiers import read_id
from app.http.forms.submission import submit
from app.models.accounts.user import DESK, Role
from app.models.support.ticket import EXTENT_LABELS
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.models.visits.visit_status import PRIORITY_LABELS, PRIORITY_TONES
from workflows.support import save_priorities


class PriorityRuleView(AdminModelView):
    """The 4 × 4 table: a row for each cell."""

    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"edit"})
    can_view_details = False
    page_size = 25
    list_template = "admin/support/priorities.html"

    column_list = ("impact", "urgency", "priority")
    column_labels: ClassVar[dict[str, Any]] = {
        "impact": N_("Dampak"),
        "urgency": N_("Kegentingan"),
        "priority": N_("Prioritas"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {
        "impact": choice_of(EXTENT_LABELS),
        "urgency": choice_of(PRIORITY_LABELS),
        "priority": choice_of(PRIORITY_LABELS, PRIORITY_TONES),
    }
    form_columns = ("priority",)
    narrower: ClassVar[dict[str, frozenset[Role]]] = {"save_table": DESK}

    def list_context(self) -> dict[str, Any]:
        """The cells by impact, then urgency, as the table draws them."""
        rules = {(rule.impact, rule.urgency): rule for rule in db.session.scalars(self.get_query())}
        order = {"impacts": EXTENT_LABELS, "urgencies": {one: PRIORITY_LABELS[one] for one in ORDER}}
        more = {"tones": PRIORITY_TONES, "labels": PRIORITY_LABELS, "refused": g.get("refused_cells", {})}
        return {**super().list_context(), **order, "rules": rules, **more}

    @expose("/table", methods=("POST",))
    def save_table(self) -> Any:
        """Every cell of the table, each with what it was drawn from."""
        form = request.form
        numbers = [number for name in form if name.startswith("cell-") if (number := read_id(name[5:])) is not None]
        cells = {number: (form.get(f"was-{number}", ""), form[f"cell-{number}"]) for number in numbers}
        try:
            answer = submit(lambda session: {"changed": save_priorities(session, cells=cells)})
        except DomainError as refusal:
            flash(str(refusal), "error")
            g.refused_cells = cells
            return self.index_view(), 422
        else:
            flash(gettext("Tabel prioritas disimpan (sel diubah: %(n)s).", n=answer["changed"]), "success")
        return redirect(url_for(".index_view"), 303)

    form_choices: ClassVar[dict[str, Any]] = {"priority": [(str(one), label) for one, label in PRIORITY_LABELS.items()]}
