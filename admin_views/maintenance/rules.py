"""Pemeliharaan berulang: rules that make records, each some days before it is due."""

from typing import Any, ClassVar

from flask import request
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from admin_views.framework.lists.columns import choice_of, person_cell, short_text
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.db import db
from app.core.i18n import N_, gettext
from app.http.forms.base import DayField
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.maintenance.record import (
    TOPIC_LABELS,
    UNIT_LABELS,
    MaintenanceRecord,
    MaintenanceRule,
    MaintenanceTopic,
    RepeatUnit,
)
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from app.presenters.dates import day
from app.presenters.maintenance.figures import owner_text
from workflows.maintenance import day_of, lines_of, list_records_of_rule, require_owner


class RuleForm(PanelForm):
    title = StringField(N_("Apa yang dipelihara"), validators=[InputRequired(), Length(max=150)])
    topic = SelectField(N_("Jenis"), choices=[(str(one), label) for one, label in TOPIC_LABELS.items()])
    every = IntegerField(N_("Setiap"), default=1, validators=[InputRequired(), NumberRange(1, 365)])
    unit = SelectField(N_("Satuan"), choices=[(str(one), label) for one, label in UNIT_LABELS.items()])
    start_date = DayField(N_("Pertama kali"), validators=[InputRequired()])
    lead_days = IntegerField(
        N_("Catatan dibuat (hari sebelumnya)"), default=7, validators=[InputRequired(), NumberRange(0, 90)]
    )
    owner = StringField(N_("Nama pengguna penanggung jawab"), validators=[InputRequired(), Length(max=40)])
    checklist = TextAreaField(
        N_("Daftar periksa"), validators=[Length(max=11_000)], description=N_("Satu butir per baris.")
    )
    active = BooleanField(N_("Aktif"), default=True)


class MaintenanceRuleView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    list_loads = (MaintenanceRule.owner,)
    record_loads = (MaintenanceRule.owner,)
    empty_text = N_("Belum ada aturan. Misalnya tambalan keamanan tiap minggu, uji pulih tiap bulan.")

    column_list = ("title", "topic", "unit", "start_date", "owner", "active")
    column_labels: ClassVar[dict[str, Any]] = {
        "title": N_("Apa yang dipelihara"),
        "topic": N_("Jenis"),
        "unit": N_("Berulang"),
        "start_date": N_("Berikutnya"),
        "owner": N_("Penanggung jawab"),
        "active": N_("Aktif"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {
        "title": short_text(70),
        "topic": choice_of(TOPIC_LABELS),
        "unit": lambda _view, _context, rule, _name: _repeats(rule),
        "start_date": lambda _view, _context, rule, _name: day(day_of(rule, rule.made)),
        "owner": person_cell,
    }
    form = RuleForm

    def create_form(self, obj: Any = None) -> Any:
        form = super().create_form(obj)
        if request.method == "GET":
            form.owner.data = current_user.username
        return form

    def edit_form(self, obj: Any = None) -> Any:
        form = super().edit_form(obj)
        if obj is not None and request.method == "GET":
            form.owner.data = obj.owner.username
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> MaintenanceRule:  # noqa: ARG002
        rule = MaintenanceRule(made=0, **_typed(session, form))
        session.add(rule)
        return rule

    def edit_record(self, session: Session, form: Any, record: MaintenanceRule, actor: User) -> MaintenanceRule:  # noqa: ARG002
        """Another first day, or another step, begins the counting again; a day that has its record gets no second."""
        typed = _typed(session, form)
        if any(typed[name] != getattr(record, name) for name in ("every", "unit", "start_date")):
            record.made = 0
        for name, value in typed.items():
            setattr(record, name, value)
        record.version += 1
        return record

    def record_title(self, record: MaintenanceRule) -> str:
        return record.title

    def record_sections(self, record: MaintenanceRule) -> list[dict[str, Any]]:
        rows = [
            (gettext("Jenis"), str(TOPIC_LABELS[record.topic])),
            (gettext("Berulang"), _repeats(record)),
            (gettext("Berikutnya"), day(day_of(record, record.made)) if record.active else gettext("Tidak aktif")),
            (gettext("Penanggung jawab"), owner_text(record.owner)),
            (gettext("Daftar periksa"), record.checklist or None),
        ]
        made = [(one.number, _line(one)) for one in list_records_of_rule(db.session(), record.id)]
        sections = [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]
        return [*sections, {"title": gettext("Catatan yang dibuat"), "rows": made}] if made else sections


def _line(record: MaintenanceRecord) -> str:
    words = str(MAINTENANCE_RECORD_FLOW.labels[record.status])
    return f"{day(record.due_date)} · {words}" if record.due_date else words


def _repeats(rule: MaintenanceRule) -> str:
    return gettext("tiap %(count)d %(unit)s", count=rule.every, unit=str(UNIT_LABELS[rule.unit]))


def _typed(session: Session, form: Any) -> dict[str, Any]:
    lines_of(form.checklist.data or "")
    return {
        "title": form.title.data,
        "topic": MaintenanceTopic(form.topic.data),
        "every": form.every.data,
        "unit": RepeatUnit(form.unit.data),
        "start_date": form.start_date.data,
        "lead_days": form.lead_days.data,
        "owner_id": require_owner(session, form.owner.data),
        "checklist": form.checklist.data or "",
        "active": bool(form.active.data),
    }
