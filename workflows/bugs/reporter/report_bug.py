"""Report a bug."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_, Sentence
from app.core.text.cleaning import clear, clear_line
from app.models.accounts.user import Role, User
from app.models.feedback.bug import BugAttachment, BugReport, BugStatus, Frequency, Impact
from app.policies.priority import priority_of
from workflows.bugs.events import BugReceived, BugSubmitted
from workflows.numbering import next_number_of_year
from workflows.outbox_events import emit
from workflows.transitions import note

TITLE_LENGTH, TEXT_LENGTH, ENVIRONMENT_LENGTH, VERSION_LENGTH = 150, 10_000, 300, 40


def report_bug(
    session: Session,
    *,
    title: str,
    steps: str,
    expected: str,
    actual: str,
    environment: str,
    version: str,
    impact: Impact,
    reporter_id: int | None,
    origin_feedback_id: int | None = None,
    attachments: list[int],
    actor: User | None,
    now: datetime,
    frequency: Frequency = Frequency.SOMETIMES,
    internal: bool = False,
) -> BugReport:
    """Raises Invalid. `reporter_id`: whom the EXP is for and who is told, None where nobody may be named.

    `attachments`: ids of stored files. `internal`: hidden from members.
    """
    if actor is not None and actor.role == Role.MEMBER and (reporter_id != actor.id or internal):
        raise NotAllowed
    bug = BugReport(
        title=_fit(clear_line(title), TITLE_LENGTH, "title", N_("Tulis judul singkat.")),
        steps=_fit(steps, TEXT_LENGTH, "steps", N_("Tulis langkah-langkahnya.")),
        expected=_fit(expected, TEXT_LENGTH, "expected"),
        actual=_fit(actual, TEXT_LENGTH, "actual"),
        environment=clear_line(environment)[:ENVIRONMENT_LENGTH],
        found_version=clear_line(version)[:VERSION_LENGTH],
        impact=impact,
        frequency=frequency,
        priority=priority_of(impact, frequency),
        internal=internal,
        reporter_id=reporter_id,
        origin_feedback_id=origin_feedback_id,
        created_at=now,
    )
    return _file(session, bug, attachments, actor, now)


def _file(session: Session, bug: BugReport, files: list[int], actor: User | None, now: datetime) -> BugReport:
    bug.attachments = [BugAttachment(file_id=file_id) for file_id in files]
    bug.number = next_number_of_year(session, "BUG", now)
    session.add(bug)
    session.flush()
    note(session, "bug_reports", bug.id, "created", actor=actor, now=now, status=[None, BugStatus.NEW])
    emit(session, BugReceived(bug_id=bug.id), now=now)
    emit(session, BugSubmitted(bug_id=bug.id), now=now)
    return bug


def _fit(text: str, length: int, field: str, missing: Sentence | None = None) -> str:
    fitting = clear(text).strip()
    if missing and not fitting:
        raise Invalid(missing, field=field)
    if len(fitting) > length:
        raise Invalid(N_("Terlalu panjang: paling banyak %(most)d karakter.", most=length), field=field)
    return fitting
