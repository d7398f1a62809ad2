"""Sistem yang dirilis: how each system's rollouts are steered, how large a step's sample is, what memory it may use."""

from typing import Any, ClassVar

from sqlalchemy import ColumnElement
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from admin_views.framework.lists.columns import choice_of
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.i18n import N_
from app.models.accounts.user import Role, User
from app.models.releases.readiness import TICKERS
from app.models.releases.release_flow import OPERATORS
from app.models.releases.steering import ADAPTER_LABELS, TICKETS_SHOULD_LABELS, Adapter, TicketsShould

LEAST_SAMPLE, LEAST_MEMORY = 20, 64


class SystemForm(PanelForm):
    name = StringField(
        N_("Sistem"),
        validators=[
            InputRequired(),
            Length(max=40),
            Regexp(r"[a-z0-9_-]+\Z", message=N_("Huruf kecil, angka, - dan _.")),
        ],
        description=N_("sigap, widi, …"),
    )
    adapter = SelectField(N_("Dikemudikan oleh"), choices=list(ADAPTER_LABELS.items()))
    sample = IntegerField(
        N_("Permintaan per langkah"),
        default=200,
        validators=[InputRequired(), NumberRange(min=LEAST_SAMPLE, max=100_000)],
        description=N_("Langkah baru selesai setelah versi baru menjawab sebanyak ini."),
    )
    least_seconds = IntegerField(
        N_("Detik per langkah, paling sedikit"),
        default=60,
        validators=[InputRequired(), NumberRange(min=0, max=86_400)],
    )
    memory_mb = IntegerField(
        N_("Batas memori versi baru (MB)"),
        validators=[Optional(), NumberRange(min=LEAST_MEMORY, max=1_000_000)],
        description=N_("Kosong: tanpa batas. Di atas batas versi baru dikembalikan."),
    )
    tickets_should = SelectField(
        N_("Tiket dukungan setelah rilis"),
        choices=list(TICKETS_SHOULD_LABELS.items()),
        description=N_("Sasaran rapor: perubahan per hari dibanding 14 hari sebelumnya."),
    )


class ReleaseSystemView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TICKERS
    may_write: ClassVar[frozenset[Role] | None] = OPERATORS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Belum ada sistem. Yang tidak tercatat di sini dirilis dengan tangan.")

    column_list = ("name", "adapter", "sample", "least_seconds", "memory_mb")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Sistem"),
        "adapter": N_("Dikemudikan oleh"),
        "sample": N_("Permintaan per langkah"),
        "least_seconds": N_("Detik per langkah"),
        "memory_mb": N_("Batas memori (MB)"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {"adapter": choice_of(ADAPTER_LABELS)}
    column_class: ClassVar[dict[str, str]] = {"sample": "number", "least_seconds": "number", "memory_mb": "number"}
    form = SystemForm

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        return None

    def values_of(self, form: Any) -> dict[str, Any]:
        numbers = {name: getattr(form, name).data for name in ("sample", "least_seconds", "memory_mb")}
        return {
            "name": form.name.data,
            "adapter": Adapter(form.adapter.data),
            **numbers,
            "tickets_should": TicketsShould(form.tickets_should.data),
        }
