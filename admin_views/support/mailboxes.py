"""Kotak surel: the folders of the desk's mailbox that are read."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.i18n import N_
from app.http.forms.base import DayField
from app.models.accounts.user import DESK, Role, User
from app.models.support.mail.mailbox import SupportMailbox
from workflows.support import save_mailbox


class MailboxForm(PanelForm):
    folder = StringField(N_("Folder"), validators=[InputRequired(), Length(max=120)])
    moved_to = StringField(
        N_("Pindahkan ke"),
        validators=[Length(max=120)],
        description=N_("Folder untuk surel yang sudah diambil. Kosong: tetap di tempatnya, ditandai terbaca."),
    )
    since_date = DayField(N_("Sejak"), validators=[InputRequired()], description=N_("Surel yang lebih lama dibiarkan."))
    is_active = BooleanField(N_("Dibaca"), default=True)


class MailboxView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    may_write: ClassVar[frozenset[Role] | None] = frozenset({Role.ADMIN})
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Surel diambil dari INBOX sejak server IMAP diatur (IMAP_HOST, IMAP_PASSWORD).")

    column_list = ("folder", "moved_to", "since_date", "is_active", "polled_at", "poll_error")
    column_labels: ClassVar[dict[str, Any]] = {
        "folder": N_("Folder"),
        "moved_to": N_("Pindahkan ke"),
        "since_date": N_("Sejak"),
        "is_active": N_("Dibaca"),
        "polled_at": N_("Terakhir diambil"),
        "poll_error": N_("Gangguan"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    form = MailboxForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, SupportMailbox.folder)

    def create_record(self, session: Session, form: Any, actor: User) -> SupportMailbox:
        return self.edit_record(session, form, SupportMailbox(), actor)

    def edit_record(self, session: Session, form: Any, record: SupportMailbox, actor: User) -> SupportMailbox:  # noqa: ARG002
        return save_mailbox(
            session,
            record,
            folder=form.folder.data,
            moved_to=form.moved_to.data,
            since_date=form.since_date.data,
            is_active=form.is_active.data,
        )
