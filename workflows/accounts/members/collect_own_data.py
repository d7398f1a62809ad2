"""Everything that is kept about a person, for themselves: what they may read elsewhere, nothing meant for the team."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.models.accounts.sessions import UserSession
from app.models.accounts.sso import Identity
from app.models.accounts.user import User
from app.models.audit.change_log import plain
from app.models.audit.scope import is_secret
from app.models.chat.chat import Chat, ChatMessage
from app.models.customers.address import ADDRESS_PARTS
from app.models.customers.customer import Customer
from app.models.feedback.bug import BugEntry, BugEntryKind, BugReport
from app.models.feedback.exp import ExpEntry
from app.models.feedback.feedback import EntryKind, Feedback, FeedbackEntry, HandlingRating
from app.models.finance.invoice import ISSUED, Invoice
from app.models.forum.forum import ForumFollow, ForumPost, ForumQuestion
from app.models.messaging.notification import Notification, NotificationChoice
from app.models.releases.survey import NpsAnswer, NpsInvitation
from app.models.support.messages import PUBLIC, SupportMessage, SupportSurvey
from app.models.support.ticket import SupportTicket
from app.models.visits.visit import VisitStatus, VisitTicket
from app.policies.public_visibility import seen_by_reporter
from workflows.transitions import note

MOST = 10_000  # rows of a kind
INNER = {"search", "version", "password_hash", "session_version", "links_version", "failed_logins", "wrong_codes"}
FEEDBACK = "number kind category_id subject body_text status reviewed_at decided_at reject_reason handled_at"
BUG = (
    "number title steps expected actual environment found_version status impact frequency fixed_at fixed_version "
    "decided_at decision_reason"
)
CUSTOMER = "code name phone_e164 email npwp locale source status complaint complaint_at updated_at"
VISIT = (
    "number site_id problem status planned_start planned_end added_days started_at finished_at closed_at cancelled_at "
    "cancel_reason call_out_fee"
)
INVOICE = (
    "number visit_id status revision issue_date due_date base_idr subtotal_idr discount_idr tax_base_idr ppn_idr "
    "total_idr paid_idr ppn_percent sent_at paid_at"
)
TICKET = (
    "number subject description status kind source requester_name requester_email locale outcome ended_at closed_at"
)
CHAT = "visitor_name visitor_email topic page locale taken_at ended_at"
QUESTION = "title tags category_id is_outdated duplicate_of_id accepted_id answers"
POST = "question_id parent_id kind status body edited_at"


class Owned(NamedTuple):
    """A table, which rows of it are the person's, and what they may read of them; no columns: all that is no secret."""

    model: Any
    mine: Any
    columns: str = ""


def collect_own_data(session: Session, *, user: User, now: datetime) -> dict[str, Any]:
    """In JSON's own types; no secrets. Written down."""
    found = {name: _rows(session, owned) for name, owned in _owned_by(user)}
    counts = {name: len(rows) for name, rows in found.items()}
    note(session, User.__tablename__, user.id, "own_data_taken", actor=user, now=now, rows=counts)
    return {"taken_at": now.isoformat(), **found}


def _owned_by(user: User) -> Iterator[tuple[str, Owned]]:
    yield "account", Owned(User, User.id == user.id)
    yield "logins", Owned(UserSession, UserSession.user_id == user.id)
    yield "identities", Owned(Identity, Identity.user_id == user.id)
    yield "exp", Owned(ExpEntry, ExpEntry.user_id == user.id)
    yield "notifications", Owned(Notification, Notification.user_id == user.id)
    yield "notification_choices", Owned(NotificationChoice, NotificationChoice.user_id == user.id)
    yield from _voices_of(user)
    yield from _conversations_of(user)
    if user.customer_id is not None:
        visits = (VisitTicket.customer_id == user.customer_id) & (VisitTicket.status != VisitStatus.DRAFT)
        invoices = (Invoice.customer_id == user.customer_id) & Invoice.status.in_(ISSUED)
        yield "customer", Owned(Customer, Customer.id == user.customer_id, f"{CUSTOMER} {' '.join(ADDRESS_PARTS)}")
        yield "visits", Owned(VisitTicket, visits, VISIT)
        yield "invoices", Owned(Invoice, invoices, INVOICE)


def _voices_of(user: User) -> Iterator[tuple[str, Owned]]:
    """Suggestions, criticism, bug reports and forum posts, with the answers that their sender reads."""
    written = select(Feedback.id).where(Feedback.author_id == user.id, Feedback.deleted_at.is_(None))
    bugs = select(BugReport.id).where(seen_by_reporter(user))
    shown = FeedbackEntry.feedback_id.in_(written) & (FeedbackEntry.kind != EntryKind.NOTE)
    public = BugEntry.bug_id.in_(bugs) & (BugEntry.kind != BugEntryKind.NOTE)
    yield "feedback", Owned(Feedback, Feedback.id.in_(written), FEEDBACK)
    yield "feedback_entries", Owned(FeedbackEntry, shown, "feedback_id kind body_text")
    yield (
        "handling_ratings",
        Owned(HandlingRating, HandlingRating.feedback_id.in_(written), "feedback_id stars comment"),
    )
    invited = (NpsInvitation.user_id == user.id) | (
        NpsInvitation.customer_id.is_not(None) & (NpsInvitation.customer_id == user.customer_id)
    )
    yield "nps_answers", Owned(NpsAnswer, NpsAnswer.user_id == user.id, "score comment version_seen")
    yield "nps_invitations", Owned(NpsInvitation, invited, "channel answered_at score comment never version_seen")
    yield "bug_reports", Owned(BugReport, BugReport.id.in_(bugs), BUG)
    yield "bug_entries", Owned(BugEntry, public, "bug_id kind text")
    yield "forum_questions", Owned(ForumQuestion, ForumQuestion.author_id == user.id, QUESTION)
    yield "forum_posts", Owned(ForumPost, ForumPost.author_id == user.id, POST)
    yield "forum_follows", Owned(ForumFollow, ForumFollow.user_id == user.id)


def _conversations_of(user: User) -> Iterator[tuple[str, Owned]]:
    """Support tickets and chats; internal notes are not theirs."""
    tickets = select(SupportTicket.id).where(SupportTicket.requester_id == user.id)
    chats = select(Chat.id).where(Chat.requester_id == user.id)
    public = SupportMessage.ticket_id.in_(tickets) & SupportMessage.kind.in_(PUBLIC)
    yield "support_tickets", Owned(SupportTicket, SupportTicket.id.in_(tickets), TICKET)
    yield "support_messages", Owned(SupportMessage, public, "ticket_id kind text")
    yield (
        "support_ratings",
        Owned(SupportSurvey, SupportSurvey.ticket_id.in_(tickets), "ticket_id score comment rated_at"),
    )
    yield "chats", Owned(Chat, Chat.id.in_(chats), CHAT)
    yield "chat_messages", Owned(ChatMessage, ChatMessage.chat_id.in_(chats), "chat_id side text")


def _rows(session: Session, owned: Owned) -> list[dict[str, Any]]:
    model = owned.model
    every = [column.key for column in inspect(model).column_attrs]
    known = ["id", "created_at", *owned.columns.split()] if owned.columns else every
    columns = [name for name in known if not is_secret(name) and name not in INNER and not name.endswith("_sha256")]
    rows: Sequence[Any] = session.scalars(select(model).where(owned.mine).order_by(model.id).limit(MOST)).all()
    return [{name: plain(getattr(row, name)) for name in columns} for row in rows]
