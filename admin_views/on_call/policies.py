"""Aturan eskalasi: minutes until each level is called, by severity."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import NumberRange

from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import OPERATORS, Role, User
from app.models.incidents.incident import SEVERITY_LABELS
from app.models.incidents.incident_flow import READERS
from app.models.monitoring.alarm import URGENT, Severity
from app.models.on_call.escalation import EscalationPolicy

MINUTES = ("level1_minutes", "level2_minutes", "level3_minutes", "acknowledgement_minutes")


class PolicyForm(PanelForm):
    severity = SelectField(N_("Tingkat"), choices=[(str(one), label) for one, label in SEVERITY_LABELS.items()])
    level1_minutes = IntegerField(N_("Menit dari level 1 ke level 2"), default=30, validators=[NumberRange(1, 1440)])
    level2_minutes = IntegerField(N_("Menit dari level 2 ke level 3"), default=60, validators=[NumberRange(1, 1440)])
    level3_minutes = IntegerField(
        N_("Menit dari level 3 sampai keputusan level 4"), default=120, validators=[NumberRange(1, 1440)]
    )
    stop_at_acknowledgement = BooleanField(
        N_("Berhenti begitu ada yang menerima"),
        description=N_("Tanpa ini, insiden yang belum Dipantau atau Selesai tetap naik ke level berikutnya."),
    )
    acknowledgement_minutes = IntegerField(
        N_("Menit sampai berbunyi lagi sesudah diterima"), default=30, validators=[NumberRange(1, 1440)]
    )
    working_hours = BooleanField(
        N_("Hanya pada jam kerja"),
        description=N_("Untuk SEV3 dan SEV4: panggilan menunggu jam kerja berikutnya menurut kalender meja dukungan."),
    )


class PolicyView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = READERS
    may_write: ClassVar[frozenset[Role] | None] = OPERATORS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    empty_text = N_("Tanpa aturan sendiri berlaku 30 menit, 1 jam, 2 jam, lalu keputusan level 4.")

    column_list = ("severity", *MINUTES, "stop_at_acknowledgement", "working_hours")
    column_labels: ClassVar[dict[str, Any]] = {
        "severity": N_("Tingkat"),
        "level1_minutes": N_("Level 1 (menit)"),
        "level2_minutes": N_("Level 2 (menit)"),
        "level3_minutes": N_("Level 3 (menit)"),
        "acknowledgement_minutes": N_("Sesudah diterima (menit)"),
        "stop_at_acknowledgement": N_("Berhenti bila diterima"),
        "working_hours": N_("Hanya jam kerja"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_class: ClassVar[dict[str, str]] = dict.fromkeys(MINUTES, "number")
    form = PolicyForm

    def edit_record(self, session: Session, form: Any, record: EscalationPolicy, actor: User) -> EscalationPolicy:  # noqa: ARG002
        _require_at_all_hours(form)
        form.populate_obj(record)
        record.version += 1
        return record

    def create_record(self, session: Session, form: Any, actor: User) -> EscalationPolicy:
        _require_at_all_hours(form)
        return super().create_record(session, form, actor)

    def record_title(self, record: EscalationPolicy) -> str:
        return str(record.severity)


def _require_at_all_hours(form: Any) -> None:
    """SEV1 and SEV2 call at any hour."""
    if form.working_hours.data and Severity(form.severity.data) in URGENT:
        raise Invalid(N_("SEV1 dan SEV2 memanggil pada jam berapa pun."), field="working_hours")
