"""Pengguna: the people who log in."""

from typing import Any, ClassVar

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_admin.form import rules
from flask_login import current_user
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin_views.framework.forms.form_fields import LANGUAGE_CHOICES, ChecklistField
from admin_views.framework.lists.columns import choice_of, status_of
from admin_views.framework.lists.filters import ChoiceFilter, YesNoFilter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.team.user_page import sections_of, telegram_word
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.auth.reauthentication import ask_reauthentication
from app.http.auth.signed_in import signed_in_user
from app.http.auth.telegram_link import link_page
from app.http.forms.base import WholeNumberField
from app.http.forms.submission import submit
from app.models.accounts.user import DESK, ROLE_LABELS, STAFF, Role, Skill, User
from app.models.accounts.user_flow import USER_FLOW
from app.policies.people import can_care_for, can_make
from app.policies.visibility import users_visible_to
from app.presenters.dates import ago
from workflows.accounts.users import create_user, edit_user, unlink_telegram


class UserForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=120)])
    username = StringField(
        N_("Nama pengguna"),
        validators=[InputRequired(), Length(max=40)],
        description=N_("Untuk masuk. Huruf kecil dan angka."),
        render_kw={"autocapitalize": "none", "autocomplete": "off"},
    )
    email = StringField(N_("E-mail"), validators=[Length(max=254)], render_kw={"type": "email"})
    phone_e164 = StringField(
        N_("Nomor telepon"), validators=[Length(max=30)], description="0812-3456-7890", render_kw={"type": "tel"}
    )
    home_area = StringField(
        N_("Wilayah"), validators=[Length(max=80)], description=N_("Kota tempat teknisi biasa bekerja.")
    )
    skill_ids = ChecklistField(N_("Keahlian"), coerce=int)
    telegram_chat_id = WholeNumberField(
        N_("ID Telegram"),
        validators=[Optional(), NumberRange(min=1, max=2**52)],
        description=N_("Boleh kosong. Berlaku setelah pemiliknya masuk dan mengonfirmasinya di halaman Profil."),
    )
    locale = SelectField(N_("Bahasa"), choices=LANGUAGE_CHOICES, default="id")


class NewUserForm(UserForm):
    role = SelectField(N_("Peran"), validators=[InputRequired()])
    password = PasswordField(
        N_("Kata sandi awal"),
        validators=[InputRequired(), Length(min=10, max=128)],
        description=N_("Minimal 10 karakter. Harus diganti saat pertama kali masuk."),
        render_kw={"autocomplete": "new-password"},
    )


_WHO = rules.FieldSet(("name", "username", "email", "phone_e164", "locale"), N_("Identitas"))
_WORK = rules.FieldSet(("home_area", "telegram_chat_id", "skill_ids"), N_("Pekerjaan"))


