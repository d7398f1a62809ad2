"""Paket layanan: what is promised at each priority, and the desk's settings."""

from typing import Any, ClassVar

from flask import flash, redirect, url_for
from flask_admin import expose
from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_, gettext
from app.http.forms.base import WholeNumberField
from app.http.forms.submission import submit
from app.models.accounts.user import DESK, Role, User
from app.models.support.settings.service_plan import ServicePlan, SupportCalendar
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.models.visits.visit import Priority
from app.models.visits.visit_status import PRIORITY_LABELS
from app.policies.service_levels.hours_text import read_duration, write_duration
from app.presenters.dates import moment
from workflows.support import Target, preview_plan, renew_wallboard_link, save_plan

ORDER = (Priority.CRITICAL, Priority.HIGH, Priority.MEDIUM, Priority.LOW)
CLOCKS = {
    "first": (N_("jawaban pertama"), "first_reply_s"),
    "next": (N_("kabar berikutnya"), "next_reply_s"),
    "resolution": (N_("penyelesaian"), "resolution_s"),
}


def _calendars() -> list[tuple[str, str]]:
    rows = db.session.query(SupportCalendar.id, SupportCalendar.name).order_by(SupportCalendar.id)
    return [(str(one), name) for one, name in rows]


def _label(priority: Priority, what: Any) -> Any:
    """Translated when it is drawn."""
    return N_("%(priority)s: %(what)s", priority=PRIORITY_LABELS[priority], what=what)


class PlanForm(PanelForm):
    """A row of fields for each priority, named `critical_first` and so on."""

    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=60)])
    is_default = BooleanField(N_("Paket umum"), description=N_("Untuk pelanggan tanpa paket sendiri."))

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        given = dict(data)
        targets = {target.priority: target for target in obj.targets} if obj is not None and obj.id else {}
        for priority in ORDER:
            self[f"{priority.lower()}_calendar"].choices = _calendars()
            if (target := targets.get(priority)) is not None:
                given[f"{priority.lower()}_calendar"] = str(target.calendar_id)
                for name, (_words, column) in CLOCKS.items():
                    given[f"{priority.lower()}_{name}"] = write_duration(getattr(target, column))
        super().process(formdata, obj=obj, **given)


for _priority in ORDER:
    for _name, (_words, _column) in CLOCKS.items():
        _text = StringField(
            _label(_priority, _words), validators=[Length(max=40)], description=N_("Jam kerja, mis. 4 jam")
        )
        setattr(PlanForm, f"{_priority.lower()}_{_name}", _text)
    setattr(PlanForm, f"{_priority.lower()}_calendar", SelectField(_label(_priority, N_("dihitung menurut"))))


class PlanView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    create_template = "admin/support/plan_create.html"
    edit_template = "admin/support/plan_edit.html"

    column_list = ("name", "is_default", "updated_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "is_default": N_("Paket umum"),
        "updated_at": N_("Diubah"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    form = PlanForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, ServicePlan.name)

    def render(self, template: str, **kwargs: Any) -> Any:
        return super().render(template, priority_labels={one: PRIORITY_LABELS[one] for one in ORDER}, **kwargs)

    def create_record(self, session: Session, form: Any, actor: User) -> ServicePlan:
        return self.edit_record(session, form, ServicePlan(is_default=False), actor)

    def edit_record(self, session: Session, form: Any, record: ServicePlan, actor: User) -> ServicePlan:  # noqa: ARG002
        targets = {priority: _target(form, priority) for priority in ORDER}
        return save_plan(session, record, name=form.name.data, is_default=form.is_default.data, targets=targets)

    def record_title(self, record: ServicePlan) -> str:
        return record.name

    def record_sections(self, record: ServicePlan) -> list[dict[str, Any]]:
        """The matrix, and what a ticket that comes in now would be promised."""
        session = db.session()
        matrix = [
            (PRIORITY_LABELS[target.priority], _promised(target))
            for target in sorted(record.targets, key=lambda one: ORDER.index(one.priority))
        ]
        trial = [
            (
                PRIORITY_LABELS[priority],
                gettext("jawab %(first)s, selesai %(end)s", first=moment(first), end=moment(end)),
            )
            for priority, (first, end) in sorted(
                preview_plan(session, record, at=utc_now()).items(), key=lambda one: ORDER.index(one[0])
            )
        ]
        return [
            {"title": gettext("Yang dijanjikan"), "rows": matrix},
            {"title": gettext("Bila tiket masuk sekarang"), "rows": trial},
        ]


class SettingsForm(PanelForm):
    calendar_id = SelectField(N_("Hari kerja menurut"), coerce=int)
    closes_itself = BooleanField(N_("Tutup sendiri tanpa konfirmasi"))
    confirm_days = WholeNumberField(
        N_("Hari kerja untuk konfirmasi"), validators=[InputRequired(), NumberRange(min=1, max=60)]
    )
    assigns_itself = BooleanField(
        N_("Bagi tiket sendiri"),
        description=N_("Kepada petugas bertugas yang bebannya paling ringan, yang tertua dulu."),
    )
    reopen_days = WholeNumberField(
        N_("Pesan sesudah sekian hari membuka tiket baru"), validators=[InputRequired(), NumberRange(min=0, max=365)]
    )

    forgotten_hours = WholeNumberField(
        N_("Eskalasi sesudah sekian jam kerja tanpa tindakan"),
        validators=[Optional(), NumberRange(min=1, max=400)],
        description=N_("Kosong: tidak ada eskalasi."),
    )

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        self["calendar_id"].choices = _calendars()
        super().process(formdata, obj=obj, **data)


class SupportSettingsView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"edit"})
    can_view_details = False

    column_list = ("closes_itself", "confirm_days", "assigns_itself", "reopen_days")
    column_sortable_list = ()
    column_labels: ClassVar[dict[str, Any]] = {
        "closes_itself": N_("Tutup sendiri tanpa konfirmasi"),
        "confirm_days": N_("Hari kerja untuk konfirmasi"),
        "assigns_itself": N_("Bagi tiket sendiri"),
        "reopen_days": N_("Pesan sesudah sekian hari membuka tiket baru"),
        "forgotten_hours": N_("Eskalasi sesudah sekian jam kerja tanpa tindakan"),
    }

    narrower: ClassVar[dict[str, frozenset[Role]]] = {"wallboard": DESK}
    form = SettingsForm

    @expose("/wallboard", methods=("POST",))
    def wallboard(self) -> Any:
        """A new read-only link for the screen on the wall; the one before opens nothing any more."""
        submit(lambda session: {"id": renew_wallboard_link(session, now=utc_now()).id})
        flash(gettext("Tautan papan dibuat; yang lama tidak berlaku lagi."), "success")
        return redirect(url_for("support_report.index"))


def _target(form: Any, priority: Priority) -> Target:
    start = priority.lower()
    seconds = {
        column: read_duration(form[f"{start}_{name}"].data or "", field=f"{start}_{name}")
        for name, (_words, column) in CLOCKS.items()
    }
    return Target(calendar_id=int(form[f"{start}_calendar"].data), **seconds)


def _promised(target: Any) -> str:
    parts = [f"{words} {write_duration(getattr(target, column)) or '–'}" for words, column in CLOCKS.values()]
    return f"{'; '.join(parts)} ({target.calendar.name})"
