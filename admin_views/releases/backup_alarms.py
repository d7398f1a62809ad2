"""Gangguan cadangan: what is wrong with backups or drills, until it is well again."""

from typing import Any, ClassVar

from flask import url_for
from sqlalchemy import ColumnElement

from admin_views.framework.lists.columns import choice_of, moment_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.model_view import AdminModelView
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import Role, User
from app.models.releases.backup import BACKUP_ALARM_FLOW, BACKUP_FAULT_LABELS, KEEPERS, BackupAlarm
from app.presenters.dates import moment


class BackupAlarmView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = KEEPERS
    flow: ClassVar[Flow | None] = BACKUP_ALARM_FLOW
    empty_text = N_("Tidak ada gangguan: cadangan dan uji pulih berjalan sesuai jadwal.")

    column_list = ("fault", "detail", "created_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "fault": N_("Gangguan"),
        "detail": N_("Keterangan"),
        "created_at": N_("Sejak"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = (
        "status",
        ChoiceFilter("fault", N_("Gangguan"), BackupAlarm.fault, tuple(BACKUP_FAULT_LABELS.items())),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "fault": choice_of(BACKUP_FAULT_LABELS),
        "detail": short_text(90),
        "created_at": moment_cell,
        "status": status_of(BACKUP_ALARM_FLOW),
    }

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        return None

    def record_title(self, record: BackupAlarm) -> str:
        return str(BACKUP_FAULT_LABELS[record.fault])

    def record_links(self, record: BackupAlarm) -> list[dict[str, Any]]:  # noqa: ARG002
        return [{"label": gettext("Buka cadangan"), "href": url_for("backups.index"), "icon": "save"}]

    def record_sections(self, record: BackupAlarm) -> list[dict[str, Any]]:
        rows = [(gettext("Keterangan"), record.detail), (gettext("Sejak"), moment(record.created_at))]
        if record.resolved_at is not None:
            who = record.resolved_by.name if record.resolved_by else gettext("Sistem")
            rows += [
                (gettext("Selesai"), f"{moment(record.resolved_at)} · {who}"),
                (gettext("Yang dilakukan"), record.note),
            ]
        return [{"title": gettext("Pemeriksaan"), "rows": rows}]