class UserView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit", "export"})
    flow: ClassVar[Flow | None] = USER_FLOW

    column_list = (
        "name",
        "username",
        "role",
        "phone_e164",
        "home_area",
        "telegram_verified_at",
        "last_login_at",
        "status",
    )
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "username": N_("Nama pengguna"),
        "role": N_("Peran"),
        "phone_e164": N_("Telepon"),
        "home_area": N_("Wilayah"),
        "telegram_verified_at": N_("Telegram"),
        "last_login_at": N_("Terakhir masuk"),
        "status": N_("Status"),
    }
    column_export_list = ("name", "username", "role", "email", "phone_e164", "home_area", "status")
    column_default_sort = ("name", False)
    column_sortable_list = ("name", "username", "role", "status")
    sort_expressions: ClassVar[dict[str, Any]] = {"name": User.name}
    column_filters = (
        "status",
        ChoiceFilter("role", N_("Peran"), User.role, tuple(ROLE_LABELS.items())),
        YesNoFilter("telegram", N_("Telegram tertaut"), User.telegram_verified_at.is_not(None)),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "role": choice_of(ROLE_LABELS),
        "status": status_of(USER_FLOW),
        "telegram_verified_at": lambda _v, _c, user, _n: telegram_word(user),
        "last_login_at": lambda _v, _c, user, _n: ago(user.last_login_at),
    }
    form_create_rules = (_WHO, rules.FieldSet(("role", "password"), N_("Akses")), _WORK)
    form_edit_rules = (_WHO, _WORK)

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        return users_visible_to(user)

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, User.name, User.username, User.email, User.home_area, phone=User.phone_e164)

    # --- forms ---

    def get_create_form(self) -> Any:
        return NewUserForm

    def get_edit_form(self) -> Any:
        return UserForm

    def create_form(self, obj: Any = None) -> Any:
        form = super().create_form(obj)
        form.role.choices = [(role, label) for role, label in ROLE_LABELS.items() if can_make(current_user, role)]
        if request.method == "GET":
            asked = request.args.get("role")
            form.role.data = asked if asked in set(Role) else Role.TECHNICIAN
        return _with_skills(form)

    def edit_form(self, obj: Any = None) -> Any:
        return _with_skills(super().edit_form(obj))

    def create_record(self, session: Session, form: Any, actor: User) -> User:
        role, password = Role(form.role.data), form.password.data
        return create_user(session, actor=actor, now=utc_now(), role=role, password=password, **_given(form))

    def edit_record(self, session: Session, form: Any, record: User, actor: User) -> User:
        return edit_user(session, user_id=record.id, actor=actor, now=utc_now(), **_given(form))

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        return self._asked() or super().create_view()

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> Any:
        return self._asked() or super().edit_view()

    def _asked(self) -> Any:
        """A new account, or an address a password can be reset by, is as good as a way in."""
        return ask_reauthentication() if request.method == "POST" else None

    # --- the person's page ---

    def answers_for(self, record: User, name: str) -> dict[str, Any]:
        return {"role": record.role} if name == "change_role" else {}

    def record_title(self, record: User) -> str:
        return record.name

    def record_sections(self, record: User) -> list[dict[str, Any]]:
        return sections_of(record)

    def record_links(self, record: User) -> list[dict[str, Any]]:
        if record.customer_id is not None:
            shown = url_for("customer.details_view", id=record.customer_id)
            return [{"label": gettext("Lihat pelanggan"), "href": shown, "icon": "building"}]
        if record.role not in STAFF or not can_care_for(current_user, record):
            return []
        leave = url_for("leave.create_view", user=record.id)
        return [{"label": gettext("Rencanakan cuti"), "href": leave, "icon": "calendar"}]

    def record_extra(self, record: User) -> dict[str, Any]:
        return {"may_link": can_care_for(current_user, record) and record.is_active and record.role in STAFF}

    details_template = "admin/users/details.html"

    @expose("/<int:id>/telegram", methods=("GET", "POST"))
    def telegram_view(self, id: int) -> Any:  # noqa: A002
        """POST makes a fresh deep link and shows it, once."""
        record = self.get_one(id)
        if record is None:
            abort(404)
        if request.method == "GET":
            return redirect(url_for(".details_view", id=id))
        if not can_care_for(current_user, record):
            abort(403)
        if (asked := self._asked()) is not None:
            return asked
        link = link_page(record, actor=signed_in_user())
        return self.render("admin/users/telegram.html", person=record, link=link)

    @expose("/<int:id>/telegram/unlink", methods=("POST",))
    def telegram_unlink(self, id: int) -> Any:  # noqa: A002
        record = self.get_one(id)
        if record is None:
            abort(404)
        if not can_care_for(current_user, record):
            abort(403)
        submit(lambda session: {"id": unlink_telegram(session, user=record, now=utc_now()).id})
        flash(gettext("Tautan Telegram dilepas."), "success")
        return self.back_to(id)


def _given(form: Any) -> dict[str, Any]:
    names = ("name", "username", "email", "phone_e164", "home_area", "skill_ids", "telegram_chat_id", "locale")
    return {name: form[name].data for name in names}


def _with_skills(form: Any) -> Any:
    rows = db.session.execute(select(Skill.id, Skill.name).order_by(func.lower(Skill.name)))
    form.skill_ids.choices = [(row.id, row.name) for row in rows]
    return form
