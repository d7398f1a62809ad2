"""Sumber media sosial: tags and feeds in which people write about the company."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.columns import choice_of
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.i18n import N_
from app.models.accounts.user import DESK, Role, User
from app.models.social.social import SOURCE_KINDS, SocialSource, SourceKind
from app.models.support.ticket_steps import SUPPORT_TEAM
from workflows.social import save_source


class SourceForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    kind = SelectField(N_("Jenis"), choices=list(SOURCE_KINDS.items()), default=SourceKind.FEED)
    address = StringField(
        N_("Alamat"),
        validators=[InputRequired(), Length(max=500)],
        description=N_("Umpan RSS atau Atom, atau tag seperti https://mastodon.social/tags/servisac. Tanpa kunci."),
    )
    opens_tickets = BooleanField(
        N_("Langsung jadi tiket"), description=N_("Tanpa ini kiriman menunggu dilihat di daftar Media sosial.")
    )
    is_active = BooleanField(N_("Dibaca"), default=True)


class SocialSourceView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Belum ada sumber. Tambahkan tag Mastodon atau umpan RSS yang menyebut perusahaan Anda.")

    column_list = ("name", "kind", "address", "opens_tickets", "is_active", "polled_at", "poll_error")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "kind": N_("Jenis"),
        "address": N_("Alamat"),
        "opens_tickets": N_("Langsung jadi tiket"),
        "is_active": N_("Dibaca"),
        "polled_at": N_("Terakhir diambil"),
        "poll_error": N_("Gangguan"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {"kind": choice_of(SOURCE_KINDS)}
    form = SourceForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, SocialSource.name, SocialSource.address)

    def create_record(self, session: Session, form: Any, actor: User) -> SocialSource:
        return self.edit_record(session, form, SocialSource(), actor)

    def edit_record(self, session: Session, form: Any, record: SocialSource, actor: User) -> SocialSource:  # noqa: ARG002
        return save_source(
            session,
            record,
            kind=SourceKind(form.kind.data),
            name=form.name.data,
            address=form.address.data,
            opens_tickets=form.opens_tickets.data,
            is_active=form.is_active.data,
        )
