"""Perawatan data: what Sigap does for itself; sizes, growth, retention by table; indexes; slow queries; reports."""

from typing import Any, ClassVar

from flask import abort, current_app, flash, redirect, url_for
from flask_admin import BaseView, expose
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin_views.framework.access import RoleRestricted
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError, Invalid
from app.core.i18n import N_, gettext
from app.http.files.downloads import send_stored
from app.http.forms.base import BaseForm, WholeNumberField
from app.http.forms.edit_version import Versioned, draw_version, require_current
from app.http.forms.submission import submit
from app.http.pages.machine import read_machine
from app.models.accounts.user import OPERATORS, TECHNICAL, Role
from app.models.maintenance.upkeep import DISK, TASK_LABELS, MaintenanceMonth
from app.policies.company_time import company_today
from app.policies.retention import RETENTION, RetentionRule, kept_days
from workflows.maintenance import (
    choose_retention,
    days_until,
    list_index_bloat,
    list_invalid_indexes,
    list_runs,
    list_slow_queries,
    list_statements,
    list_tables,
    read_choices,
    read_growth,
)

KEEPERS = OPERATORS
READERS = TECHNICAL | {Role.MANAGER}
YEAR = 365


class DaysForm(Versioned, BaseForm):
    days = WholeNumberField(N_("Hari"))


class UpkeepView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = READERS
    narrower: ClassVar[dict[str, frozenset[Role]]] = {"choose": KEEPERS}

    @expose("/")
    def index(self) -> Any:
        return self._page()

    def _page(self, refused: DaysForm | None = None, of: str = "") -> Any:
        session, now = db.session(), utc_now()
        growth = read_growth(session, today=company_today(session, now))
        machine = read_machine(current_app.config["SETTINGS"].files_dir)
        months = select(MaintenanceMonth).order_by(MaintenanceMonth.month.desc()).limit(12)
        return self.render(
            "admin/maintenance/upkeep.html",
            runs=list_runs(session),
            tasks=TASK_LABELS,
            tables=_tables(session, growth, {of: refused}),
            machine=machine,
            disk_growth=growth.get(DISK),
            disk_days=days_until(machine.disk_free_bytes, growth.get(DISK)),
            invalid=list_invalid_indexes(session),
            bloat=list_index_bloat(session),
            slow=list_slow_queries(session),
            statements=list_statements(session),
            months=session.scalars(months).all(),
            may_choose=current_user.role in KEEPERS,
        )

    @expose("/retention/<table>", methods=("POST",))
    def choose(self, table: str) -> Any:
        """Keep the rows of this table for as many days."""
        form, rules = DaysForm(), {rule.table: rule for rule in RETENTION}
        if table not in rules:
            abort(404)

        def work(session: Session) -> dict[str, Any]:
            require_current(form, _days_form(rules[table], read_choices(session, lock=table)))
            choose_retention(session, table=table, days=form.days.data or 0, now=utc_now())
            return {}

        try:
            if not form.validate():
                raise Invalid(N_("Isi dengan angka bulat."), field="days")
            submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
            return self._page(form, of=table), 422
        flash(gettext("Disimpan; berlaku mulai malam ini."), "success")
        return redirect(url_for(".index"))

    @expose("/months/<int:month_id>")
    def month(self, month_id: int) -> Any:
        """The PDF of a month, as it was told."""
        found = db.session.get(MaintenanceMonth, month_id)
        if found is None:
            abort(404)
        return send_stored(found.file, f"pemeliharaan-{found.month:%Y-%m}.pdf", inline=True)


def _days_form(rule: RetentionRule, chosen: dict[str, int]) -> DaysForm:
    """As it stands now."""
    form = DaysForm(
        formdata=None, data={"days": kept_days(rule, current_app.config["SETTINGS"].retention_days, chosen)}
    )
    draw_version(form)
    return form


def _tables(session: Session, growth: dict[str, float], refused: dict[str, DaysForm | None]) -> list[dict[str, Any]]:
    """The largest tables and all that have a rule, with growth, forecast and days kept; a refused form as sent."""
    rules, chosen = {rule.table: rule for rule in RETENTION}, read_choices(session)
    settings = current_app.config["SETTINGS"].retention_days
    found = []
    for place, table in enumerate(list_tables(session)):
        rule = rules.get(table.name)
        if rule is None and place >= 15:  # noqa: PLR2004  what is small and kept for good is left out
            continue
        a_day = growth.get(table.name)
        found.append(
            {
                "table": table,
                "about": rule.about if rule else table.name,
                "a_day": a_day,
                "in_a_year": max(0, round(table.size + a_day * YEAR)) if a_day is not None else None,
                "days": kept_days(rule, settings, chosen) if rule else None,
                "form": (refused.get(table.name) or _days_form(rule, chosen)) if rule else None,
                "least": rule.least if rule else None,
                "chosen": table.name in chosen,
                "archived": bool(rule and rule.archived),
            }
        )
    return found
