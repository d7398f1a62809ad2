"""Jam kerja dukungan: working calendars, and days that are not like their weekday."""

from typing import Any, ClassVar

from flask import flash, g, redirect, request
from flask_admin import expose
from sqlalchemy.orm import Session
from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.columns import choice_of, day_cell
from admin_views.framework.lists.filters import ChoiceFilter, YesNoFilter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import ZONES, utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.core.identifiers import read_id
from app.http.forms.base import optional_id
from app.http.forms.submission import submit
from app.models.accounts.user import DESK, Role, User
from app.models.support.settings.service_plan import DAY_LABELS, CalendarDay, DayKind, SupportCalendar
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.policies.service_levels.calendar_days import holds_for
from app.policies.service_levels.hours_text import read_blocks, write_blocks
from workflows.support import (
    accept_days,
    count_open_clocks,
    list_proposed_years,
    propose_days,
    save_calendar,
    save_day,
)

WEEKDAYS = (N_("Senin"), N_("Selasa"), N_("Rabu"), N_("Kamis"), N_("Jumat"), N_("Sabtu"), N_("Minggu"))
HOURS = N_("Contoh: 08.00-12.00, 13.00-17.00. Kosong: tidak bekerja.")


def _day_field(number: int) -> Any:
    return StringField(WEEKDAYS[number], validators=[Length(max=120)], description=HOURS if number == 0 else "")


class CalendarForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=60)])
    time_zone = SelectField(N_("Zona waktu"), choices=[("", N_("Zona lokasi pelanggan")), *ZONES.items()])
    day_0, day_1, day_2, day_3, day_4, day_5, day_6 = (_day_field(number) for number in range(7))
    joint_leave_worked = BooleanField(N_("Cuti bersama tetap masuk kerja"))

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        """The week of the record as text, a field for each day."""
        week = obj.week if obj is not None and obj.week else {}
        days = {f"day_{day}": write_blocks(week.get(str(day), ())) for day in range(7)} if obj is not None else {}
        super().process(formdata, obj=obj, **{**data, **days})


class CalendarView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})

    column_list = ("name", "time_zone", "week", "joint_leave_worked")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "time_zone": N_("Zona waktu"),
        "week": N_("Jam kerja"),
        "joint_leave_worked": N_("Cuti bersama masuk"),
    }
    column_details_list = column_list
    column_formatters: ClassVar[dict[str, Any]] = {
        "time_zone": lambda _v, _c, record, _n: ZONES.get(record.time_zone, gettext("Zona lokasi pelanggan")),
        "week": lambda _v, _c, record, _n: _week_text(record),
    }
    column_formatters_detail = column_formatters
    column_default_sort = ("id", False)
    column_sortable_list = ()
    form = CalendarForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, SupportCalendar.name)

    def create_record(self, session: Session, form: Any, actor: User) -> SupportCalendar:
        return self.edit_record(session, form, SupportCalendar(), actor)

    def edit_record(self, session: Session, form: Any, record: SupportCalendar, actor: User) -> SupportCalendar:  # noqa: ARG002
        """Says how many running clocks move."""
        week = {str(day): read_blocks(form[f"day_{day}"].data or "", field=f"day_{day}") for day in range(7)}
        before = record.version if record.id else None
        save_calendar(
            session,
            record,
            name=form.name.data,
            time_zone=form.time_zone.data or None,
            week=week,
            joint_leave_worked=form.joint_leave_worked.data,
        )
        moves = count_open_clocks(session, calendar_id=record.id) if before not in {None, record.version} else 0
        if moves:
            flash(gettext("%(n)d batas waktu tiket terbuka dihitung ulang dalam satu menit.", n=moves), "info")
        return record


class DayForm(PanelForm):
    day = DateField(N_("Tanggal"), validators=[InputRequired()])
    kind = SelectField(N_("Jenis"), choices=list(DAY_LABELS.items()), default=DayKind.HOLIDAY)
    title = StringField(N_("Nama"), validators=[InputRequired(), Length(max=120)])
    calendar_id = SelectField(
        N_("Berlaku untuk"),
        coerce=optional_id,
        description=N_(
            "Libur semua kalender tidak berlaku bagi kalender 24 jam tujuh hari; cuti bersama juga tidak bagi kalender"
            " yang masuk hari itu."
        ),
    )
    hours = StringField(N_("Jam"), validators=[Length(max=120)], description=N_("Hanya untuk jam khusus."))
    accepted = BooleanField(N_("Berlaku"), description=N_("Usulan yang belum diterima tidak dihitung."))

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        calendars = db.session.query(SupportCalendar.id, SupportCalendar.name).order_by(SupportCalendar.name)
        self["calendar_id"].choices = [("", gettext("Semua kalender")), *((str(one), name) for one, name in calendars)]
        more = {"hours": write_blocks(obj.blocks or ()), "accepted": obj.accepted_at is not None} if obj else {}
        super().process(formdata, obj=obj, **{**data, **more})


