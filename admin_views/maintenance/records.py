"""Catatan pemeliharaan: what keeps the service in shape, whose it is, until when, and what came of it."""

from dataclasses import replace
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask import request, url_for
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from admin_views.framework.lists.columns import choice_of, day_cell, person_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter
from admin_views.framework.lists.search import starts_with
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.navigation import record_url
from admin_views.incidents.subjects import incidents_about
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Flow, Transition
from app.core.i18n import N_, gettext
from app.http.forms.base import DayField, QuantityField
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.maintenance.record import KIND_LABELS, TOPIC_LABELS, MaintenanceRecord, MaintenanceTopic
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW, OPEN
from app.models.status.status_page import StatusComponent
from app.policies.company_time import company_zone
from app.presenters.dates import day, moment
from app.presenters.maintenance.figures import figures_text, latency_text, owner_text
from workflows.maintenance import edit_record, list_items, make_record, require_owner


class RecordForm(PanelForm):
    topic = SelectField(
        N_("Jenis"),
        choices=[(str(one), label) for one, label in TOPIC_LABELS.items()],
        description=N_("Tambalan keamanan dihitung dari hari tersedia sampai hari diterapkan."),
    )
    title = StringField(N_("Apa yang dipelihara"), validators=[InputRequired(), Length(max=150)])
    owner = StringField(N_("Nama pengguna penanggung jawab"), validators=[InputRequired(), Length(max=40)])
    due_date = DayField(N_("Paling lambat"), validators=[Optional()])
    available_date = DayField(N_("Tambalan tersedia sejak"), validators=[Optional()])
    bug_number = StringField(N_("Nomor laporan bug"), validators=[Length(max=20)])
    release = StringField(
        N_("Rilis"), validators=[Length(max=80)], description=N_("Versi Sigap, atau nama sistem dan versinya.")
    )
    figure_name = StringField(
        N_("Yang diukur"), validators=[Length(max=80)], description=N_("Dengan satuannya, misalnya p95 pool (ms).")
    )
    figure_before = QuantityField(N_("Angka sebelumnya"), validators=[Optional()])
    description = TextAreaField(N_("Keterangan"), validators=[Length(max=10_000)], render_kw={"rows": 4})
    checklist = TextAreaField(
        N_("Daftar periksa"), validators=[Length(max=11_000)], description=N_("Satu butir per baris.")
    )


class RecordEditForm(RecordForm):
    topic = available_date = bug_number = checklist = None  # type: ignore[assignment]


