"""Two reports of one bug."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import Invalid, NotFound
from app.models.feedback.bug import Frequency, Impact
from app.models.feedback.feedback import Feedback, FeedbackEntry, FeedbackKind
from app.models.visits.visit import Priority
from tests.bugs.reports import bring_to_fixed, deliveries, duplicate, make_bug, make_developer, make_member, points
from tests.factories import NOW
from workflows.bugs import (
    mark_duplicate,
    override_priority,
    reopen_bug,
)


def test_duplicates_share_and_hear_the_version(session):
    wati, rudi, joko = make_member(session), make_member(session, "Rudi"), make_developer(session)
    first, second, third, again = (make_bug(session, who) for who in (wati, rudi, rudi, wati))
    for one in (second, third, again):
        duplicate(session, one, first, joko)
    bring_to_fixed(session, first, joko)
    assert points(session, wati, rudi) == [50, 10], "one share a person, none beside the whole"


def test_the_original_grows_more_urgent_with_each_duplicate(session):
    joko = make_developer(session)
    first = make_bug(session, make_member(session), impact=Impact.MINOR, frequency=Frequency.SOMETIMES)
    others = [make_bug(session, make_member(session, f"Anggota{n}")) for n in range(2)]
    assert first.priority == Priority.LOW
    for one in others:
        duplicate(session, one, first, joko)
    assert (first.reports, first.priority) == (3, Priority.MEDIUM)
    override_priority(session, bug_id=first.id, priority="CRITICAL", reason="Pelanggan besar", actor=joko, now=NOW)
    reopen_bug(session, bug_id=others[0].id, reason="Ternyata lain", actor=joko, now=NOW)
    assert (first.reports, first.priority) == (2, Priority.CRITICAL), "a person's word survives the count"
    override_priority(session, bug_id=first.id, priority="AUTO", reason="Selesai", actor=joko, now=NOW)
    assert (first.priority, first.priority_reason) == (Priority.LOW, None)


def test_a_duplicate_points_to_the_first_report_and_never_in_a_circle(session):
    wati, joko = make_member(session), make_developer(session)
    first, second, third = (make_bug(session, wati) for _ in range(3))
    for wrong in (first.number, "BUG-2026-999999", ""):
        with pytest.raises(Invalid):
            mark_duplicate(session, bug_id=first.id, original=wrong, actor=joko, now=NOW)
    duplicate(session, second, first, joko)
    with pytest.raises(Invalid, match=first.number):
        duplicate(session, first, second, joko)
    duplicate(session, first, third, joko)
    session.expire_all()
    assert (second.duplicate_of_id, third.reports, first.reports) == (third.id, 3, 1), "what pointed here follows"
    with pytest.raises(NotFound):
        mark_duplicate(session, bug_id=999_999, original=third.number, actor=joko, now=NOW)


def test_a_duplicate_found_after_the_fix_counts_if_it_was_reported_before(app, session):
    wati, rudi, sinta = (make_member(session, name) for name in ("Wati", "Rudi", "Sinta"))
    joko = make_developer(session)
    first, early = make_bug(session, wati), make_bug(session, rudi)
    bring_to_fixed(session, first, joko, now=NOW + timedelta(hours=1))
    late = make_bug(session, sinta, now=NOW + timedelta(hours=2))
    for one in (early, late):
        duplicate(session, one, first, joko, now=NOW + timedelta(hours=3))
    assert points(session, wati, rudi, sinta) == [50, 10, 0]
    told = [delivery.user.name for delivery in deliveries(app, session, "bug.fixed")]
    assert told == ["Wati", "Rudi", "Sinta", "Rudi", "Sinta"], (
        "written late, so the first one finds the duplicates, too"
    )


def test_a_share_is_taken_back_when_the_duplicate_stands_on_its_own_and_never_paid_beside_the_full_sum(session):
    wati, rudi, joko = make_member(session), make_member(session, "Rudi"), make_developer(session)
    first, second = make_bug(session, wati), make_bug(session, rudi)
    duplicate(session, second, first, joko)
    bring_to_fixed(session, first, joko)
    assert points(session, rudi) == [10]
    reopen_bug(session, bug_id=second.id, reason="Bug lain", actor=joko, now=NOW)
    assert points(session, rudi) == [0]
    bring_to_fixed(session, second, joko)
    assert points(session, rudi) == [50]
    reopen_bug(session, bug_id=second.id, reason="Lagi", actor=joko, now=NOW)
    duplicate(session, second, first, joko)
    assert points(session, rudi) == [50]


def test_everyone_concerned_reads_the_version_and_the_anonymous_are_named_nowhere(app, session):
    wati, rudi, joko = make_member(session), make_member(session, "Rudi"), make_developer(session)
    said = {"kind": FeedbackKind.CRITICISM, "subject": "x", "body_html": "x", "body_text": "x"}
    signed = Feedback(number="KRT-1", author_id=rudi.id, **said)
    unsigned = Feedback(number="KRT-2", anonymous=True, **said)
    session.add_all([signed, unsigned])
    session.flush()
    first = make_bug(session, wati, origin_feedback_id=signed.id)
    second = make_bug(session, None, origin_feedback_id=unsigned.id, actor=joko)
    duplicate(session, second, first, joko)
    bring_to_fixed(session, first, joko)
    found = deliveries(app, session, "bug.fixed")
    assert [(delivery.user.name, delivery.facts["version"], delivery.facts["exp"]) for delivery in found] == [
        ("Wati", "1.5.0", 50),
        ("Rudi", "1.5.0", 0),
    ]
    session.flush()
    answers = session.scalars(select(FeedbackEntry)).all()
    assert [(answer.feedback_id, "1.5.0" in answer.body_text) for answer in answers] == [(unsigned.id, True)]
