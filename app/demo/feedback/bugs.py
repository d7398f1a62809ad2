"""Bug reports of the demo, lived through by the same verbs as real ones, on their own days."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.units import RELAY, unit_of
from app.demo.feedback.bug_words import BROWSERS, BUGS, VERSIONS
from app.demo.staff.people import People
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport, Frequency, Impact
from app.models.messaging.outbox import OutboxMessage, OutboxStatus
from workflows.bugs import (
    answer_reporter,
    cannot_reproduce,
    confirm_bug,
    fix_bug,
    mark_duplicate,
    note_bug,
    reject_bug,
    report_bug,
    start_work,
    try_fix,
)

ON_THE_WAY = ("confirm", "start", "test", "fix")


def play_bugs(session: Session, people: People, now: datetime) -> None:
    """Report them first, then let each go as far as it has come; what was to be told is history."""
    cs, developer = (session.get_one(User, user_id) for user_id in (people.cs[0], people.developer))
    reporters = [*people.members, *(hand.id for hand in people.hands[:7]), people.cs[1]]
    bugs = [_report(session, place, reporters[place * 5 % len(reporters)], now) for place in range(len(BUGS))]
    for place, bug in enumerate(bugs):
        _play(session, bugs, place, bug, cs, developer)
    note_bug(session, bug_id=bugs[19].id, text="Terkait urutan kunci di antrean.", actor=developer, now=now)
    answer_reporter(
        session, bug_id=bugs[24].id, text="Peramban apa yang Anda pakai?", actor=cs, now=now - timedelta(days=18)
    )
    session.flush()
    statement = update(OutboxMessage).where(OutboxMessage.kind.like("bug.%")).values(status=OutboxStatus.ADDRESSED)
    session.execute(statement.execution_options(synchronize_session=False))
    unit_of(session).wake.discard(RELAY)


def _report(session: Session, place: int, reporter_id: int, now: datetime) -> BugReport:
    title, actual, impact, frequency, days_ago, _far = BUGS[place]
    at = now - timedelta(days=days_ago, hours=place % 7, minutes=place * 7 % 60)
    version = VERSIONS[min(max((80 - days_ago) // 14, 0), len(VERSIONS) - 1)]
    return report_bug(
        session,
        title=title,
        steps="1. Masuk seperti biasa\n2. Buka halamannya\n3. Perhatikan hasilnya",
        expected="Berjalan seperti yang tertulis di panduan",
        actual=actual,
        environment=BROWSERS[place % len(BROWSERS)],
        version=version,
        impact=Impact(impact),
        frequency=Frequency(frequency),
        reporter_id=reporter_id,
        attachments=[],
        actor=session.get_one(User, reporter_id),
        now=at,
    )


def _play(session: Session, bugs: list[BugReport], place: int, bug: BugReport, cs: User, developer: User) -> None:
    far, _, version = BUGS[place][5].partition(" ")
    after: Callable[[float], datetime] = lambda days: bug.created_at + timedelta(days=days)  # noqa: E731
    at: dict[str, Any] = {"bug_id": bug.id}
    if far.startswith("="):
        first = bugs[int(far[1:]) - 1]
        mark_duplicate(session, original=first.number, actor=cs, now=after(0.3), **at)
    elif far == "reject":
        reject_bug(session, reason="Ini memang cara kerjanya, bukan bug.", actor=cs, now=after(0.5), **at)
    elif far == "cannot_reproduce":
        cannot_reproduce(session, reason="Dicoba di tiga HP dan dua akun.", actor=developer, now=after(1), **at)
    elif far in ON_THE_WAY:
        steps = (
            partial(confirm_bug, reproduction="Terulang di HP uji, akun teknisi.", actor=cs, now=after(0.4)),
            partial(start_work, actor=developer, now=after(0.6)),
            partial(try_fix, actor=developer, now=after(1.5)),
            partial(fix_bug, version=version, actor=developer, now=after(1.8)),
        )
        for step in steps[: ON_THE_WAY.index(far) + 1]:
            step(session, **at)
