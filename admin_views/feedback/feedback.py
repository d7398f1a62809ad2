"""Saran & Kritik: the list, and one item with its transitions."""

from dataclasses import replace
from typing import Any, ClassVar

from flask import abort, current_app, request, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from admin_views.feedback.feedback_filters import GONE, SenderFilter, list_categories
from admin_views.feedback.feedback_page import extras, internal_thread, public_thread, sections
from admin_views.feedback.merge_page import merge_facts
from admin_views.framework.composing import Composing, composing_marks
from admin_views.framework.lists.columns import badge, choice_of, moment_cell, short_text, status_of, with_marks
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, YesNoFilter
from admin_views.framework.lists.people_filters import person_filter
from admin_views.framework.lists.search_config import FEEDBACK
from admin_views.framework.model_view import AdminModelView
from app.core.db import db
from app.core.flow import Flow, Transition
from app.core.i18n import N_, gettext
from app.http.files.downloads import send_stored
from app.models.accounts.user import Role
from app.models.feedback.feedback import FEEDBACK_KIND_LABELS, EntryKind, Feedback, FeedbackAttachment, FeedbackEntry
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from app.policies.scopes import FEEDBACK_READERS
from workflows.feedback import list_mentionable, points_of
from workflows.work_queues import mentioning


def sender_cell(_view: Any, _context: Any, record: Any, _name: str) -> str:
    return record.author.username if record.author else gettext("Anonim")


def subject_cell(view: Any, context: Any, record: Any, name: str) -> Any:
    """With a mark while the sender's addition waits for a reaction."""
    text = short_text(70)(view, context, record, name)
    marks = [badge(gettext("Tambahan baru"), "warning")] if record.unread_at else []
    return with_marks(text, [*marks, *composing_marks(record)])


def _mentions_me(_value: str) -> Any:
    return mentioning(current_user)


