"""Pengumuman: what everybody shall know, on the status page and above every page of those who are logged in."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from admin_views.framework.lists.columns import choice_of, moment_cell, short_text, status_of
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import utc_now
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.forms.base import MomentField
from app.models.accounts.user import Role, User
from app.models.incidents.incident_flow import RESPONDERS
from app.models.status.announcement import ANNOUNCEMENT_FLOW, TONE_LABELS, Announcement, AnnouncementTone
from app.presenters.dates import moment
from workflows.status import edit_announcement, make_announcement

TONES = {AnnouncementTone.INFO: "primary", AnnouncementTone.WARNING: "warning"}


class AnnouncementForm(PanelForm):
    title = StringField(N_("Judul"), validators=[InputRequired(), Length(max=150)])
    title_en = StringField(N_("Judul dalam bahasa Inggris"), validators=[Length(max=150)])
    text = TextAreaField(N_("Kabar"), validators=[Length(max=2000)], render_kw={"rows": 3})
    text_en = TextAreaField(N_("Kabar dalam bahasa Inggris"), validators=[Length(max=2000)], render_kw={"rows": 3})
    tone = SelectField(N_("Jenis"), choices=[(str(one), label) for one, label in TONE_LABELS.items()])
    starts_at = MomentField(N_("Tampil mulai"), validators=[InputRequired()])
    ends_at = MomentField(
        N_("Sampai"),
        validators=[Optional()],
        description=N_("Kosong: sampai diisi. Mengakhirinya: isi waktu sekarang."),
    )


class AnnouncementView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = RESPONDERS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    flow: ClassVar[Flow | None] = ANNOUNCEMENT_FLOW
    empty_text = N_("Belum ada pengumuman. Yang diterbitkan tampil di halaman status dan di atas semua halaman.")

    column_list = ("title", "tone", "starts_at", "ends_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "title": N_("Judul"),
        "tone": N_("Jenis"),
        "starts_at": N_("Tampil mulai"),
        "ends_at": N_("Sampai"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_formatters: ClassVar[dict[str, Any]] = {
        "title": short_text(70),
        "tone": choice_of(TONE_LABELS, TONES),
        "starts_at": moment_cell,
        "ends_at": moment_cell,
        "status": status_of(ANNOUNCEMENT_FLOW),
    }
    form = AnnouncementForm

    def create_record(self, session: Session, form: Any, actor: User) -> Announcement:
        return make_announcement(session, actor=actor, now=utc_now(), **_typed(form))

    def edit_record(self, session: Session, form: Any, record: Announcement, actor: User) -> Announcement:
        return edit_announcement(session, record=record, actor=actor, now=utc_now(), **_typed(form))

    def record_title(self, record: Announcement) -> str:
        return record.title

    def record_sections(self, record: Announcement) -> list[dict[str, Any]]:
        rows = [
            (gettext("Kabar"), record.text or None),
            (gettext("Judul dalam bahasa Inggris"), record.title_en or None),
            (gettext("Kabar dalam bahasa Inggris"), record.text_en or None),
            (gettext("Tampil mulai"), moment(record.starts_at)),
            (gettext("Sampai"), moment(record.ends_at) if record.ends_at else gettext("sampai diakhiri")),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]


def _typed(form: Any) -> dict[str, Any]:
    return {
        "title": form.title.data,
        "title_en": form.title_en.data or "",
        "text": form.text.data or "",
        "text_en": form.text_en.data or "",
        "tone": AnnouncementTone(form.tone.data),
        "starts_at": form.starts_at.data,
        "ends_at": form.ends_at.data,
    }
