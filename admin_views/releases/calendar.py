"""Kalender perubahan: releases, freezes, maintenance by day; Masa beku: what starts then needs a second person."""

from datetime import timedelta
from itertools import groupby
from typing import Any, ClassVar

from flask_admin import BaseView, expose
from sqlalchemy import ColumnElement
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.access import RoleRestricted
from admin_views.framework.lists.columns import moment_cell
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.navigation import record_url
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import N_, Sentence
from app.http.forms.base import MomentField
from app.models.accounts.user import Role, User
from app.models.releases.readiness import APPROVERS, TICKERS
from app.models.releases.release import Release
from app.models.status.status_page import PlannedMaintenance
from app.presenters.dates import shown_zone
from workflows.releases.planning import Change, list_changes_between

BEFORE, AHEAD = timedelta(days=14), timedelta(days=60)
KINDS: dict[str, tuple[Sentence, str]] = {
    "freeze": (N_("Masa beku"), "danger"),
    "live": (N_("Langsung"), "success"),
    "maintenance": (N_("Pemeliharaan"), "warning"),
    "planned": (N_("Direncanakan"), "primary"),
    "rolled_back": (N_("Digulung balik"), "danger"),
}
MODELS: dict[str, Any] = {"freeze": None, "maintenance": PlannedMaintenance}


class ChangeCalendarView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = TICKERS

    @expose("/")
    def index(self) -> Any:
        now, zone = utc_now(), shown_zone()
        found = list_changes_between(db.session(), since=now - BEFORE, until=now + AHEAD, zone=zone)
        days = [
            (day, [_line(one) for one in those])
            for day, those in groupby(found, key=lambda one: one.at.astimezone(zone).date())
        ]
        return self.render("admin/releases/calendar.html", days=days, today=now.astimezone(zone).date())


def _line(one: Change) -> dict[str, Any]:
    label, tone = KINDS[one.kind]
    model = MODELS.get(one.kind, Release)
    return {"it": one, "label": label, "tone": tone, "href": record_url(model, one.record_id) if model else None}


class FreezeForm(PanelForm):
    name = StringField(
        N_("Nama"), validators=[InputRequired(), Length(max=120)], description=N_("Lebaran, akhir bulan")
    )
    system = StringField(N_("Sistem"), validators=[Length(max=40)], description=N_("Kosong: untuk semua sistem."))
    starts_at = MomentField(N_("Mulai"), validators=[InputRequired()])
    ends_at = MomentField(N_("Selesai"), validators=[InputRequired()])


class FreezeWindowView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TICKERS
    may_write: ClassVar[frozenset[Role] | None] = APPROVERS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Belum ada masa beku. Di dalamnya rilis baru mulai setelah orang kedua mengizinkannya.")

    column_list = ("name", "system", "starts_at", "ends_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "system": N_("Sistem"),
        "starts_at": N_("Mulai"),
        "ends_at": N_("Selesai"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {"starts_at": moment_cell, "ends_at": moment_cell}
    form = FreezeForm

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        return None

    def values_of(self, form: Any) -> dict[str, Any]:
        if form.ends_at.data <= form.starts_at.data:
            raise Invalid(N_("Akhirnya harus sesudah mulainya."), field="ends_at")
        return {
            "name": form.name.data,
            "system": (form.system.data or "").strip().lower(),
            "starts_at": form.starts_at.data,
            "ends_at": form.ends_at.data,
        }