class FeedbackView(Composing, AdminModelView):
    moves_elsewhere: ClassVar[frozenset[str]] = frozenset({"answer", "note"})
    may_enter: ClassVar[frozenset[Role]] = FEEDBACK_READERS
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    flow: ClassVar[Flow | None] = FEEDBACK_FLOW
    details_template = "admin/feedback/details.html"
    title_columns = ("number", "subject")
    search_plan = FEEDBACK
    empty_text = N_("Saran dan kritik yang dikirim lewat halaman Masukan muncul di sini.")

    column_list = ("number", "kind", "author", "created_at", "subject", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "kind": N_("Jenis"),
        "author": N_("Pengirim"),
        "created_at": N_("Tanggal"),
        "subject": N_("Subjek"),
        "status": N_("Status"),
        "category": N_("Kategori"),
        "body_text": N_("Deskripsi"),
        "decided_at": N_("Diputuskan"),
        "reject_reason": N_("Alasan penolakan"),
        "handled_at": N_("Ditindaklanjuti"),
    }
    column_export_list = (
        *column_list,
        "category",
        "body_text",
        "decided_at",
        "reject_reason",
        "handled_at",
    )
    column_default_sort = ("id", True)
    column_sortable_list = ("number", "kind", "created_at", "status")
    column_filters = (
        ChoiceFilter("kind", N_("Jenis"), Feedback.kind, tuple(FEEDBACK_KIND_LABELS.items())),
        ChoiceFilter("category", N_("Kategori"), Feedback.category_id, list_categories),
        SenderFilter("sender", N_("Pengirim"), Feedback.author_id),
        YesNoFilter("anonymous", N_("Anonim"), Feedback.anonymous),
        "status",
        DayFilter("date", N_("Tanggal"), Feedback.created_at),
        YesNoFilter("waiting", N_("Belum ditindaklanjuti"), Feedback.handled_at.is_(None)),
        YesNoFilter("unread", N_("Tambahan belum dibaca"), Feedback.unread_at.is_not(None)),
        ChoiceFilter("mentioned", N_("Menyebut saya"), None, (("1", N_("Ya")),), condition=_mentions_me),
        person_filter("owner", N_("Penanggung jawab"), Feedback.owner_id),
        ChoiceFilter("gone", N_("Keadaan"), None, GONE.labels, condition=GONE.condition),
        person_filter("author", N_("Pengirim"), Feedback.author_id),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "kind": choice_of(FEEDBACK_KIND_LABELS),
        "author": sender_cell,
        "created_at": moment_cell,
        "subject": subject_cell,
        "status": status_of(FEEDBACK_FLOW),
    }

    # --- the list ---

    def apply_filters(self, query: Any, filters: Any) -> Any:
        """Deleted and merged items are shown to who asks for them."""
        query = super().apply_filters(query, filters)
        asked = {self._filters[index].key for index, _name, _value in filters or ()}
        return query if "gone" in asked else query.where(GONE.nowhere)

    def _loads_of_columns(self) -> list[Any]:
        """A list reads no descriptions: they may be long."""
        exported = (request.endpoint or "").endswith(".export")
        heavy = [] if exported else [defer(Feedback.body_text)]
        also = [joinedload(Feedback.category)] if exported else []
        return [*super()._loads_of_columns(), defer(Feedback.body_html), *heavy, *also]

    def list_context(self) -> dict[str, Any]:
        shown = request.args.get("flt_gone", "")
        tabs = [("", gettext("Aktif")), *((value, str(label)) for value, label in GONE.labels)]
        return {
            **super().list_context(),
            "list_tabs": [
                {
                    "label": label,
                    "href": url_for(".index_view", flt_gone=value) if value else url_for(".index_view"),
                    "active": shown == value,
                }
                for value, label in tabs
            ],
        }

    # --- one item ---

    def page_for(self, record: Feedback, name: str) -> tuple[str, dict[str, Any]]:
        if name == "merge":
            return "admin/feedback/merge.html", merge_facts(db.session(), record)
        return super().page_for(record, name)

    suggesting_steps: ClassVar[frozenset[str]] = frozenset({"merge", "follow_up"})

    def answers_for(self, record: Feedback, name: str) -> dict[str, Any]:
        if name == "merge":
            return {"into": request.args.get("into", "")[:20]}
        if name == "set_priority":
            return {"priority": record.priority}
        if name != "follow_up" or record.author_id is None or points_of(db.session(), record.id):
            return {}
        return {"exp": current_app.config["SETTINGS"].feedback_exp}

    def transition_for(self, record: Feedback, transition: Transition) -> Transition:
        """Nobody can be given EXP for what has no sender."""
        if record.author_id is not None:
            return transition
        return replace(transition, asks=tuple(ask for ask in transition.asks if ask.name != "exp"))

    def record_sections(self, record: Feedback) -> list[dict[str, Any]]:
        return sections(db.session(), record)

    def record_extra(self, record: Feedback) -> dict[str, Any]:
        return extras(db.session(), record)

    def recipient_of(self, record: Feedback) -> str:
        return record.author.name if record.author else gettext("pengirim")

    def thread_of(self, record: Feedback) -> dict[str, Any]:
        return public_thread(db.session(), record)

    def notes_of(self, record: Feedback) -> dict[str, Any]:
        return internal_thread(db.session(), record)

    def content_of(self, record: Feedback) -> Any:
        added = FeedbackEntry.feedback_id == record.id, FeedbackEntry.kind == EntryKind.ADDITION
        return [record.subject, record.body_text, db.session.scalar(select(func.max(FeedbackEntry.id)).where(*added))]

    def count_newer(self, record: Feedback, seen: int) -> int:
        added = FeedbackEntry.kind == EntryKind.ADDITION, FeedbackEntry.id > seen
        return db.session.scalar(select(func.count()).where(FeedbackEntry.feedback_id == record.id, *added)) or 0

    def people_named(self, record: Feedback) -> tuple[str, ...]:  # noqa: ARG002
        return tuple(list_mentionable(db.session()))

    @expose("/attachment/<int:attachment_id>")
    def attachment(self, attachment_id: int) -> Any:
        """A picture, shown in the browser as a picture and nothing else, or saved with `?save=1`."""
        wanted = select(FeedbackAttachment).where(FeedbackAttachment.id == attachment_id)
        found = db.session.scalars(wanted.options(joinedload(FeedbackAttachment.file))).one_or_none()
        if found is None:
            abort(404)
        return send_stored(found.file, f"lampiran-{found.id}", inline="save" not in request.args)