def _calendars_of(day: CalendarDay) -> str:
    """For whom it holds, or would hold once accepted; the calendars are read once for a page."""
    if day.calendar:
        return day.calendar.name
    if "support_calendars" not in g:
        g.support_calendars = db.session.query(SupportCalendar).order_by(SupportCalendar.name).all()
    names = [one.name for one in g.support_calendars if holds_for(day, one)]
    return gettext("Semua kalender") if len(names) == len(g.support_calendars) else ", ".join(names)


class DayView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    list_template = "admin/support/days.html"
    narrower: ClassVar[dict[str, frozenset[Role]]] = {"propose": DESK, "accept": DESK}

    column_list = ("day", "title", "kind", "calendar", "blocks", "accepted_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "day": N_("Tanggal"),
        "title": N_("Nama"),
        "kind": N_("Jenis"),
        "calendar": N_("Berlaku untuk"),
        "blocks": N_("Jam"),
        "accepted_at": N_("Berlaku"),
    }
    column_default_sort = ("day", True)
    column_sortable_list = ("day",)
    column_filters = (
        ChoiceFilter("kind", N_("Jenis"), CalendarDay.kind, tuple(DAY_LABELS.items())),
        YesNoFilter("proposed", N_("Usulan"), CalendarDay.accepted_at.is_(None)),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "day": day_cell,
        "kind": choice_of(DAY_LABELS),
        "calendar": lambda _v, _c, record, _n: _calendars_of(record),
        "blocks": lambda _v, _c, record, _n: write_blocks(record.blocks) or gettext("Libur"),
        "accepted_at": lambda _v, _c, record, _n: gettext("Ya") if record.accepted_at else gettext("Usulan"),
    }
    form = DayForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, CalendarDay.title)

    def list_context(self) -> dict[str, Any]:
        return {**super().list_context(), "proposed_years": list_proposed_years(), "this_year": utc_now().year}

    @expose("/propose", methods=("POST",))
    def propose(self) -> Any:
        """The national holidays and joint leave of a year, to be looked through and accepted."""
        return self._of_year(propose_days, N_("%(n)d hari diusulkan; belum dihitung sampai diterima."))

    @expose("/accept", methods=("POST",))
    def accept(self) -> Any:
        return self._of_year(accept_days, N_("%(n)d usulan diterima; batas waktu tiket terbuka dihitung ulang."))

    def _of_year(self, work: Any, words: Any) -> Any:
        year = read_id(request.form.get("year", "")) or 0
        try:
            answer = submit(lambda session: {"n": work(session, year=year, now=utc_now())})
        except DomainError as refusal:
            flash(str(refusal), "error")
        else:
            flash(str(words) % {"n": answer["n"]}, "success" if answer["n"] else "info")
        return redirect(self.get_url(".index_view"))

    def create_record(self, session: Session, form: Any, actor: User) -> CalendarDay:
        return self.edit_record(session, form, CalendarDay(), actor)

    def edit_record(self, session: Session, form: Any, record: CalendarDay, actor: User) -> CalendarDay:  # noqa: ARG002
        return save_day(
            session,
            record,
            day=form.day.data,
            kind=DayKind(form.kind.data),
            title=form.title.data,
            calendar_id=form.calendar_id.data,
            blocks=read_blocks(form.hours.data or "", field="hours"),
            accepted=form.accepted.data,
            now=utc_now(),
        )


def _week_text(calendar: SupportCalendar) -> str:
    """`Senin 08.00-12.00, 13.00-17.00; …`, days with the same hours apart."""
    days = ((WEEKDAYS[int(day)], write_blocks(blocks)) for day, blocks in sorted(calendar.week.items()) if blocks)
    return "; ".join(f"{name} {text}" for name, text in days)
