"""Alarm: what checks, our own parts and other systems have raised."""

from typing import Any, ClassVar

from admin_views.framework.lists.columns import choice_of, moment_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, YesNoFilter
from admin_views.framework.lists.search import starts_with
from admin_views.framework.model_view import AdminModelView
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import TECHNICAL, Role
from app.models.monitoring.alarm import ALARM_FLOW, SOURCE_LABELS, Alarm, Severity
from app.presenters.dates import moment


class AlarmView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    flow: ClassVar[Flow | None] = ALARM_FLOW
    empty_text = N_("Belum ada alarm. Pemeriksaan dan webhook membuatnya sendiri.")

    column_list = ("title", "source", "severity", "started_at", "count", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "title": N_("Alarm"),
        "source": N_("Sumber"),
        "severity": N_("Tingkat"),
        "started_at": N_("Sejak"),
        "count": N_("Kali"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("severity", "started_at", "status")
    column_filters = (
        "status",
        ChoiceFilter("source", N_("Sumber"), Alarm.source, tuple(SOURCE_LABELS.items())),
        ChoiceFilter("severity", N_("Tingkat"), Alarm.severity, tuple((one, one) for one in Severity)),
        YesNoFilter("muted", N_("Bisu"), Alarm.muted),
        DayFilter("date", N_("Sejak"), Alarm.started_at),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "title": short_text(70, "shown_title"),
        "source": choice_of(SOURCE_LABELS),
        "started_at": moment_cell,
        "status": status_of(ALARM_FLOW),
    }

    def search_for(self, query: Any, words: str) -> Any:
        return query.where(starts_with(Alarm.fingerprint, words))

    def record_title(self, record: Alarm) -> str:
        return record.shown_title

    def record_sections(self, record: Alarm) -> list[dict[str, Any]]:
        rows = [
            (gettext("Sumber"), str(SOURCE_LABELS[record.source])),
            (gettext("Tingkat"), str(record.severity)),
            (gettext("Keterangan"), record.shown_words or None),
            (gettext("Sejak"), moment(record.started_at)),
            (
                gettext("Terakhir terdengar"),
                gettext("%(at)s, %(count)d kali", at=moment(record.last_seen_at), count=record.count),
            ),
            (gettext("Beres pada"), moment(record.resolved_at) if record.resolved_at else None),
            (
                gettext("Sebagian"),
                gettext("Pengirim tidak menyertakan semua alarm kelompok ini.") if record.partial else None,
            ),
            *((name, str(value)) for name, value in sorted(record.labels.items())),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]
