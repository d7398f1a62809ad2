"""Templat WhatsApp: which approved template stands in for which message outside the 24-hour window."""

import re
from pathlib import Path
from typing import Any, ClassVar

from flask import current_app
from markupsafe import Markup, escape
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from admin_views.framework.lists.columns import choice_of
from admin_views.framework.lists.filters import YesNoFilter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView
from app.core.errors import Invalid
from app.core.i18n import N_, gettext
from app.models.accounts.user import DESK, Role
from app.models.messaging.contact import WhatsAppTemplate
from app.policies.template_variables import names_in, unreadable
from app.presenters.messaging.deliveries import KIND_LABELS

_PLACE = re.compile(r"\{\{\s*([0-9]{1,2})\s*\}\}", re.ASCII)


def _kinds() -> list[tuple[str, str]]:
    """Messages that have words for WhatsApp; answers are given inside the window and need none."""
    folder = Path(str(current_app.template_folder)) / "messages"
    found = sorted(path.parent.name for path in folder.glob("*/whatsapp.txt"))
    return [(kind, f"{KIND_LABELS[kind]} ({kind})") for kind in found if kind in KIND_LABELS]


def preview(template: WhatsAppTemplate) -> Markup:
    """The approved words with the names of what fills them."""
    names = names_in(template.variables)

    def fill(found: re.Match[str]) -> str:
        place = int(found[1])
        name = names[place - 1] if 0 < place <= len(names) else "?"
        return f'<span class="badge tone-accent badge-plain">{escape(name)}</span>'

    return Markup(_PLACE.sub(fill, str(escape(template.body))))  # noqa: S704  every part is escaped above


class TemplateView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    empty_text = N_("Tanpa templat, pesan di luar jendela 24 jam harus dikirim sendiri lewat wa.me.")

    column_list = ("kind", "name", "language", "variables", "active", "meta_status")
    column_details_list = (*column_list[:3], "body", "variables", "link_button", "active", "meta_status", "meta_reason")
    column_labels: ClassVar[dict[str, Any]] = {
        "kind": N_("Untuk pesan"),
        "name": N_("Nama templat di Meta"),
        "language": N_("Bahasa"),
        "body": N_("Isi yang disetujui"),
        "variables": N_("Pengisi {{1}}, {{2}} …"),
        "link_button": N_("Tombol tautan"),
        "active": N_("Dipakai"),
        "meta_status": N_("Kata Meta"),
        "meta_reason": N_("Alasan Meta"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_filters = (YesNoFilter("active", N_("Dipakai"), WhatsAppTemplate.active),)
    column_formatters: ClassVar[dict[str, Any]] = {"kind": choice_of(KIND_LABELS)}
    column_formatters_detail: ClassVar[dict[str, Any]] = {
        **column_formatters,
        "body": lambda _view, _context, template, _name: preview(template),
    }
    form_columns = ("kind", "name", "language", "body", "variables", "link_button", "active")
    form_overrides: ClassVar[dict[str, Any]] = {"kind": SelectField, "body": TextAreaField}
    form_args: ClassVar[dict[str, Any]] = {
        "kind": {"choices": _kinds, "validators": [InputRequired()]},
        "name": {
            "validators": [
                InputRequired(),
                Regexp(r"[a-z0-9_]{1,512}$", message=N_("Hanya huruf kecil, angka dan garis bawah.")),
            ]
        },
        "language": {"default": "id", "validators": [InputRequired(), Length(max=10)]},
        "body": {
            "validators": [Length(max=1024)],
            "description": N_("Salin persis dari Meta, termasuk {{1}}, {{2}} …"),
        },
        "variables": {
            "description": N_("Berurutan, dipisah koma, misalnya: visit.customer.name, visit.number"),
        },
        "link_button": {"description": N_("Templat ini punya satu tombol URL yang ujungnya diisi tautan pesan.")},
        "active": {"default": True},
    }

    def create_record(self, session: Any, form: Any, actor: Any) -> Any:
        _require_matching(form)
        return super().create_record(session, form, actor)

    def edit_record(self, session: Any, form: Any, record: Any, actor: Any) -> Any:
        _require_matching(form)
        if (form.name.data, form.language.data) != (record.name, record.language):
            record.meta_status, record.meta_reason, record.meta_at = "", "", None  # Meta spoke of another template
        return super().edit_record(session, form, record, actor)

    def record_title(self, record: Any) -> str:
        return record.name

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, WhatsAppTemplate.name, WhatsAppTemplate.kind)


def _require_matching(form: Any) -> None:
    """Meta refuses a template whose variables are not exactly filled."""
    places = {int(number) for number in _PLACE.findall(form.body.data or "")}
    names = names_in(form.variables.data or "")
    if strange := unreadable(names):
        raise Invalid(gettext("Tidak dikenal: %(names)s.", names=", ".join(strange)), field="variables")
    if places != set(range(1, len(names) + 1)):
        raise Invalid(
            gettext(
                "Isi memakai %(places)d variabel, tetapi %(names)d pengisi disebut.",
                places=len(places),
                names=len(names),
            ),
            field="variables",
        )
