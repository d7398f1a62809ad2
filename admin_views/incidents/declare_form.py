"""The form that declares an incident."""

from typing import Any

from flask import request
from sqlalchemy import select
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin_views.framework.model_view import PanelForm
from app.core.db import db
from app.core.i18n import N_
from app.models.incidents.incident import KIND_LABELS, SEVERITY_LABELS
from app.models.monitoring.alarm import Severity
from app.models.status.status_page import StatusComponent
from app.policies.incident_severity import IMPACT_LABELS, REACH_LABELS, Impact, Reach, severity_of

BY_IMPACT = ("", N_("Menurut dampak dan komponen"))


class IncidentForm(PanelForm):
    title = StringField(N_("Apa yang terjadi"), validators=[InputRequired(), Length(max=150)])
    impact = SelectField(N_("Dampak"), choices=list(IMPACT_LABELS.items()), default=Impact.DEGRADED)
    reach = SelectField(N_("Yang terkena"), choices=list(REACH_LABELS.items()), default=Reach.ONE)
    component = SelectField(N_("Komponen utama"), default="")
    severity = SelectField(N_("Tingkat"), choices=[BY_IMPACT, *SEVERITY_LABELS.items()])
    kind = SelectField(N_("Jenis"), choices=[(str(one), label) for one, label in KIND_LABELS.items()])
    reports = StringField(
        N_("Laporan yang menceritakannya"),
        validators=[Length(max=500)],
        description=N_("Nomor tiket dan laporan bug, dipisah spasi. Pelapornya diberi tahu saat insiden selesai."),
    )
    description = TextAreaField(N_("Keterangan"), validators=[Length(max=10_000)], render_kw={"rows": 4})


def with_choices(form: Any) -> Any:
    """The components of the status page; `reports` of the address are numbers that are linked at once."""
    names = db.session.scalars(select(StatusComponent.name).order_by(StatusComponent.position, StatusComponent.id))
    form.component.choices = [("", "–"), *((name, name) for name in names)]
    if request.method == "GET":
        form.reports.data = request.args.get("reports", "")[:500]
    return form


def chosen_severity(form: Any) -> Severity:
    """As chosen, else by impact and components."""
    if form.severity.data:
        return Severity(form.severity.data)
    return severity_of(Impact(form.impact.data), Reach(form.reach.data))
