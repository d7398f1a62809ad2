"""Development only: every component of the interface in every state, to be looked at in all themes."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, ClassVar

from flask_admin import BaseView, expose
from wtforms import BooleanField, FileField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from admin_views.framework.access import RoleRestricted
from admin_views.framework.composing.composer import Composer
from admin_views.framework.registration import Screen
from admin_views.settings.component_samples import PDF, PICTURE, samples_of_records
from app.core.i18n import N_
from app.http.forms.base import BaseForm, DayField, MomentField
from app.http.forms.rich_text_field import RichTextField
from app.http.forms.table_field import TableField
from app.models.accounts.user import Role

TONES = ("neutral", "primary", "positive", "warning", "danger", "info")


class SampleForm(BaseForm):
    """One field of each kind."""

    name = StringField(N_("Nama"), validators=[InputRequired()], description=N_("Boleh kosong."))
    note = TextAreaField(N_("Catatan"))
    day = DayField(N_("Tanggal"))
    moment = MomentField(N_("Waktu"))
    choice = SelectField(N_("Status"), choices=[("1", N_("Ya")), ("0", N_("Tidak"))])
    agreed = BooleanField(N_("Ya"))
    file = FileField(N_("Berkas"))
    rows = TableField(columns=(("name", N_("Nama"), 80), ("quantity", N_("Jumlah"), 20)), label=N_("Barang"))


class SampleText(BaseForm):
    """Rich text."""

    body = RichTextField(N_("Deskripsi"), description=N_("Boleh kosong."))


class ComponentsView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.ADMIN, Role.DEVELOPER})

    @expose("/")
    def index(self) -> Any:
        form = SampleForm()
        form.note.errors = [N_("Wajib diisi.")]
        shown = {"tones": TONES, "form": form, "moves": _steps(), "entries": _entries(), "composers": _composers()}
        shown["text"] = SampleText()
        return self.render("admin/components.html", **shown, **samples_of_records())


def _entries() -> list[dict[str, Any]]:
    """From both sides; by a machine; with a file; one that did not arrive."""
    on = datetime(2026, 11, 30, 8, tzinfo=UTC)
    base: dict[str, Any] = {"who": "Bu Mira", "at": "08.00", "on": on, "html": None}
    return [
        {
            **base,
            "text": "AC bocor",
            "files": [PDF],
            "quoted": "quoted",
        },
        {**base, "text": "answer", "who": "Dewi", "ours": True, "badge": {"text": "sent", "tone": "positive"}},
        {**base, "text": "picture", "who": "Dewi", "ours": True, "files": [PICTURE]},
        {**base, "text": "out of office", "quiet": True},
        {**base, "text": "answer", "who": "Dewi", "ours": True, "not_arrived": True, "failure": "mailbox full"},
    ]


def _composers() -> list[Composer]:
    """An answer with a draft that could not be sent and its files, and a note."""
    same: dict[str, Any] = {"url": "#", "draft_url": "#", "most": 500, "file_url": "#"}
    answer = {"title": "Balas Bu Mira", "steps": (("answer", "Kirim ke Bu Mira"), ("wait", "wait")), "draft": "draft"}
    note = {"title": "Catatan internal", "steps": (("note", "Simpan catatan"),), "draft": "", "people": ("Dewi",)}
    return [
        Composer(kind="ANSWER", canned_url="#", refusal="why it came back", files=(PICTURE, PDF), **answer, **same),
        Composer(kind="NOTE", canned_url="", refusal="", **note, **same),
    ]


def _steps() -> list[Any]:
    """A next step, others, and a destructive one, as a flow's buttons are."""
    steps = (("finish", "primary"), ("note", "neutral"), ("wait", "warning"), ("copy", "neutral"), ("cancel", "danger"))
    return [
        SimpleNamespace(
            name=name, label=name, url="#", tone=tone, needs_form=True, confirm=None, moves=name == "finish"
        )
        for name, tone in steps
    ]


SCREENS = (Screen(ComponentsView, None, N_("Komponen"), "components", icon="box", entry=None),)
