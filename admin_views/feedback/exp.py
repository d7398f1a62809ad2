"""EXP in the panel: the ledger to read, corrections by an admin, and the levels."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import url_for
from flask_login import current_user
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin_views.feedback.exp_correction import ExpCorrection
from admin_views.framework.lists.columns import choice_of, moment_cell, person_cell, short_text
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, YesNoFilter
from admin_views.framework.lists.people_filters import person_filter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.navigation import record_url
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import N_, gettext
from app.http.forms.base import WholeNumberField
from app.models.accounts.user import Role, User
from app.models.feedback.bug import BugReport
from app.models.feedback.exp import RULE_LABELS, ExpEntry, ExpLevel
from app.models.feedback.feedback import Feedback
from app.presenters.dates import moment
from app.presenters.feedback.bugs import cap_text, rule_label
from workflows.exp import balance_of

NAMESAKES = 200
SOURCES: dict[str, Any] = {"bug": BugReport, "feedback": Feedback}


def signed_cell(_view: Any, _context: Any, record: ExpEntry, _name: str) -> str:
    return f"{record.points:+d}"


class ExpView(ExpCorrection, AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.ADMIN, Role.PRODUCT, Role.MANAGER})
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    narrower: ClassVar[Mapping[str, frozenset[Role]]] = {"correct_view": frozenset({Role.ADMIN})}
    list_template = "admin/exp/list.html"
    empty_text = N_("Belum ada EXP yang diberikan.")

    column_list = ("at", "user", "points", "rule", "reason", "actor")
    column_labels: ClassVar[dict[str, Any]] = {
        "at": N_("Waktu"),
        "user": N_("Untuk"),
        "points": N_("EXP"),
        "rule": N_("Aturan"),
        "reason": N_("Alasan"),
        "actor": N_("Oleh"),
        "day": N_("Hari"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_class: ClassVar[dict[str, str]] = {"points": "number", "reason": "wrap"}
    column_filters = (
        ChoiceFilter("rule", N_("Aturan"), ExpEntry.rule, tuple(RULE_LABELS.items())),
        YesNoFilter("reversed", N_("Penarikan kembali"), ExpEntry.reverses_id.is_not(None)),
        DayFilter("day", N_("Tanggal"), ExpEntry.day),
        person_filter("user", N_("Untuk"), ExpEntry.user_id),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "at": moment_cell,
        "user": person_cell,
        "points": signed_cell,
        "rule": choice_of(RULE_LABELS),
        "reason": short_text(80),
        "actor": person_cell,
    }

    def search_for(self, query: Any, words: str) -> Any:
        """By whose account it is."""
        named = or_(func.lower(User.username) == words.lower(), User.name.icontains(words, autoescape=True))
        return query.where(ExpEntry.user_id.in_(select(User.id).where(named).limit(NAMESAKES)))

    def record_title(self, record: ExpEntry) -> str:
        return f"{record.points:+d} EXP · {record.user.name}"

    def record_sections(self, record: ExpEntry) -> list[dict[str, Any]]:
        rows = [
            (gettext("Waktu"), moment(record.at)),
            (gettext("Untuk"), record.user.name),
            (gettext("EXP"), f"{record.points:+d}"),
            (gettext("Aturan"), rule_label(record)),
            (gettext("Alasan"), record.reason),
            (gettext("Batas harian"), cap_text(record) or None),
            (gettext("Oleh"), record.actor.name if record.actor else gettext("Sistem")),
            (gettext("Saldo sekarang"), balance_of(db.session(), user_id=record.user_id)),
        ]
        return [{"title": gettext("Rincian"), "rows": rows}]

    def record_links(self, record: ExpEntry) -> list[dict[str, Any]]:
        model = SOURCES.get(record.source_kind)
        href = record_url(model, record.source_id) if model else None
        return [{"label": gettext("Buka sumbernya"), "href": href, "icon": "flag"}] if href else []

    def list_context(self) -> dict[str, Any]:
        may_correct = current_user.role == Role.ADMIN
        return {**super().list_context(), "correct_url": url_for(".correct_view") if may_correct else None}


class LevelForm(PanelForm):
    name = StringField(N_("Nama tingkat"), validators=[InputRequired(), Length(max=40)])
    from_points = WholeNumberField(
        N_("Mulai dari EXP"), validators=[InputRequired(), NumberRange(min=0, max=1_000_000)]
    )


class LevelView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.ADMIN})
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False

    column_list = ("name", "from_points")
    column_labels: ClassVar[dict[str, Any]] = {"name": N_("Nama tingkat"), "from_points": N_("Mulai dari EXP")}
    column_default_sort = ("from_points", False)
    column_class: ClassVar[dict[str, str]] = {"from_points": "number"}
    form = LevelForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, ExpLevel.name)

    def create_record(self, session: Session, form: Any, actor: User) -> ExpLevel:
        return self.edit_record(session, form, ExpLevel(), actor)

    def edit_record(self, session: Session, form: Any, record: ExpLevel, actor: User) -> ExpLevel:  # noqa: ARG002
        name, start = " ".join(form.name.data.split()), form.from_points.data
        others = select(ExpLevel).where(ExpLevel.id != (record.id or 0))
        for level in session.scalars(others):
            if level.name.lower() == name.lower():
                raise Invalid(N_("Tingkat dengan nama ini sudah ada."), field="name")
            if level.from_points == start:
                raise Invalid(N_("Tingkat lain sudah mulai dari jumlah ini."), field="from_points")
        record.name, record.from_points = name, start
        session.add(record)
        return record
