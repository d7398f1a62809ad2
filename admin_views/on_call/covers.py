"""Pengganti siaga: who stands in for whom, and when."""

from typing import Any, ClassVar

from flask import request
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.columns import choice_of, moment_cell, person_cell
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.on_call.asked_shift import tapped_shift
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_, gettext
from app.http.forms.base import MomentField
from app.models.accounts.user import Role, User
from app.models.incidents.incident_flow import READERS
from app.models.on_call.schedule import COVER_LABELS, LEVEL_LABELS, CoverKind, OnCallCover
from app.presenters.dates import moment
from workflows.on_call import cover_shift, find_person, list_people

CHOSEN = (CoverKind.SWAP, CoverKind.OVERRIDE)


class CoverForm(PanelForm):
    level = SelectField(N_("Level"), coerce=int, choices=list(LEVEL_LABELS.items()))
    kind = SelectField(N_("Jenis"), choices=[(str(one), COVER_LABELS[one]) for one in CHOSEN])
    person = SelectField(
        N_("Pengganti"),
        description=N_("Orang lain hanya dapat dipilih oleh tim teknis dan manajer."),
    )
    starts_at = MomentField(N_("Mulai"), validators=[InputRequired()])
    ends_at = MomentField(N_("Sampai"), validators=[InputRequired()])
    reason = StringField(N_("Alasan"), validators=[Length(max=200)])


class CoverView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = READERS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "export"})
    empty_text = N_("Belum ada pengganti. Buat satu untuk bertukar jaga atau menggantikan rekan yang berhalangan.")
    list_loads = (OnCallCover.user,)
    record_loads = (OnCallCover.user,)

    column_list = ("level", "kind", "user", "starts_at", "ends_at", "reason")
    column_labels: ClassVar[dict[str, Any]] = {
        "level": N_("Level"),
        "kind": N_("Jenis"),
        "user": N_("Pengganti"),
        "starts_at": N_("Mulai"),
        "ends_at": N_("Sampai"),
        "reason": N_("Alasan"),
    }
    column_default_sort = ("id", True)
    column_formatters: ClassVar[dict[str, Any]] = {
        "level": choice_of(LEVEL_LABELS),
        "kind": choice_of(COVER_LABELS),
        "user": person_cell,
        "starts_at": moment_cell,
        "ends_at": moment_cell,
    }
    form = CoverForm

    def create_form(self, obj: Any = None) -> Any:
        form = super().create_form(obj)
        form.person.choices = list_people(db.session())
        if not form.person.data:
            form.person.data = current_user.username
        if request.method == "GET" and (shift := tapped_shift(db.session(), utc_now())):
            form.level.data, form.starts_at.data, form.ends_at.data = shift.level, shift.starts_at, shift.ends_at
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> OnCallCover:
        return cover_shift(
            session,
            level=form.level.data,
            user_id=find_person(session, form.person.data),
            starts_at=form.starts_at.data,
            ends_at=form.ends_at.data,
            actor=actor,
            now=utc_now(),
            reason=form.reason.data or "",
            kind=CoverKind(form.kind.data),
        )

    def record_title(self, record: OnCallCover) -> str:
        return gettext("Siaga: %(name)s menggantikan", name=record.user.name)

    def record_sections(self, record: OnCallCover) -> list[dict[str, Any]]:
        made_by = db.session.get(User, record.created_by_id or 0)
        rows = [
            (gettext("Level"), str(LEVEL_LABELS[record.level])),
            (gettext("Jenis"), str(COVER_LABELS[record.kind])),
            (gettext("Mulai"), moment(record.starts_at)),
            (gettext("Sampai"), moment(record.ends_at)),
            (gettext("Alasan"), record.reason or None),
            (gettext("Oleh"), made_by.name if made_by else None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]
