"""Artikel: the list, the editor with its preview, one article with its versions, pictures and votes."""

from typing import Any, ClassVar

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from admin_views.framework.lists.columns import badge, moment_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter, YesNoFilter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.help.article_page import categories, diff_page, extras, sections
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.core.text.markdown import LONGEST, render_markdown
from app.http.auth.signed_in import signed_in_user
from app.http.forms.base import optional_id
from app.http.forms.submission import submit
from app.models.accounts.user import Role, User
from app.models.help.article import Article, ArticleStatus
from app.models.help.article_flow import ARTICLE_FLOW, EDITORS
from app.models.support.ticket import KIND_LABELS
from app.policies.company_time import company_today
from app.presenters.dates import day
from workflows.help import ArticleText, draft_from_ticket, edit_article, write_article

LANGUAGES = [("id", N_("Indonesia")), ("en", N_("Inggris"))]


class ArticleForm(PanelForm):
    title = StringField(N_("Judul"), validators=[InputRequired(), Length(max=150)])
    body = TextAreaField(
        N_("Teks"),
        validators=[InputRequired(), Length(max=LONGEST)],
        description=N_("Markdown: ## judul bagian, - daftar, **tebal**, [kata](https://alamat), ![kata](gambar:12)."),
        render_kw={"rows": 20, "data-preview-source": "true"},
    )
    category_id = SelectField(N_("Kategori"), coerce=optional_id)
    locale = SelectField(N_("Bahasa"), choices=LANGUAGES, default="id")
    is_internal = BooleanField(N_("Hanya untuk staf (SOP)"))
    ticket_kinds = SelectMultipleField(
        N_("Tampilkan di samping tiket jenis"),
        choices=list(KIND_LABELS.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    slug = StringField(
        N_("Alamat halaman"),
        validators=[Length(max=160)],
        description=N_("Kosongkan untuk memakai judul. Alamat lama tetap mengantar ke artikel ini."),
    )

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        self["category_id"].choices = [("", gettext("Tanpa kategori")), *categories(db.session())]
        super().process(formdata, obj=obj, **data)


def review_cell(_view: Any, _context: Any, record: Article, _name: str) -> Any:
    if record.review_by_date is None:
        return ""
    late = record.review_by_date < company_today(db.session(), utc_now())
    return badge(day(record.review_by_date), "warning" if late else "neutral")


class ArticleView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = EDITORS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    flow: ClassVar[Flow | None] = ARTICLE_FLOW
    details_template = "admin/help/details.html"
    create_template = "admin/help/create.html"
    edit_template = "admin/help/edit.html"
    empty_text = N_("Artikel pusat bantuan dan SOP internal. Tulis yang pertama, atau jadikan sebuah tiket artikel.")

    column_list = ("title", "category", "locale", "review_by_date", "updated_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "title": N_("Judul"),
        "category": N_("Kategori"),
        "locale": N_("Bahasa"),
        "review_by_date": N_("Tinjau sebelum"),
        "updated_at": N_("Diubah"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("title", "review_by_date", "status")
    column_filters = (
        "status",
        ChoiceFilter("locale", N_("Bahasa"), Article.locale, LANGUAGES),
        YesNoFilter("internal", N_("SOP internal"), Article.is_internal),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "title": short_text(80),
        "category": lambda _v, _c, record, _n: record.category.name if record.category else "",
        "locale": lambda _v, _c, record, _n: dict(LANGUAGES)[record.locale],
        "review_by_date": review_cell,
        "updated_at": moment_cell,
        "status": status_of(ARTICLE_FLOW),
    }
    form = ArticleForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, Article.title)

    def create_record(self, session: Session, form: Any, actor: User) -> Article:
        return write_article(session, text=_text(form), actor=actor, now=utc_now())

    def edit_record(self, session: Session, form: Any, record: Article, actor: User) -> Article:
        return edit_article(session, record, text=_text(form), actor=actor, now=utc_now())

    def record_title(self, record: Article) -> str:
        return record.title

    def record_links(self, record: Article) -> list[dict[str, Any]]:
        shown = record.published_version_id is not None and record.status != ArticleStatus.ARCHIVED
        href = url_for("help_pages.article", slug=record.slug)
        return [{"label": gettext("Lihat halaman"), "href": href, "icon": "eye"}] if shown else []

    def record_sections(self, record: Article) -> list[dict[str, Any]]:
        return sections(db.session(), record)

    def record_extra(self, record: Article) -> dict[str, Any]:
        return extras(db.session(), record)

    @expose("/preview", methods=("POST",))
    def preview(self) -> Any:
        """What readers would see of the text."""
        return str(render_markdown(request.form.get("body", "").replace("\x00", "")[:LONGEST]).html)

    @expose("/diff/<int:article_id>")
    def diff(self, article_id: int) -> Any:
        """Two versions, by default the newest and the one before."""
        article = self.get_one(article_id)
        if article is None:
            abort(404)
        return self.render("admin/help/diff.html", article=article, **diff_page(db.session(), article))

    @expose("/from_ticket/<int:ticket_id>", methods=("POST",))
    def from_ticket(self, ticket_id: int) -> Any:
        """A draft of a ticket, without names and numbers."""
        actor = signed_in_user()

        def work(session: Session) -> dict[str, Any]:
            return {"id": draft_from_ticket(session, ticket_id=ticket_id, actor=actor, now=utc_now()).id}

        try:
            made = submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
            return redirect(url_for(".index_view"))
        flash(gettext("Konsep dibuat. Periksa apakah semua nama dan nomor sudah hilang."), "success")
        return redirect(url_for(".edit_view", id=made["id"]))


def _text(form: Any) -> ArticleText:
    return ArticleText(
        title=form.title.data,
        body=form.body.data,
        locale=form.locale.data,
        category_id=form.category_id.data,
        is_internal=form.is_internal.data,
        ticket_kinds=form.ticket_kinds.data or [],
        slug=(form.slug.data or "").strip(),
    )
