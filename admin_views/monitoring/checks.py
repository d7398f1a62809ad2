"""Pemeriksaan: what is looked at, how often, and what came of it."""

import secrets
from typing import Any, ClassVar

from flask import flash, request, url_for
from sqlalchemy.orm import Session
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin_views.framework.lists.columns import choice_of, status_of
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.monitoring.check_charts import check_chart
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.monitoring.check import CHECK_FLOW, KIND_LABELS, Check, CheckKind, PeriodKind
from app.presenters.dates import moment
from workflows.monitoring import edit_check, list_periods, list_results, make_check

OPTIONS = (
    "http_status",
    "words",
    "json_path",
    "json_value",
    "certificate_days",
    "addresses",
    "limit",
    "period_seconds",
    "cron",
)
COLUMNS = (
    "name",
    "kind",
    "target",
    "interval_seconds",
    "timeout_seconds",
    "failure_threshold",
    "success_threshold",
    "grace_seconds",
)


class CheckForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    kind = SelectField(N_("Jenis"), choices=[(str(kind), label) for kind, label in KIND_LABELS.items()])
    target = StringField(
        N_("Sasaran"),
        validators=[Length(max=250)],
        description=N_("https://contoh.id/ untuk halaman, nama:port untuk TCP dan e-mail, nama host untuk DNS."),
    )
    interval_seconds = IntegerField(N_("Jarak (detik)"), default=60, validators=[NumberRange(10, 86_400)])
    timeout_seconds = IntegerField(N_("Batas waktu (detik)"), default=10, validators=[NumberRange(1, 120)])
    failure_threshold = IntegerField(N_("Gagal berturut-turut"), default=3, validators=[NumberRange(1, 20)])
    success_threshold = IntegerField(N_("Berhasil berturut-turut"), default=2, validators=[NumberRange(1, 20)])
    http_status = IntegerField(N_("Kode HTTP yang diharapkan"), validators=[Optional(), NumberRange(100, 599)])
    words = StringField(N_("Kata yang harus ada"), validators=[Length(max=200)])
    json_path = StringField(
        N_("Jalur nilai JSON"), validators=[Length(max=200)], description=N_("Misalnya status.database")
    )
    json_value = StringField(N_("Nilai JSON yang diharapkan"), validators=[Length(max=200)])
    certificate_days = IntegerField(
        N_("Sisa hari sertifikat paling sedikit"), validators=[Optional(), NumberRange(1, 365)]
    )
    addresses = StringField(
        N_("Alamat IP yang diharapkan"), validators=[Length(max=400)], description=N_("Dipisah spasi.")
    )
    limit = IntegerField(
        N_("Batas"),
        validators=[Optional(), NumberRange(1, 1_000_000)],
        description=N_("Detik untuk umur antrean, persen sisa untuk disk."),
    )
    period_seconds = IntegerField(N_("Jarak ping (detik)"), validators=[Optional(), NumberRange(60, 31 * 86_400)])
    cron = StringField(
        N_("Jadwal cron ping"), validators=[Length(max=60)], description=N_("Jam perusahaan, misalnya 0 1 * * *")
    )
    grace_seconds = IntegerField(N_("Tenggang ping (detik)"), default=300, validators=[NumberRange(30, 86_400)])


class CheckView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    flow: ClassVar[Flow | None] = CHECK_FLOW
    details_template = "admin/monitoring/check.html"
    empty_text = N_("Belum ada pemeriksaan. Buat yang pertama: halaman utama, atau pencadangan tiap malam.")

    column_list = ("name", "kind", "target", "interval_seconds", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "kind": N_("Jenis"),
        "target": N_("Sasaran"),
        "interval_seconds": N_("Jarak (detik)"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = ("status", ChoiceFilter("kind", N_("Jenis"), Check.kind, tuple(KIND_LABELS.items())))
    column_formatters: ClassVar[dict[str, Any]] = {"kind": choice_of(KIND_LABELS), "status": status_of(CHECK_FLOW)}
    column_class: ClassVar[dict[str, str]] = {"interval_seconds": "number", "target": "wrap"}

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, Check.name, Check.target)

    def get_create_form(self) -> Any:
        return CheckForm

    def get_edit_form(self) -> Any:
        return CheckEditForm

    def edit_form(self, obj: Any = None) -> Any:
        form = super().edit_form(obj)
        if obj is not None and request.method == "GET":
            for name in OPTIONS:
                form[name].data = obj.options.get(name)
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> Check:
        token = secrets.token_urlsafe(24)
        check = make_check(session, actor=actor, now=utc_now(), ping_token=token, **_typed(form))
        if check.kind == CheckKind.HEARTBEAT:
            address = url_for("pings.ping", token=token, _external=True)
            flash(gettext("Alamat ping, hanya tampil sekali: %(address)s", address=address), "success")
        return check

    def edit_record(self, session: Session, form: Any, record: Check, actor: User) -> Check:  # noqa: ARG002
        return edit_check(session, check=record, **_typed(form))

    def record_title(self, record: Check) -> str:
        return record.name

    def record_sections(self, record: Check) -> list[dict[str, Any]]:
        run = record.run
        rows = [
            (gettext("Jenis"), str(KIND_LABELS[record.kind])),
            (gettext("Sasaran"), record.target or None),
            *((gettext("Pilihan: %(name)s", name=name), str(value)) for name, value in sorted(record.options.items())),
            (gettext("Terakhir diperiksa"), moment(run.last_at) if run.last_at else gettext("Belum pernah")),
            (gettext("Diperiksa lagi"), moment(run.due_at) if record.kind != CheckKind.HEARTBEAT else None),
            (gettext("Lama jawaban"), gettext("%(ms)d md", ms=run.last_ms) if run.last_ms is not None else None),
            (gettext("Yang terjadi"), run.shown_words or None),
            (gettext("Gagal sejak"), moment(run.down_since) if run.down_since else None),
            (gettext("Dibisukan sampai"), moment(record.muted_until) if record.muted_until else None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]

    def record_extra(self, record: Check) -> dict[str, Any]:
        session = db.session()
        return {
            "periods": [(one, one.kind == PeriodKind.DOWN) for one in list_periods(session, check_id=record.id)],
            "results": list_results(session, check_id=record.id),
            **check_chart(session, record.id, request.args.get("hours", type=int), utc_now()),
        }


class CheckEditForm(CheckForm):
    """The kind stays: another kind is another check."""

    kind = None  # type: ignore[assignment]


def _typed(form: Any) -> dict[str, Any]:
    values = {name: form[name].data for name in COLUMNS if name in form}
    return {**values, "options": {name: form[name].data for name in OPTIONS}}
