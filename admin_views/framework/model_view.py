"""The only ModelView others may inherit: closed until a subclass opens it and says who may enter."""

from typing import Any, ClassVar

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_admin.contrib.sqla import ModelView
from flask_admin.form import BaseForm
from flask_babel import Domain
from flask_login import current_user
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from admin_views.framework.access import ViewAccess
from admin_views.framework.bulk_actions import BulkActions
from admin_views.framework.export.export import Exports
from admin_views.framework.forms.lookups import ScopedLookup, look_up, lookup_of
from admin_views.framework.forms.taken_value import find_taken_field
from admin_views.framework.lists.chosen_columns import ChosenColumns
from admin_views.framework.lists.columns import BY_TYPE
from admin_views.framework.lists.list_view import KeysetList
from admin_views.framework.lists.saved_filters import SavedFilters
from admin_views.framework.page_context import PageContext
from admin_views.framework.transitions import TransitionButtons
from app.core.db import db
from app.core.errors import DomainError, Invalid, NotFound
from app.core.flow import Flow
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.http.forms.edit_version import ChangedMeanwhile, draw_version, flash_taken_over, require_current, with_version
from app.http.forms.submission import submit
from app.models.accounts.user import User

_WTFORMS_TEXTS = Domain(domain="wtforms")
LARGEST_ID = 2**63 - 1


class PanelForm(BaseForm):
    """Flask-Admin's form with messages in the reader's language; CSRF is checked for the whole application."""

    class Meta(BaseForm.Meta):
        def get_translations(self, form: Any) -> Any:  # noqa: ARG002
            return _WTFORMS_TEXTS.get_translations()


class AdminModelView(
    ViewAccess,
    TransitionButtons,
    BulkActions,
    Exports,
    SavedFilters,
    ChosenColumns,
    PageContext,
    KeysetList,
    ModelView,
):
    """Subclasses say `may_enter`, `visible_to` and what of create, edit and export they `opens`."""

    flow: ClassVar[Flow | None] = None
    record_loads: ClassVar[tuple[Any, ...]] = ()  # relations that the record's page shows, read with it

    can_delete = False
    can_view_details = True
    form_base_class = PanelForm
    page_size = 25
    can_set_page_size = False
    named_filter_urls = True
    column_type_formatters = BY_TYPE
    column_type_formatters_detail = BY_TYPE
    column_display_actions = True
    action_disallowed_list: ClassVar[list[str]] = ["delete"]
    create_template = "admin/model/create.html"
    edit_template = "admin/model/edit.html"
    details_template = "admin/model/details.html"
    list_template = "admin/model/list.html"

    # --- who may enter, and what they see ---

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        """A condition that scopes list, count, record, export and look-ups alike; None: everything of the table."""
        return None

    def get_query(self) -> Any:
        return self._scoped(select(self.model))

    def get_count_query(self) -> Any:
        return self._scoped(select(func.count()).select_from(self.model))

    def _scoped(self, query: Any) -> Any:
        condition = self.visible_to(current_user)
        return query if condition is None else query.where(condition)

    def get_one(self, id: Any) -> Any:  # noqa: A002  Flask-Admin's name
        """The record if this user may see it; the id of a record they may not see is as good as none."""
        number = read_id(str(id))
        if number is None:
            return None
        found = self.get_query().where(self.model.id == number).options(*(joinedload(one) for one in self.record_loads))
        return db.session.scalars(found).unique().one_or_none()

    def _refresh_forms_cache(self) -> None:
        """A column that only transitions may change stands in no form, whatever a screen asks for."""
        named = {name for name in self.form_columns or () if isinstance(name, str)}
        kept_out = {"status", "version"} if self.flow is not None else {"version"}
        if named & kept_out:
            raise TypeError(f"{type(self).__name__}: {sorted(named & kept_out)} belong to the flow and to no form")
        self.form_excluded_columns = (*(self.form_excluded_columns or ()), *kept_out)
        super()._refresh_forms_cache()
        if "edit" in self.opens:
            self._edit_form_class = with_version(self._edit_form_class)

    def _get_ruleset_missing_fields(self, ruleset: Any, form: Any) -> list[str]:
        """The version stands in no screen's rules and in every edit form."""
        return [name for name in super()._get_ruleset_missing_fields(ruleset, form) if name != "version"]

    def _create_ajax_loader(self, name: str, options: dict[str, Any]) -> ScopedLookup:
        """Flask-Admin's own look-up reads the whole table and knows no scope."""
        relation = getattr(self.model, name)
        return lookup_of(name, relation.property.mapper.class_, options)

    @expose("/ajax/lookup/")
    def ajax_lookup(self) -> Any:
        return look_up(self._form_ajax_refs.get(request.args.get("name", "")))

    # --- creating and editing: through a verb, once, in one transaction ---

    def create_record(self, session: Session, form: Any, actor: User) -> Any:  # noqa: ARG002
        """Plain master data; aggregates with rules override this and call their verb."""
        record = self.fill(self.build_new_instance(), form)
        session.add(record)
        return record

    def edit_record(self, session: Session, form: Any, record: Any, actor: User) -> Any:  # noqa: ARG002
        return self.fill(record, form)

    def fill(self, record: Any, form: Any) -> Any:
        values = self.values_of(form)
        if values is None:
            form.populate_obj(record)
        for name, value in (values or {}).items():
            setattr(record, name, value)
        return record

    def values_of(self, form: Any) -> dict[str, Any] | None:  # noqa: ARG002
        """The columns of what was typed into a form of plain data; None: each field is the column of its name."""
        return None

    def create_model(self, form: Any) -> Any:
        return self._write(form, lambda session: self.create_record(session, form, current_user))

    def edit_form(self, obj: Any = None) -> Any:
        form = super().edit_form(obj)
        if request.method == "GET":
            draw_version(form)
        return form

    def update_model(self, form: Any, model: Any) -> bool:
        """What the form was drawn from is compared under the row's lock: a save undoes nobody's change."""

        def work(session: Session) -> Any:
            record_id = model.id  # asked before it is expired: else it would be read before the lock is waited for
            session.expire(model)
            record = session.get(self.model, record_id, with_for_update=True, populate_existing=True)
            if record is None:
                raise NotFound
            require_current(form, self._edit_form_class(None, obj=record))
            return self.edit_record(session, form, record, current_user)

        saved = bool(self._write(form, work))
        if saved:
            flash_taken_over(form)
        return saved

    def _write(self, form: Any, work: Any) -> Any:
        def once(session: Session) -> dict[str, Any]:
            record = work(session)
            session.flush()
            return {"id": record.id}

        try:
            answer = submit(once)
        except DomainError as refusal:
            field = getattr(refusal, "field", None)
            if isinstance(refusal, Invalid) and field in form:
                form[field].errors = [*form[field].errors, str(refusal)]
            flash(str(refusal), "warning" if isinstance(refusal, ChangedMeanwhile) else "error")
            return False
        except IntegrityError as problem:
            field = find_taken_field(problem, self.model, form)
            if field is None:
                raise
            form[field].errors = [*form[field].errors, gettext("Sudah dipakai. Tulis yang lain.")]
            return False
        return db.session.get(self.model, answer["id"])

    def handle_view_exception(self, exc: Exception) -> bool:  # noqa: ARG002  never show a driver's text to people
        return False

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
        return url_for(".details_view", id=model.id) if self.can_view_details else self.get_url(".index_view")

    def back_to(self, record_id: int) -> Any:
        return redirect(url_for(f"{self.endpoint}.details_view", id=record_id))
