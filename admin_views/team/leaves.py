"""Cuti."""

from typing import Any, ClassVar

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_admin.form import rules
from flask_login import current_user
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.columns import day_cell, moment_cell, person_cell
from admin_views.framework.lists.filters import DayFilter
from admin_views.framework.lists.people_filters import people_filter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.http.forms.base import DayField
from app.http.forms.submission import submit
from app.models.accounts.user import DESK, STAFF, Leave, Role, User, UserStatus
from app.policies.company_time import company_today
from app.policies.visibility import users_visible_to
from workflows.accounts.users import cancel_leave, plan_leave


class LeaveForm(PanelForm):
    user_id = SelectField(N_("Siapa"), coerce=int, validators=[InputRequired()])
    first_date = DayField(N_("Hari pertama"), validators=[InputRequired()])
    last_date = DayField(N_("Hari terakhir"), validators=[InputRequired()])
    reason = StringField(N_("Alasan"), validators=[Length(max=200)])
    release_places = BooleanField(N_("Lepas tempatnya di kunjungan pada hari itu ke antrean dan pool"))


class LeaveView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create"})

    column_list = ("user", "first_date", "last_date", "reason")
    column_labels: ClassVar[dict[str, Any]] = {
        "user": N_("Nama"),
        "first_date": N_("Hari pertama"),
        "last_date": N_("Hari terakhir"),
        "reason": N_("Alasan"),
        "created_at": N_("Dibuat"),
    }
    column_default_sort = ("first_date", True)
    column_sortable_list = ("first_date", "last_date")
    column_filters = (
        people_filter("technician", N_("Teknisi"), lambda user_id: Leave.user_id == user_id, Role.TECHNICIAN),
        DayFilter("first", N_("Hari pertama"), Leave.first_date),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "user": person_cell,
        "first_date": day_cell,
        "last_date": day_cell,
        "created_at": moment_cell,
    }
    form_create_rules = (rules.FieldSet(("user_id", "reason", "first_date", "last_date", "release_places")),)
    details_template = "admin/users/leave.html"
    form = LeaveForm

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        return Leave.user_id.in_(select(User.id).where(users_visible_to(user)))

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(Leave.user))

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query.join(User, User.id == Leave.user_id), words, User.name, phone=User.phone_e164)

    def create_form(self, obj: Any = None) -> Any:
        form = super().create_form(obj)
        own_people = (User.role.in_(STAFF), User.status == UserStatus.ACTIVE)
        seen = select(User.id, User.name).where(users_visible_to(current_user), *own_people)
        form.user_id.choices = [(row.id, row.name) for row in db.session.execute(seen.order_by(User.name))]
        if request.method == "GET":
            form.user_id.data = request.args.get("user", type=int)
        return form

    def create_record(self, session: Session, form: Any, actor: User) -> Leave:
        return plan_leave(
            session,
            user_id=form.user_id.data,
            first_date=form.first_date.data,
            last_date=form.last_date.data,
            reason=form.reason.data,
            release_places=form.release_places.data,
            actor=actor,
            now=utc_now(),
        )

    def record_title(self, record: Leave) -> str:
        return gettext("Cuti %(name)s", name=record.user.name)

    def record_extra(self, record: Leave) -> dict[str, Any]:
        return {"may_cancel": record.last_date >= company_today(db.session(), utc_now())}

    @expose("/<int:id>/cancel", methods=("POST",))
    def cancel_view(self, id: int) -> Any:  # noqa: A002
        """Cancel leave that is not over yet."""

        def work(session: Session) -> dict[str, Any]:
            cancel_leave(session, leave_id=id, actor=current_user, now=utc_now())
            return {}

        try:
            submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
        else:
            flash(gettext("Cuti dibatalkan."), "success")
        return redirect(url_for(".index_view"))
