"""Reporters say whether it is settled; the status stays, and `belum` waits for staff."""

import pytest

from app.core.errors import NotAvailable
from app.models.feedback.bug import BugReport, BugStatus
from app.models.feedback.feedback import Feedback, FeedbackKind, FeedbackStatus
from tests.bugs.reports import bring_to_fixed, make_bug, make_developer, make_member
from tests.factories import NOW
from tests.support.people import sign_in, submit
from workflows.bugs import confirm_settled as say_of_bug
from workflows.feedback import confirm_settled as say_of_feedback
from workflows.feedback import submit_feedback


@pytest.fixture
def wati(session):
    return make_member(session)


def test_the_reporter_of_a_fixed_bug_says_yes_or_no(client, session, wati):
    joko = make_developer(session)
    bug = make_bug(session, wati)
    bring_to_fixed(session, bug, joko)
    page = sign_in(client, wati).get(f"/bugs/{bug.number}").text
    assert "Sudah beres?" in page
    assert submit(client, f"/bugs/{bug.number}", to="/settled", verdict="no").status_code == 303
    session.expire_all()
    kept = session.get_one(BugReport, bug.id)
    assert (kept.settled, kept.status, kept.unread_at is not None) == (False, BugStatus.FIXED, True)
    assert "Belum beres." in client.get(f"/bugs/{bug.number}").text
    submit(client, f"/bugs/{bug.number}", to="/settled", verdict="yes")
    session.expire_all()
    assert session.get_one(BugReport, bug.id).settled is True


def test_an_open_bug_and_somebody_elses_are_not_settled(session, wati):
    bug = make_bug(session, wati)
    with pytest.raises(NotAvailable):
        say_of_bug(session, bug_id=bug.id, settled=True, actor=wati, now=NOW)
    bring_to_fixed(session, bug, make_developer(session))
    with pytest.raises(NotAvailable):
        say_of_bug(session, bug_id=bug.id, settled=True, actor=make_member(session, "Rudi"), now=NOW)


def test_the_sender_of_followed_up_feedback_says_it_and_no_waits_for_staff(client, session, wati):
    feedback = submit_feedback(
        session,
        kind=FeedbackKind.SUGGESTION,
        category_id=None,
        subject="Mode gelap",
        body_html="<p>Tambahkan mode gelap</p>",
        attachments=[],
        actor=wati,
        code=None,
        now=NOW,
    )
    with pytest.raises(NotAvailable):
        say_of_feedback(session, feedback_id=feedback.id, settled=True, actor=wati, now=NOW)
    feedback.status, feedback.decided_at = FeedbackStatus.FOLLOWED_UP, NOW
    session.commit()
    assert "Sudah beres?" in sign_in(client, wati).get(f"/feedback/{feedback.number}").text
    assert submit(client, f"/feedback/{feedback.number}", to="/settled", verdict="no").status_code == 303
    session.expire_all()
    kept = session.get_one(Feedback, feedback.id)
    assert (kept.settled, kept.status, kept.unread_at is not None) == (False, FeedbackStatus.FOLLOWED_UP, True)
