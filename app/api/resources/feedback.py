"""What people tell us: feedback, bug reports, and the line of both."""

from typing import Any

from sqlalchemy.orm import Session

from app.api.errors import TooFast
from app.api.fields import Choice, Text, Whole
from app.api.resource import Foreign, Resource, Write, exact, one_of, same, yes_no
from app.api.schemas import record_schema
from app.core.text.rich_text import from_plain
from app.http.security.anonymous_rate_limits import allows
from app.http.security.rate_limits import BUGS_AN_HOUR, FEEDBACK_AN_HOUR
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport, Frequency, Impact
from app.models.feedback.feedback import Feedback, FeedbackKind
from app.models.feedback.user_report import UserReport
from app.policies.public_visibility import bugs_visible_to, feedback_visible_to
from workflows.bugs import report_bug
from workflows.feedback import submit_feedback


def _check_hourly_limit(what: str, most: int, actor: User) -> None:
    """As at the page, and counted together with it: a program is no way round it."""
    if not allows(what, most=most, who=f"user:{actor.id}"):
        raise TooFast


def _submit(session: Session, *, actor: User, now: Any, kind: str, body: str, **given: Any) -> Feedback:
    _check_hourly_limit("feedback", FEEDBACK_AN_HOUR, actor)
    return submit_feedback(session, kind=FeedbackKind(kind), body_html=from_plain(body), actor=actor, now=now, **given)


FEEDBACK = Resource(
    "feedback",
    Feedback,
    record_schema(
        "Feedback",
        Feedback,
        (
            "id",
            "number",
            "kind",
            "category_id",
            "subject",
            "body_text",
            "status",
            "author_id",
            "anonymous",
            "reviewed_at",
            "decided_at",
            "settled",
            "settled_at",
            "reject_reason",
            "merged_into_id",
            "version",
            "created_at",
        ),
    ),
    feedback_visible_to,
    foreign={"merged_into_id": Foreign(Feedback, feedback_visible_to)},
    filters={
        "kind": one_of(Feedback.kind),
        "status": one_of(Feedback.status),
        "number": exact(Feedback.number, 20),
        "category_id": same(Feedback.category_id),
        "deleted": yes_no(Feedback.deleted_at.is_not(None)),
    },
    create=Write(
        lambda: {
            "kind": Choice(FeedbackKind, required=True),
            "subject": Text(100, least=1, required=True),
            "body": Text(20_000, least=1, required=True),
            "category_id": Whole(1, allow_none=True, load_default=None),
        },
        _submit,
    ),
)


def _report(session: Session, *, actor: User, now: Any, impact: str, frequency: str, **given: Any) -> BugReport:
    _check_hourly_limit("bugs", BUGS_AN_HOUR, actor)
    return report_bug(
        session,
        impact=Impact(impact),
        frequency=Frequency(frequency),
        reporter_id=actor.id,
        attachments=[],
        actor=actor,
        now=now,
        **given,
    )


def _bug_fields() -> dict[str, Any]:
    return {
        "title": Text(150, least=1, required=True),
        "steps": Text(10_000, least=1, required=True),
        "expected": Text(10_000, load_default=""),
        "actual": Text(10_000, load_default=""),
        "environment": Text(300, load_default=""),
        "version": Text(40, load_default=""),
        "impact": Choice(Impact, required=True),
        "frequency": Choice(Frequency, load_default=str(Frequency.SOMETIMES)),
    }


BUGS = Resource(
    "bugs",
    BugReport,
    record_schema(
        "Bug",
        BugReport,
        (
            "id",
            "number",
            "title",
            "steps",
            "expected",
            "actual",
            "environment",
            "found_version",
            "status",
            "impact",
            "frequency",
            "reports",
            "priority",
            "reporter_id",
            "confirmed_at",
            "fixed_at",
            "fixed_version",
            "duplicate_of_id",
            "decided_at",
            "settled",
            "settled_at",
            "decision_reason",
            "version",
            "created_at",
        ),
    ),
    bugs_visible_to,
    foreign={"duplicate_of_id": Foreign(BugReport, bugs_visible_to)},
    filters={
        "status": one_of(BugReport.status),
        "priority": one_of(BugReport.priority),
        "impact": one_of(BugReport.impact),
        "number": exact(BugReport.number, 20),
        "reporter_id": same(BugReport.reporter_id),
    },
    create=Write(_bug_fields, _report),
)


USER_REPORTS = Resource(
    "user_reports",
    UserReport,
    record_schema(
        "UserReport",
        UserReport,
        (
            "id",
            "source",
            "source_id",
            "kind",
            "number",
            "title",
            "state",
            "urgency",
            "status",
            "owner_id",
            "unread_at",
            "settled",
            "waits_since",
            "due_at",
            "handled_at",
            "handled_by_id",
            "created_at",
        ),
    ),
    lambda _user: ~UserReport.gone,
    filters={"kind": one_of(UserReport.kind), "status": one_of(UserReport.status)},
)
