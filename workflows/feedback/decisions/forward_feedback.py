"""Hand a feedback on to the technical team."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport, Impact
from app.models.feedback.feedback import FORWARD_LABELS, Feedback
from workflows.bugs import note_bug, report_bug
from workflows.feedback.decisions.decision import decide
from workflows.support import find_ticket_of_feedback, open_support_ticket

LONGEST_STEPS, LONGEST_DESCRIPTION = 10_000, 20_000


class AlreadyForwarded(DomainError):
    """One feedback leads to one item of each kind."""

    code = "already_forwarded"

    def __init__(self, number: str) -> None:
        super().__init__(N_("Masukan ini sudah diteruskan sebagai %(number)s.", number=number), number=number)


def forward_feedback(
    session: Session, *, feedback_id: int, actor: User, to: str, now: datetime, explanation: str = ""
) -> Feedback:
    """`to`: BUG or SUPPORT. The move locks the item first, so that two at once make one."""
    if to not in FORWARD_LABELS:
        raise Invalid(N_("Pilih ke mana masukan ini diteruskan."), field="to")
    feedback = decide(session, feedback_id, "forward", actor=actor, now=now)
    file = _as_bug if to == "BUG" else _as_ticket
    file(session, feedback, explanation.strip(), actor, now)
    return feedback


def _as_bug(session: Session, feedback: Feedback, explanation: str, actor: User, now: datetime) -> None:
    """In its sender's name, if there is one. The sender reads the report, so the explanation is an internal note."""
    known = session.scalar(select(BugReport.number).where(BugReport.origin_feedback_id == feedback.id).limit(1))
    if known is not None:
        raise AlreadyForwarded(known)
    bug = report_bug(
        session,
        title=feedback.subject,
        steps=_quoted(feedback)[:LONGEST_STEPS],
        expected="",
        actual="",
        environment="",
        version="",
        impact=Impact.MINOR,
        reporter_id=feedback.author_id,
        origin_feedback_id=feedback.id,
        attachments=[attachment.file_id for attachment in feedback.attachments],
        actor=actor,
        now=now,
    )
    if explanation:
        note_bug(session, bug_id=bug.id, text=explanation, actor=actor, now=now)


def _as_ticket(session: Session, feedback: Feedback, explanation: str, actor: User, now: datetime) -> None:
    known = find_ticket_of_feedback(session, feedback_id=feedback.id)
    if known is not None:
        raise AlreadyForwarded(known.number)
    open_support_ticket(
        session,
        subject=feedback.subject,
        description="\n\n".join(filter(None, (explanation, _quoted(feedback))))[:LONGEST_DESCRIPTION],
        origin_feedback_id=feedback.id,
        actor=actor,
        now=now,
    )


def _quoted(feedback: Feedback) -> str:
    return f"{feedback.number}: {feedback.body_text}"