class MaintenanceRecordView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit", "export"})
    flow: ClassVar[Flow | None] = MAINTENANCE_RECORD_FLOW
    list_loads = (MaintenanceRecord.owner,)
    record_loads = (
        MaintenanceRecord.owner,
        MaintenanceRecord.bug,
        MaintenanceRecord.release,
        MaintenanceRecord.plan,
    )
    details_template = "admin/maintenance/record.html"
    empty_text = N_("Belum ada catatan. Buat satu, atau aturan berulang yang membuatnya sendiri.")

    column_list = ("number", "title", "kind", "topic", "owner", "due_date", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "title": N_("Apa yang dipelihara"),
        "kind": N_("Golongan"),
        "topic": N_("Jenis"),
        "owner": N_("Penanggung jawab"),
        "due_date": N_("Paling lambat"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = (
        "status",
        ChoiceFilter("kind", N_("Golongan"), MaintenanceRecord.kind, tuple(KIND_LABELS.items())),
        ChoiceFilter("topic", N_("Jenis"), MaintenanceRecord.topic, tuple(TOPIC_LABELS.items())),
        DayFilter("date", N_("Selesai"), MaintenanceRecord.finished_at),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "title": short_text(70),
        "kind": choice_of(KIND_LABELS),
        "topic": choice_of(TOPIC_LABELS),
        "owner": person_cell,
        "due_date": day_cell,
        "status": status_of(MAINTENANCE_RECORD_FLOW),
    }

    def search_for(self, query: Any, words: str) -> Any:
        return query.where(starts_with(MaintenanceRecord.number, words.upper()))

    def get_create_form(self) -> Any:
        return RecordForm

    def get_edit_form(self) -> Any:
        return RecordEditForm

    def create_form(self, obj: Any = None) -> Any:
        form = super().create_form(obj)
        if request.method == "GET":
            for name in ("topic", "title", "bug_number"):
                form[name].data = request.args.get(name, form[name].data)
            form.owner.data = current_user.username
        return form

    def edit_form(self, obj: Any = None) -> Any:
        form = super().edit_form(obj)
        if obj is not None and request.method == "GET":
            form.owner.data = obj.owner.username
            form.release.data = str(obj.release) if obj.release else ""
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> MaintenanceRecord:
        return make_record(
            session,
            topic=MaintenanceTopic(form.topic.data),
            available_date=form.available_date.data,
            bug_number=form.bug_number.data or "",
            checklist=form.checklist.data or "",
            release=form.release.data or "",
            owner_id=require_owner(session, form.owner.data),
            actor=actor,
            now=utc_now(),
            **_typed(form),
        )

    def edit_record(self, session: Session, form: Any, record: MaintenanceRecord, actor: User) -> MaintenanceRecord:  # noqa: ARG002
        return edit_record(
            session, record=record, owner=form.owner.data, release=form.release.data or "", **_typed(form)
        )

    def zone_for(self, record: MaintenanceRecord) -> ZoneInfo:  # noqa: ARG002
        return ZoneInfo(company_zone(db.session()))

    def answers_for(self, record: MaintenanceRecord, name: str) -> dict[str, Any]:
        return {"available": record.available_date} if name == "note_available" else {}

    def transition_for(self, record: MaintenanceRecord, transition: Transition) -> Transition:
        """Its own items, unticked or ticked, and the components of the status page, to choose among."""
        is_done = transition == MAINTENANCE_RECORD_FLOW.transitions["untick"]
        offered = {"item": lambda: _items(record, is_done=is_done), "components": _components}
        asks = tuple(
            replace(ask, choices=tuple((str(key), label) for key, label in offered[ask.name]()))
            if ask.name in offered
            else ask
            for ask in transition.asks
        )
        return replace(transition, asks=asks)

    def record_title(self, record: MaintenanceRecord) -> str:
        return f"{record.number} · {record.title}"

    def record_links(self, record: MaintenanceRecord) -> list[dict[str, Any]]:
        found = (
            (record.bug, gettext("Laporan bug")),
            (record.release, gettext("Rilis")),
            (record.plan, gettext("Pengumuman")),
        )
        own = [{"label": label, "href": record_url(type(one), one.id), "icon": "link"} for one, label in found if one]
        return own + incidents_about(db.session(), record, current_user)

    def record_sections(self, record: MaintenanceRecord) -> list[dict[str, Any]]:
        rows = [
            (gettext("Golongan"), str(KIND_LABELS[record.kind])),
            (gettext("Jenis"), str(TOPIC_LABELS[record.topic])),
            (gettext("Keterangan"), record.description or None),
            (gettext("Penanggung jawab"), owner_text(record.owner)),
            (gettext("Paling lambat"), day(record.due_date) if record.due_date else None),
            (gettext("Tambalan keamanan"), latency_text(record)),
            (record.figure_name or gettext("Yang diukur"), figures_text(record)),
            (gettext("Mulai"), moment(record.started_at) if record.started_at else None),
            (gettext("Selesai"), moment(record.finished_at) if record.finished_at else None),
            (gettext("Hasilnya"), record.outcome or None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]

    def record_extra(self, record: MaintenanceRecord) -> dict[str, Any]:
        return {
            "items": list_items(db.session(), record.id),
            "may_tick": record.status in OPEN,
            "tick_url": url_for(".transition_view", id=record.id, step="tick"),
            "untick_url": url_for(".transition_view", id=record.id, step="untick"),
        }


def _typed(form: Any) -> dict[str, Any]:
    before = form.figure_before.data
    return {
        "title": form.title.data,
        "description": form.description.data or "",
        "due_date": form.due_date.data,
        "figure_name": form.figure_name.data or "",
        "figure_before": float(before) if before is not None else None,
    }


def _items(record: MaintenanceRecord, *, is_done: bool) -> list[tuple[int, str]]:
    return [(item.id, item.label) for item in list_items(db.session(), record.id) if bool(item.done_at) == is_done]


def _components() -> list[tuple[int, str]]:
    rows = db.session.execute(select(StatusComponent.id, StatusComponent.name).order_by(StatusComponent.position))
    return [(row.id, row.name) for row in rows]
