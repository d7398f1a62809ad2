"""Tidak ditemukan: what people looked for in vain, and the words that mean the same."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.columns import moment_cell, short_text, status_of
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.records.links import record_link
from admin_views.help.articles import LANGUAGES
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import Role, User
from app.models.help.article_flow import EDITORS
from app.models.help.searches import GAP_FLOW, HelpGap, HelpSynonym
from app.presenters.dates import moment
from workflows.help import save_synonym


class GapView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = EDITORS
    flow: ClassVar[Flow | None] = GAP_FLOW
    empty_text = N_("Yang dicari orang di pusat bantuan dan tidak ada jawabannya muncul di sini.")

    column_list = ("words", "times", "last_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "words": N_("Kata yang dicari"),
        "times": N_("Berapa kali"),
        "last_at": N_("Terakhir"),
        "status": N_("Status"),
    }
    column_default_sort = ("times", True)
    column_sortable_list = ("times", "last_at", "status")
    column_filters = ("status",)
    column_formatters: ClassVar[dict[str, Any]] = {
        "words": short_text(80),
        "last_at": moment_cell,
        "status": status_of(GAP_FLOW),
    }

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, HelpGap.words)

    suggesting_steps: ClassVar[frozenset[str]] = frozenset({"connect"})

    def answers_for(self, record: HelpGap, name: str) -> dict[str, Any]:
        return {"phrase": record.words[:80]} if name == "connect" else {}

    def record_title(self, record: HelpGap) -> str:
        return record.words

    def record_sections(self, record: HelpGap) -> list[dict[str, Any]]:
        article = record.article
        rows = [
            (gettext("Berapa kali"), str(record.times)),
            (gettext("Bahasa"), dict(LANGUAGES)[record.locale]),
            (gettext("Pertama"), moment(record.created_at)),
            (gettext("Terakhir"), moment(record.last_at)),
            (gettext("Artikel"), record_link(article, article.title) if article else None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1]]}]


class SynonymForm(PanelForm):
    phrase = StringField(N_("Kata yang dicari"), validators=[InputRequired(), Length(max=80)])
    meaning = StringField(
        N_("Sama artinya dengan"),
        validators=[InputRequired(), Length(max=80)],
        description=N_("Kata yang ada dalam artikel."),
    )
    locale = SelectField(N_("Bahasa"), choices=LANGUAGES, default="id")


class SynonymView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = EDITORS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Sinonim membantu pencarian, misalnya “AC” sama artinya dengan “pendingin ruangan”.")

    column_list = ("phrase", "meaning", "locale")
    column_labels: ClassVar[dict[str, Any]] = {
        "phrase": N_("Kata yang dicari"),
        "meaning": N_("Sama artinya dengan"),
        "locale": N_("Bahasa"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("phrase", "meaning")
    column_formatters: ClassVar[dict[str, Any]] = {
        "locale": lambda _v, _c, record, _n: dict(LANGUAGES)[record.locale],
    }
    form = SynonymForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, HelpSynonym.phrase, HelpSynonym.meaning)

    def create_record(self, session: Session, form: Any, actor: User) -> HelpSynonym:
        return self.edit_record(session, form, HelpSynonym(), actor)

    def edit_record(self, session: Session, form: Any, record: HelpSynonym, actor: User) -> HelpSynonym:  # noqa: ARG002
        values = {"phrase": form.phrase.data, "meaning": form.meaning.data, "locale": form.locale.data}
        return save_synonym(session, record, **values)
