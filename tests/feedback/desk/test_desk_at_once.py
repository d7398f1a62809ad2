"""Two at the desk press at the same moment: one effect."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid, NotAvailable
from app.models.accounts.user import User
from app.models.feedback.exp import ExpEntry
from app.models.feedback.feedback import Feedback
from app.models.feedback.user_report import ReportStatus, UserReport
from app.models.support.ticket import SupportTicket
from tests.factories import NOW, make_cs
from tests.feedback.desk.desk_cast import make_feedback, make_member
from workflows.exp import balance_of
from workflows.feedback import AlreadyForwarded, follow_up_feedback, forward_feedback, merge_feedback
from workflows.user_reports import mark_report

pytestmark = pytest.mark.concurrency


def cast(open_session: Callable[[], Session], items: int = 1) -> tuple[int, int, list[int]]:
    """Ids of Dewi, of Sinta, and of Sinta's items."""
    with open_session() as before, before.begin():
        dewi, sinta = make_cs(before), make_member(before)
        return dewi.id, sinta.id, [make_feedback(before, sinta).id for _ in range(items)]


def test_two_awards_at_once_are_one(open_session: Callable[[], Session]) -> None:
    first, second, after = open_session(), open_session(), open_session()
    dewi, sinta, (item,) = cast(open_session)

    def follow_up(session: Session) -> Feedback:
        return follow_up_feedback(session, feedback_id=item, actor=session.get_one(User, dewi), exp=10, now=NOW)

    follow_up(first)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(follow_up, second)
        first.commit()
        with pytest.raises(NotAvailable):
            waiting.result(10)
    assert after.scalar(select(func.count()).select_from(ExpEntry).where(ExpEntry.source_id == item)) == 1
    assert balance_of(after, user_id=sinta) == 10


def test_two_items_merged_into_each_other_make_no_circle(open_session: Callable[[], Session]) -> None:
    first, second, after = open_session(), open_session(), open_session()
    dewi, _sinta, (one, other) = cast(open_session, 2)

    def merge(session: Session, item: int, into: int) -> Feedback:
        number = session.get_one(Feedback, into).number
        return merge_feedback(session, feedback_id=item, into=number, actor=session.get_one(User, dewi), now=NOW)

    merge(first, one, other)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(merge, second, other, one)
        first.commit()
        with pytest.raises(Invalid):
            waiting.result(10)
    rows = after.execute(select(Feedback.id, Feedback.merged_into_id).where(Feedback.id.in_((one, other))))
    assert dict(rows.tuples().all()) == {one: other, other: None}


def test_forwarded_twice_at_once_makes_one_ticket(open_session: Callable[[], Session]) -> None:
    first, second, after = open_session(), open_session(), open_session()
    dewi, _sinta, (item,) = cast(open_session)

    def forward(session: Session) -> Feedback:
        return forward_feedback(session, feedback_id=item, actor=session.get_one(User, dewi), to="SUPPORT", now=NOW)

    forward(first)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(forward, second)
        first.commit()
        with pytest.raises(AlreadyForwarded):
            waiting.result(10)
    assert after.scalar(select(func.count()).select_from(SupportTicket)) == 1


def test_marked_by_two_at_once_carries_the_first_name(open_session: Callable[[], Session]) -> None:
    first, second, after = open_session(), open_session(), open_session()
    dewi, _sinta, (item,) = cast(open_session)
    with open_session() as before, before.begin():
        putri = make_cs(before, "Putri").id
    report = after.scalars(select(UserReport).where(UserReport.source_id == item)).one()

    def mark(session: Session, who: int) -> UserReport:
        return mark_report(session, report_id=report.id, actor=session.get_one(User, who), now=NOW)

    mark(first, dewi)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(mark, second, putri)
        first.commit()
        with pytest.raises(DomainError):
            waiting.result(10)
    after.rollback()
    after.refresh(report)
    assert (report.status, report.handled_by_id) == (ReportStatus.HANDLED, dewi)
    assert after.get_one(Feedback, item).handled_by_id == dewi
