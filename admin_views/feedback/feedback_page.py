"""What the page of one feedback shows beside its transitions."""

from typing import Any

from flask import url_for
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin_views.framework.lists.columns import badge
from admin_views.framework.navigation import list_url, record_url
from admin_views.framework.records.identities import linked_identities
from admin_views.framework.records.links import linked, record_link
from admin_views.framework.records.thread import asked_before, by, entry_facts, thread_facts
from app.core.i18n import gettext
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from app.models.feedback.feedback import FEEDBACK_KIND_LABELS, EntryKind, Feedback, FeedbackAttachment, HandlingRating
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.visits.visit_status import PRIORITY_LABELS
from app.policies.visibility import support_named_to
from app.presenters.dates import moment
from app.presenters.feedback.settled import settled_words
from app.presenters.status import status_badge
from workflows.feedback import list_entries, list_merged, points_of

PUBLIC = (EntryKind.ANSWER, EntryKind.ADDITION)


def sections(session: Session, feedback: Feedback) -> list[dict[str, Any]]:
    """The facts; empty ones are left out."""
    rows = [*_facts(session, feedback), *_outcome(session, feedback)]
    return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]


def extras(session: Session, feedback: Feedback) -> dict[str, Any]:
    pictures = select(FeedbackAttachment).where(FeedbackAttachment.feedback_id == feedback.id)
    merged, received = list_merged(session, feedback_id=feedback.id), moment(feedback.created_at)
    return {
        "feedback": feedback,
        "attachments": _pictures(session.scalars(pictures.order_by(FeedbackAttachment.id))),
        "merged": [_merged(one) for one in merged],
        "merged_into": _kept(session, feedback),
        "links": _links(session, feedback),
        "record_subtitle": " · ".join((str(FEEDBACK_KIND_LABELS[feedback.kind]), sender_of(feedback), received)),
    }


def public_thread(session: Session, feedback: Feedback) -> dict[str, Any]:
    return _thread(session, feedback, PUBLIC, "before")


def internal_thread(session: Session, feedback: Feedback) -> dict[str, Any]:
    return _thread(session, feedback, (EntryKind.NOTE,), "notes_before")


def _thread(session: Session, feedback: Feedback, kinds: tuple[EntryKind, ...], name: str) -> dict[str, Any]:
    page = list_entries(session, feedback_id=feedback.id, kinds=kinds, before=asked_before(name))
    return thread_facts(page, feedback.id, name)


def sender_of(feedback: Feedback) -> str:
    """The name for people who may see who it is; nobody's name where the sender wants none."""
    author = feedback.author
    return f"{author.name} ({author.username})" if author else gettext("Anonim")


def _facts(session: Session, feedback: Feedback) -> list[tuple[str, Any]]:
    mine = list_url(Feedback, flt_author=feedback.author_id) if feedback.author_id else None
    return [
        (gettext("Jenis"), FEEDBACK_KIND_LABELS[feedback.kind]),
        (gettext("Kategori"), feedback.category.name if feedback.category else None),
        (gettext("Pengirim"), linked(sender_of(feedback), mine)),
        (gettext("Identitas tertaut"), linked_identities(session, feedback.author_id)),
        (gettext("Diterima"), moment(feedback.created_at)),
        (gettext("Ditinjau"), moment(feedback.reviewed_at) if feedback.reviewed_at else None),
        (gettext("Prioritas"), PRIORITY_LABELS[feedback.priority]),
        (gettext("Penanggung jawab"), feedback.owner.name if feedback.owner else None),
        (gettext("Tambahan belum dibaca sejak"), moment(feedback.unread_at) if feedback.unread_at else None),
        (gettext("Diputuskan"), by(feedback.decided_at, feedback.decided_by)),
        (gettext("Kata pengirim"), settled_words(feedback)),
        (gettext("Sudah ditindaklanjuti"), by(feedback.handled_at, feedback.handled_by)),
        (gettext("Alasan penolakan"), feedback.reject_reason),
    ]


def _outcome(session: Session, feedback: Feedback) -> list[tuple[str, Any]]:
    rating = session.scalars(select(HandlingRating).where(HandlingRating.feedback_id == feedback.id)).one_or_none()
    points = points_of(session, feedback.id)
    stars = None
    if rating is not None:
        text = f" – {rating.comment}" if rating.comment else ""
        stars = gettext("%(stars)d dari 5", stars=rating.stars) + text
    deleted_by = session.get(User, feedback.deleted_by_id) if feedback.deleted_by_id else None
    return [
        (gettext("EXP diberikan"), points or None),
        (gettext("Kepuasan pengirim"), stars),
        (gettext("Dihapus"), by(feedback.deleted_at, deleted_by)),
        (gettext("Alasan penghapusan"), feedback.delete_reason),
    ]


def _pictures(attachments: Any) -> list[str]:
    return [url_for("feedback_desk.attachment", attachment_id=attachment.id) for attachment in attachments]


def _merged(feedback: Feedback) -> dict[str, Any]:
    return {
        "number": feedback.number,
        "subject": feedback.subject,
        "sender": sender_of(feedback),
        "at": moment(feedback.created_at),
        "body": feedback.body_html,
        "href": record_url(Feedback, feedback.id),
        "attachments": _pictures(feedback.attachments),
        "thread": [entry_facts(entry) for entry in feedback.thread if entry.kind in PUBLIC],
    }


def _kept(session: Session, feedback: Feedback) -> dict[str, Any] | None:
    """The item this one was merged into."""
    if feedback.merged_into_id is None:
        return None
    kept = session.get_one(Feedback, feedback.merged_into_id)
    return {"number": kept.number, "href": record_url(Feedback, kept.id)}


def _links(session: Session, feedback: Feedback) -> list[tuple[Any, Any]]:
    """What it was forwarded as."""
    bugs = session.scalars(select(BugReport).where(BugReport.origin_feedback_id == feedback.id).order_by(BugReport.id))
    tickets = session.scalars(
        select(SupportTicket).where(SupportTicket.origin_feedback_id == feedback.id, support_named_to(current_user))
    )
    found = [(gettext("Laporan bug"), BUG_FLOW, bug) for bug in bugs]
    found += [(gettext("Tiket dukungan"), SUPPORT_FLOW, ticket) for ticket in tickets]
    return [(label, _link_and_status(flow, record)) for label, flow, record in found]


def _link_and_status(flow: Any, record: Any) -> Markup:
    state = status_badge(flow, record.status)
    link = record_link(record)
    return Markup("{} {}").format(link, badge(str(state.text), state.tone))
