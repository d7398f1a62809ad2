"""One sender's feedback is paid once, whatever is decided and taken back."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.models.accounts.user import Role, User
from app.models.feedback.bug import BugReport
from app.models.feedback.exp import ExpEntry
from app.models.feedback.feedback import Feedback
from tests.bugs.reports import bring_to_fixed
from tests.factories import NOW, make_admin, make_user
from tests.feedback.desk.desk_cast import make_feedback, make_member
from workflows.exp import balance_of
from workflows.feedback import (
    delete_feedback,
    follow_up_feedback,
    forward_feedback,
    merge_feedback,
    restore_feedback,
)

STEPS = st.lists(
    st.tuples(st.sampled_from(("follow_up", "delete", "restore", "merge")), st.integers(0, 4), st.integers(0, 4)),
    min_size=4,
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_balance_is_what_a_simple_model_says(session, steps):
    """Items 0, 2 and 4 are Sinta's, 1 and 3 are Agus's."""
    ani, people = make_admin(session), [make_member(session), make_member(session, "Agus")]
    items = [make_feedback(session, people[place % 2]) for place in range(5)]
    model = [{"deleted": False, "into": None, "decided": False, "held": 0} for _ in items]
    for step, one, other in steps:
        expected = _expect(model, step, one, other)
        try:
            with session.begin_nested():
                _perform(session, step, items[one], items[other], ani)
            happened = True
        except DomainError:
            happened = False
        assert happened == expected, (step, one, other)
        for place, person in enumerate(people):
            held = sum(found["held"] for found in model[place::2])
            assert balance_of(session, user_id=person.id) == held


def _perform(session: Session, step: str, item: Feedback, other: Feedback, ani: User) -> None:
    facts: dict[str, Any] = {"feedback_id": item.id, "actor": ani, "now": NOW}
    match step:
        case "follow_up":
            follow_up_feedback(session, exp=10, **facts)
        case "delete":
            delete_feedback(session, reason="Spam", **facts)
        case "restore":
            restore_feedback(session, **facts)
        case _:
            merge_feedback(session, into=other.number, **facts)


def _expect(model: list[dict[str, Any]], step: str, one: int, other: int) -> bool:
    """Whether the step is allowed; writes into the model what it does."""
    item, kept = model[one], model[other]
    lives = not item["deleted"] and item["into"] is None
    duplicates = [found for place, found in enumerate(model) if found["into"] == one and place % 2 == one % 2]
    match step:
        case "follow_up" if lives and not item["decided"]:
            item["decided"] = True
            item["held"] = 0 if any(duplicate["held"] for duplicate in duplicates) else 10
        case "delete" if lives:
            item["deleted"], item["held"] = True, 0
        case "restore" if item["deleted"]:
            item["deleted"] = False
        case "merge" if lives and one != other and not kept["deleted"] and kept["into"] is None:
            for found in model:
                found["into"] = other if found["into"] == one else found["into"]
            item["into"] = other
            if one % 2 == other % 2 and kept["held"]:
                item["held"] = 0
        case _:
            return False
    return True


def test_one_voice_is_paid_once_across_feedback_and_the_bug_made_from_it(session, dewi, sinta):
    joko, bayu = make_user(session, "Joko", Role.DEVELOPER), make_user(session, "Bayu", Role.DEVELOPER)
    for feedback_first in (True, False):
        before = balance_of(session, user_id=sinta.id)
        item = make_feedback(session, sinta)
        if feedback_first:
            follow_up_feedback(session, feedback_id=item.id, actor=dewi, exp=7, now=NOW)
        forward_feedback(session, feedback_id=item.id, actor=dewi, to="BUG", now=NOW)
        bug = session.scalars(select(BugReport).where(BugReport.origin_feedback_id == item.id)).one()
        bring_to_fixed(session, bug, joko, confirmer=bayu)
        if not feedback_first:
            follow_up_feedback(session, feedback_id=item.id, actor=dewi, exp=7, now=NOW)
        lines = session.scalars(select(ExpEntry).where(ExpEntry.user_id == sinta.id)).all()
        paid = balance_of(session, user_id=sinta.id) - before
        assert paid == (7 if feedback_first else 10)
    assert len(lines) == 2


def test_a_bug_made_from_a_merged_item_is_paid_with_the_item_that_stays(session, dewi, sinta):
    joko, bayu = make_user(session, "Joko", Role.DEVELOPER), make_user(session, "Bayu", Role.DEVELOPER)
    duplicate, kept = make_feedback(session, sinta), make_feedback(session, sinta)
    forward_feedback(session, feedback_id=duplicate.id, actor=dewi, to="BUG", now=NOW)
    merge_feedback(session, feedback_id=duplicate.id, actor=dewi, into=kept.number, now=NOW)
    follow_up_feedback(session, feedback_id=kept.id, actor=dewi, exp=7, now=NOW)
    bug = session.scalars(select(BugReport).where(BugReport.origin_feedback_id == duplicate.id)).one()
    bring_to_fixed(session, bug, joko, confirmer=bayu)
    assert balance_of(session, user_id=sinta.id) == 7


def test_what_was_taken_back_does_not_keep_the_bug_from_being_paid(session, ani, dewi, sinta):
    joko, bayu = make_user(session, "Joko", Role.DEVELOPER), make_user(session, "Bayu", Role.DEVELOPER)
    item = make_feedback(session, sinta)
    forward_feedback(session, feedback_id=item.id, actor=dewi, to="BUG", now=NOW)
    follow_up_feedback(session, feedback_id=item.id, actor=dewi, exp=7, now=NOW)
    delete_feedback(session, feedback_id=item.id, actor=ani, reason="Salah tempat", now=NOW)
    bug = session.scalars(select(BugReport).where(BugReport.origin_feedback_id == item.id)).one()
    bring_to_fixed(session, bug, joko, confirmer=bayu)
    assert balance_of(session, user_id=sinta.id) == 10
