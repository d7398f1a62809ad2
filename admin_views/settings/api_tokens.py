"""Token API: everybody's keys, and the accounts of programs that are no person's."""

from datetime import timedelta
from typing import Any, ClassVar

from flask import request
from flask_admin import expose
from markupsafe import Markup
from sqlalchemy.orm import Session, joinedload
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from admin_views.framework.lists.columns import choice_of, moment_cell, status_of
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.auth.reauthentication import ask_reauthentication
from app.http.auth.signed_in import signed_in_user
from app.http.forms.base import place_refusal
from app.http.forms.submission import submit
from app.models.accounts.api_token import TOKEN_FLOW, TOKEN_KIND_LABELS, ApiToken
from app.models.accounts.user import ROLE_LABELS, Role
from app.policies.scopes import all_scopes_of
from workflows.api_tokens import SERVICE_ROLES, make_service_account

LIVES = {90: N_("90 hari"), 365: N_("1 tahun")}


def _scopes() -> list[tuple[str, str]]:
    """What any of the roles may do; the verb refuses what the chosen role may not."""
    return [(scope, scope) for scope in dict.fromkeys(s for role in SERVICE_ROLES for s in all_scopes_of(role))]


class ServiceForm(PanelForm):
    name = StringField(
        N_("Nama program"), validators=[InputRequired(), Length(max=80)], description=N_("Misalnya: Toko daring.")
    )
    role = SelectField(N_("Peran"), choices=[(role, ROLE_LABELS[role]) for role in SERVICE_ROLES])
    days = SelectField(N_("Berlaku"), coerce=int, choices=list(LIVES.items()), default=365)
    scopes = SelectMultipleField(
        N_("Izin"),
        choices=_scopes(),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=N_("Hanya izin yang dimiliki perannya."),
    )


class ApiTokenView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.ADMIN})
    opens: ClassVar[frozenset[str]] = frozenset({"create"})
    flow: ClassVar[Flow | None] = TOKEN_FLOW
    empty_text = N_("Belum ada token. Setiap orang membuat tokennya sendiri; di sini dibuat akun layanan.")

    column_list = ("name", "user", "kind", "prefix", "status", "last_used_at", "expires_at")
    column_details_list = (*column_list, "created_at", "revoked_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "user": N_("Pemilik"),
        "kind": N_("Jenis"),
        "prefix": N_("Awalan"),
        "status": N_("Status"),
        "last_used_at": N_("Terakhir dipakai"),
        "expires_at": N_("Berlaku sampai"),
        "created_at": N_("Dibuat"),
        "revoked_at": N_("Dicabut"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = ("status", ChoiceFilter("kind", N_("Jenis"), ApiToken.kind, tuple(TOKEN_KIND_LABELS.items())))
    column_formatters: ClassVar[dict[str, Any]] = {
        "kind": choice_of(TOKEN_KIND_LABELS),
        "prefix": lambda _view, _context, token, _name: Markup("<code>{}…</code>").format(token.prefix),
        "status": status_of(TOKEN_FLOW),
        "last_used_at": moment_cell,
        "expires_at": moment_cell,
        "created_at": moment_cell,
        "revoked_at": moment_cell,
    }
    form = ServiceForm

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(ApiToken.user))

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, ApiToken.name, ApiToken.prefix)

    def record_sections(self, record: ApiToken) -> list[dict[str, Any]]:
        scopes = Markup(", ").join(Markup("<code>{}</code>").format(scope) for scope in record.scopes)
        rows = [
            (gettext("Pemilik"), f"{record.user.name} ({record.user.username})"),
            (gettext("Jenis"), TOKEN_KIND_LABELS[record.kind]),
            (gettext("Awalan"), record.prefix),
            (gettext("Izin"), scopes),
        ]
        return [{"title": gettext("Token"), "rows": rows}]

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        """A program's account and its first key, which is shown in this answer and never again."""
        if request.method == "POST" and (asked := ask_reauthentication()) is not None:
            return asked
        form, secret = self.create_form(), None
        if request.method == "POST" and form.validate():
            try:
                secret = self._serve(form)
            except DomainError as refusal:
                place_refusal(refusal, form)
        status = 422 if request.method == "POST" and form.errors else 200
        return self.render("admin/api_tokens/create.html", form=form, secret=secret), status

    def _serve(self, form: Any) -> str | None:
        """None when this very form was sent before."""
        actor, now = signed_in_user(), utc_now()
        made: list[str] = []

        def work(session: Session) -> dict[str, Any]:
            made_now = make_service_account(
                session,
                name=form.name.data,
                role=Role(form.role.data),
                scopes=form.scopes.data or [],
                expires_at=now + timedelta(days=form.days.data),
                actor=actor,
                now=now,
            )
            made[:] = [made_now.secret]
            return {"id": made_now.token.id}  # the secret is in no answer we keep

        submit(work)
        return made[0] if made else None
