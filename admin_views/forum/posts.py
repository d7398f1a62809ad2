"""Moderasi forum: posts that wait to be looked at, what readers report, and what becomes of a question."""

from typing import Any, ClassVar

from flask import request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from admin_views.framework.lists.columns import badge, choice_of, moment_cell, person_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter, YesNoFilter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, Sentence, gettext
from app.models.accounts.user import Role
from app.models.forum.forum import POST_KIND_LABELS, ForumPost, ForumReport, PostStatus
from app.models.forum.forum_flow import FORUM_FLOW, MODERATORS
from app.presenters.dates import moment


def body_cell(view: Any, context: Any, record: ForumPost, name: str) -> Any:
    text = short_text(90)(view, context, record, name)
    return badge(gettext("Dilaporkan"), "danger") + " " + text if record.reports else text


WAITS = (ForumPost.status == PostStatus.HELD) | (ForumPost.reports > 0)
TABS: tuple[tuple[Sentence, dict[str, str]], ...] = (
    (N_("Semua"), {}),
    (N_("Menunggu moderator"), {"flt_waits": "1"}),
    (N_("Disembunyikan"), {"flt_status": PostStatus.HIDDEN}),
)


class ForumPostView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = MODERATORS
    flow: ClassVar[Flow | None] = FORUM_FLOW
    empty_text = N_("Kiriman forum muncul di sini. Yang menunggu diperiksa belum terlihat orang lain.")
    record_loads = (ForumPost.question, ForumPost.author)

    column_list = ("body", "kind", "author", "created_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "body": N_("Teks"),
        "kind": N_("Jenis"),
        "author": N_("Penulis"),
        "created_at": N_("Dibuat"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = (
        "status",
        ChoiceFilter("kind", N_("Jenis"), ForumPost.kind, list(POST_KIND_LABELS.items())),
        YesNoFilter("reported", N_("Dilaporkan"), ForumPost.reports > 0),
        YesNoFilter("waits", N_("Menunggu moderator"), WAITS),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "body": body_cell,
        "kind": choice_of(POST_KIND_LABELS),
        "author": person_cell,
        "created_at": moment_cell,
        "status": status_of(FORUM_FLOW),
    }

    def _loads_of_columns(self) -> list[Any]:
        return [*super()._loads_of_columns(), joinedload(ForumPost.author)]

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, ForumPost.body)

    def list_context(self) -> dict[str, Any]:
        here = {name: value for name, value in request.args.items() if name.startswith("flt")}
        tabs = [
            {"label": str(label), "href": url_for(".index_view", **query), "active": here == query}
            for label, query in TABS
        ]
        return {**super().list_context(), "list_tabs": tabs}

    def answers_for(self, record: ForumPost, name: str) -> dict[str, Any]:
        marked = record.question.duplicate_of_id if name == "duplicate" else None
        return {"original": f"/forum/{marked}"} if marked else {}

    def record_title(self, record: ForumPost) -> str:
        return record.question.title

    def record_links(self, record: ForumPost) -> list[dict[str, Any]]:
        href = url_for("forum_pages.question", question_id=record.question_id)
        return [{"label": gettext("Lihat halaman"), "href": href, "icon": "eye"}]

    def record_sections(self, record: ForumPost) -> list[dict[str, Any]]:
        reports = select(ForumReport.reason).where(ForumReport.post_id == record.id).order_by(ForumReport.id)
        rows = [
            (gettext("Teks"), record.body),
            (gettext("Jenis"), POST_KIND_LABELS[record.kind]),
            (gettext("Penulis"), record.author.name),
            (gettext("Dibuat"), moment(record.created_at)),
            (gettext("Alasan laporan"), "; ".join(db.session.scalars(reports)) or None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1]]}]
