"""Tukar jaga: requests to take over a shift, and their answers."""

from typing import Any, ClassVar

from flask import request
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.columns import choice_of, moment_cell, person_cell, status_of
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.on_call.asked_shift import own_shift
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.forms.base import MomentField
from app.models.accounts.user import Role, User
from app.models.incidents.incident_flow import READERS
from app.models.on_call.schedule import LEVEL_LABELS
from app.models.on_call.swap import SWAP_FLOW, OnCallSwap, SwapStatus
from app.presenters.dates import moment
from workflows.on_call import ask_swap, find_person, is_on_call_within, list_people


class SwapForm(PanelForm):
    level = SelectField(N_("Level"), coerce=int, choices=list(LEVEL_LABELS.items()))
    starts_at = MomentField(N_("Mulai"), validators=[InputRequired()])
    ends_at = MomentField(N_("Sampai"), validators=[InputRequired()])
    person = SelectField(
        N_("Rekan jaga"),
        default="",
        description=N_("Siapa saja: ditawarkan kepada semua orang di giliran level itu; yang pertama mengambil."),
    )
    reason = StringField(N_("Alasan"), validators=[Length(max=200)])


class SwapView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = READERS
    opens: ClassVar[frozenset[str]] = frozenset({"create"})
    flow: ClassVar[Flow | None] = SWAP_FLOW
    empty_text = N_("Belum ada permintaan. Minta rekan mengambil waktu jaga Anda; keduanya diberi tahu.")
    list_loads = (OnCallSwap.asked_by, OnCallSwap.asked)
    record_loads = (OnCallSwap.asked_by, OnCallSwap.asked, OnCallSwap.answered_by)

    column_list = ("level", "starts_at", "ends_at", "asked_by", "asked", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "level": N_("Level"),
        "starts_at": N_("Mulai"),
        "ends_at": N_("Sampai"),
        "asked_by": N_("Meminta"),
        "asked": N_("Diminta"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = ("status",)
    column_formatters: ClassVar[dict[str, Any]] = {
        "level": choice_of(LEVEL_LABELS),
        "starts_at": moment_cell,
        "ends_at": moment_cell,
        "asked_by": person_cell,
        "asked": lambda _view, _context, record, _name: _whom(record),
        "status": status_of(SWAP_FLOW),
    }
    form = SwapForm

    def create_form(self, obj: Any = None) -> Any:
        form = super().create_form(obj)
        people = [one for one in list_people(db.session()) if one[0] != current_user.username]
        form.person.choices = [("", gettext("Siapa saja")), *people]
        if request.method == "GET" and (shift := own_shift(db.session(), current_user.id, utc_now())):
            form.level.data, form.starts_at.data, form.ends_at.data = shift.level, shift.starts_at, shift.ends_at
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> OnCallSwap:
        return ask_swap(
            session,
            level=form.level.data,
            starts_at=form.starts_at.data,
            ends_at=form.ends_at.data,
            asked_id=find_person(session, form.person.data) if form.person.data else None,
            reason=form.reason.data or "",
            actor=actor,
            now=utc_now(),
        )

    def record_title(self, record: OnCallSwap) -> str:
        return gettext("Tukar jaga %(name)s", name=record.asked_by.name)

    def record_sections(self, record: OnCallSwap) -> list[dict[str, Any]]:
        answered = record.answered_by and f"{record.answered_by.name}, {moment(record.answered_at)}"
        void = gettext("Tidak ada yang ditukar: peminta tidak lagi siaga pada waktu itu.")
        rows = [
            (gettext("Level"), str(LEVEL_LABELS[record.level])),
            (gettext("Waktu jaga"), f"{moment(record.starts_at)} – {moment(record.ends_at)}"),
            (gettext("Meminta"), record.asked_by.name),
            (gettext("Diminta"), _whom(record)),
            (gettext("Alasan"), record.reason or None),
            (gettext("Dijawab"), answered),
            (gettext("Jawaban"), record.answer or None),
            (gettext("Perhatian"), void if _is_void(record) else None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]


def _whom(record: OnCallSwap) -> str:
    return record.asked.name if record.asked else gettext("Siapa saja")


def _is_void(record: OnCallSwap) -> bool:
    """It still waits, and the plan has changed meanwhile."""
    if record.status != SwapStatus.ASKED:
        return False
    since = max(record.starts_at, utc_now())
    asked = {"level": record.level, "user_id": record.asked_by_id}
    return not is_on_call_within(db.session(), **asked, since=since, until=record.ends_at)
