"""Who may accept and edit, who gets EXP, and the edges of the forum's limits."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import NotFound
from app.models.feedback.exp import ExpEntry
from app.models.forum.forum import ForumPost, ForumQuestion, PostKind, PostStatus
from tests.factories import make_company, make_cs
from tests.forum.test_forum import answer, ask, first_post, make_member
from workflows.forum import accept_answer, answer_question, edit_post, forward_unanswered, hide_post, report_post
from workflows.forum.leading_on.forward_unanswered import UNANSWERED


def test_an_answer_of_the_team_or_of_whoever_asked_gives_no_exp(session) -> None:
    make_company(session)
    mira, dewi = make_member(session), make_cs(session)
    question = ask(session, mira)
    own, ours = answer(session, question, mira), answer(session, question, dewi)
    accept_answer(session, post_id=own.id, actor=dewi, now=utc_now())
    accept_answer(session, post_id=ours.id, actor=mira, now=utc_now())
    assert session.scalars(select(ExpEntry)).all() == []


def test_only_an_answer_that_is_shown_is_accepted(session) -> None:
    mira, sari, new = make_member(session), make_member(session, "Sari"), make_member(session, "Nina", trusted=False)
    question = ask(session, mira)
    shown, held = answer(session, question, sari), answer(session, question, new)
    comment = answer_question(
        session, question_id=question.id, body="Setuju", actor=sari, now=utc_now(), parent_id=shown.id
    )
    assert (held.status, comment.kind) == (PostStatus.HELD, PostKind.COMMENT)
    for post in (first_post(session, question), held, comment):
        with pytest.raises(NotFound):
            accept_answer(session, post_id=post.id, actor=mira, now=utc_now())


def test_a_hidden_post_is_edited_by_nobody(session) -> None:
    mira, dewi = make_member(session), make_cs(session)
    post = answer(session, ask(session, mira), mira)
    hide_post(session, post_id=post.id, actor=dewi, now=utc_now())
    for actor in (mira, dewi):
        with pytest.raises(NotFound):
            edit_post(session, post_id=post.id, body="Lagi", actor=actor, now=utc_now())


def test_reports_of_two_readers_are_two(session) -> None:
    mira, sari, budi = (make_member(session, name) for name in ("Mira", "Sari", "Budi"))
    post = first_post(session, ask(session, mira))
    for reader in (sari, budi):
        report_post(session, post_id=post.id, actor=reader, reason="Iklan")
    session.expire_all()
    assert session.get_one(ForumPost, post.id).reports == 2


def test_an_unanswered_question_becomes_a_ticket_only_when_it_is_shown_and_older_than_two_days(session) -> None:
    make_company(session)
    mira, new, now = make_member(session), make_member(session, "Nina", trusted=False), utc_now()
    for old in session.scalars(select(ForumQuestion)):
        old.created_at = now
    edge, held = ask(session, mira, at=now - UNANSWERED), ask(session, new, at=now - timedelta(days=3))
    assert forward_unanswered(session, now=now) == 0
    assert forward_unanswered(session, now=now + timedelta(seconds=1)) == 1
    session.expire_all()
    assert (edge.ticket_id is not None, held.ticket_id) == (True, None)


def test_a_link_is_held_until_the_account_is_seven_days_old(session) -> None:
    linking = {"body": "Lihat https://contoh.id"}
    mira = make_member(session, days=7)
    assert first_post(session, ask(session, mira, **linking)).status == PostStatus.SHOWN
    mira.created_at += timedelta(seconds=1)
    session.flush()
    assert first_post(session, ask(session, mira, title="Satu lagi", **linking)).status == PostStatus.HELD
