"""Two at the same moment: numbers without gaps, one rating."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User
from app.models.feedback.feedback import Feedback, FeedbackKind, FeedbackStatus
from tests.factories import NOW, make_user
from workflows.feedback import AlreadyRated, rate_handling, submit_feedback

pytestmark = pytest.mark.concurrency


def submitted(session: Session, user_id: int) -> Feedback:
    facts = {"kind": FeedbackKind.CRITICISM, "subject": "Lambat", "body_html": "<p>Sekali</p>"}
    author = session.get_one(User, user_id)
    return submit_feedback(session, **facts, actor=author, now=NOW)


def test_a_number_that_was_not_used_is_given_to_the_next_who_waits_for_it(open_session: Callable[[], Session]) -> None:
    first, second = open_session(), open_session()
    with open_session() as before, before.begin():
        sinta = make_user(before, "Sinta", Role.MEMBER).id
    drawn = submitted(first, sinta).number
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: submitted(second, sinta).number)
        assert not waiting.done()
        first.rollback()
        assert waiting.result(10) == drawn == "KRT-2026-000001"


def test_two_ratings_at_once_are_one(open_session: Callable[[], Session]) -> None:
    first, second = open_session(), open_session()
    with open_session() as before, before.begin():
        kept = submitted(before, make_user(before, "Sinta", Role.MEMBER).id)
        kept.status, kept.decided_at = FeedbackStatus.FOLLOWED_UP, NOW
        number = kept.id
    facts = {"feedback_id": number, "comment": "", "actor": None, "now": NOW}
    rate_handling(first, stars=5, **facts)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: rate_handling(second, stars=1, **facts))
        first.commit()
        with pytest.raises(AlreadyRated):
            waiting.result(10)
