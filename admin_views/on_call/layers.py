"""Giliran siaga: the rotations of each level."""

from typing import Any, ClassVar

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from admin_views.framework.lists.columns import choice_of
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_, gettext
from app.http.forms.base import MomentField
from app.models.accounts.user import Role, User
from app.models.incidents.incident_flow import READERS
from app.models.on_call.schedule import LEVEL_LABELS, PLANNERS, OnCallLayer
from app.presenters.dates import moment
from workflows.on_call import change_people, find_people

DAYS = (N_("Senin"), N_("Selasa"), N_("Rabu"), N_("Kamis"), N_("Jumat"), N_("Sabtu"), N_("Minggu"))
PLAIN = ("name", "length_hours", "from_hour", "until_hour", "rank")


class LayerForm(PanelForm):
    level = SelectField(N_("Level"), coerce=int, choices=list(LEVEL_LABELS.items()))
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    people = StringField(
        N_("Urutan orang"),
        validators=[InputRequired(), Length(max=1000)],
        description=N_("Nama pengguna menurut urutan giliran, dipisah spasi."),
    )
    started_at = MomentField(N_("Giliran pertama mulai"), validators=[InputRequired()])
    length_hours = IntegerField(
        N_("Panjang giliran (jam)"),
        default=168,
        validators=[NumberRange(0, 8760)],
        description=N_("168 seminggu, 24 sehari, 0 sebulan."),
    )
    from_hour = IntegerField(N_("Mulai jam"), default=0, validators=[NumberRange(0, 23)])
    until_hour = IntegerField(N_("Sampai jam"), default=24, validators=[NumberRange(1, 24)])
    weekdays = SelectMultipleField(
        N_("Hari"),
        coerce=int,
        choices=list(enumerate(DAYS)),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=N_("Tanpa pilihan: setiap hari."),
    )
    rank = IntegerField(
        N_("Urutan lapisan"),
        default=0,
        validators=[NumberRange(0, 99)],
        description=N_("Yang lebih tinggi didahulukan."),
    )


class LayerEditForm(LayerForm):
    """Level and start stay: who is on call now does not change by editing."""

    level = started_at = None  # type: ignore[assignment]


class LayerView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = READERS
    may_write: ClassVar[frozenset[Role] | None] = PLANNERS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    empty_text = N_("Belum ada giliran. Buat giliran level 1 dulu: siapa yang ditelepon pertama.")

    column_list = ("level", "name", "length_hours", "from_hour", "until_hour", "rank")
    column_labels: ClassVar[dict[str, Any]] = {
        "level": N_("Level"),
        "name": N_("Nama"),
        "length_hours": N_("Panjang giliran (jam)"),
        "from_hour": N_("Mulai jam"),
        "until_hour": N_("Sampai jam"),
        "rank": N_("Urutan lapisan"),
    }
    column_default_sort = ("level", False)
    column_sortable_list = ("level",)
    column_formatters: ClassVar[dict[str, Any]] = {"level": choice_of(LEVEL_LABELS)}
    column_class: ClassVar[dict[str, str]] = dict.fromkeys(
        ("length_hours", "from_hour", "until_hour", "rank"), "number"
    )

    def get_create_form(self) -> Any:
        return LayerForm

    def get_edit_form(self) -> Any:
        return LayerEditForm

    def edit_form(self, obj: Any = None) -> Any:
        form = super().edit_form(obj)
        if obj is not None and request.method == "GET":
            form.people.data = " ".join(_names(obj.people))
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> OnCallLayer:  # noqa: ARG002
        layer = OnCallLayer(
            level=form.level.data,
            people=find_people(session, form.people.data),
            started_at=form.started_at.data,
            weekdays=form.weekdays.data or [],
            **{name: form[name].data for name in PLAIN},
        )
        session.add(layer)
        return layer

    def edit_record(self, session: Session, form: Any, record: OnCallLayer, actor: User) -> OnCallLayer:  # noqa: ARG002
        for name in PLAIN:
            setattr(record, name, form[name].data)
        record.weekdays = form.weekdays.data or []
        return change_people(session, layer=record, people=find_people(session, form.people.data), now=utc_now())

    def record_title(self, record: OnCallLayer) -> str:
        return record.name

    def record_sections(self, record: OnCallLayer) -> list[dict[str, Any]]:
        rows = [
            (gettext("Level"), str(LEVEL_LABELS[record.level])),
            (gettext("Urutan orang"), ", ".join(_names(record.people))),
            (gettext("Giliran dihitung dari"), moment(record.started_at)),
            (gettext("Panjang giliran (jam)"), str(record.length_hours)),
            (gettext("Jam"), f"{record.from_hour}.00 – {record.until_hour}.00"),
            (gettext("Hari"), ", ".join(str(DAYS[one]) for one in record.weekdays) or gettext("Setiap hari")),
        ]
        return [{"title": gettext("Rincian"), "rows": rows}]


def _names(people: list[int]) -> list[str]:
    known = dict(db.session.execute(select(User.id, User.username).where(User.id.in_(people))).all())
    return [known[one] for one in people if one in known]
