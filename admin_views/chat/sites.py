"""Situs obrolan: which sites may show the widget, and what they put into their pages."""

from typing import Any, ClassVar

from flask import current_app
from sqlalchemy.orm import Session
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.i18n import N_
from app.models.accounts.user import OPERATORS, Role, User
from app.models.chat.chat import ChatSite
from workflows.chat import save_site


class ChatSiteForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    origin = StringField(
        N_("Alamat situs"),
        validators=[InputRequired(), Length(max=200)],
        description=N_("Misalnya https://toko.example. Hanya situs di daftar ini yang dapat menampilkan obrolan."),
    )
    is_active = BooleanField(N_("Masih dipakai"), default=True)


class ChatSiteView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = OPERATORS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    list_template = "admin/chat/sites.html"
    empty_text = N_("Belum ada situs. Halaman obrolan di portal berjalan tanpa ini.")

    column_list = ("name", "origin", "is_active")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "origin": N_("Alamat situs"),
        "is_active": N_("Masih dipakai"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    form = ChatSiteForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, ChatSite.name, ChatSite.origin)

    def list_context(self) -> dict[str, Any]:
        base = current_app.config["SETTINGS"].public_url.rstrip("/")
        return {**super().list_context(), "widget": f'<script src="{base}/chat/widget.js" async></script>'}

    def create_record(self, session: Session, form: Any, actor: User) -> ChatSite:
        return self.edit_record(session, form, ChatSite(), actor)

    def edit_record(self, session: Session, form: Any, record: ChatSite, actor: User) -> ChatSite:  # noqa: ARG002
        values = {"origin": form.origin.data, "name": form.name.data, "is_active": form.is_active.data}
        return save_site(session, record, **values)
