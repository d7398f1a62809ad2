"""Asking, answering and moderating in the forum."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import Invalid, NotAllowed, NotAvailable, NotFound
from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from app.models.feedback.exp import ExpEntry
from app.models.forum.forum import ForumEdit, ForumPost, ForumQuestion, PostKind, PostStatus
from app.models.messaging.outbox import OutboxMessage
from app.models.support.ticket import SupportTicket, TicketSource
from tests.factories import make_company, make_cs, make_user
from workflows.forum import (
    accept_answer,
    answer_question,
    ask_question,
    edit_post,
    follow_forum,
    forward_unanswered,
    get_question,
    hide_post,
    is_following,
    keep_post,
    list_posts,
    list_questions,
    list_similar_questions,
    mark_duplicate_question,
    outdate_question,
    promote_question,
    report_post,
    show_post,
    turn_into_ticket,
)


def make_member(session, name="Mira", *, days=30, trusted=True):
    member = make_user(session, name, Role.MEMBER, created_at=utc_now() - timedelta(days=days))
    session.flush()
    if trusted:
        dewi = make_cs(session)
        for number in range(2):
            asked = ask(session, member, title=f"Lama {number} {member.id}", body="x")
            if first_post(session, asked).status == PostStatus.HELD:
                show_post(session, post_id=first_post(session, asked).id, actor=dewi, now=utc_now())
    return member


def ask(session, member, *, title="AC inverter berdengung", body="Unit luar berdengung malam hari.", at=None, **given):
    return ask_question(session, title=title, body=body, actor=member, now=at or utc_now(), **given)


def first_post(session, question):
    wanted = select(ForumPost).where(ForumPost.question_id == question.id, ForumPost.kind == PostKind.QUESTION)
    return session.scalars(wanted).one()


def answer(session, question, who, body="Periksa dudukan karetnya."):
    return answer_question(session, question_id=question.id, body=body, actor=who, now=utc_now())


def told(session, kind):
    return session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind)).all()


def test_the_first_two_posts_of_a_newcomer_are_held_and_read_by_nobody_else(session) -> None:
    mira, sari, dewi = make_member(session, trusted=False), make_member(session, "Sari"), make_cs(session)
    question = ask(session, mira)
    with pytest.raises(NotFound):
        get_question(session, question.id, reader=sari)
    assert get_question(session, question.id, reader=mira) == question
    assert question not in list_questions(session)
    show_post(session, post_id=first_post(session, question).id, actor=dewi, now=utc_now())
    assert question in list_questions(session)


@pytest.mark.parametrize(
    ("days", "body", "status"),
    [(6, "Lihat https://contoh.id", "HELD"), (8, "Lihat https://contoh.id", "SHOWN"), (6, "Tanpa tautan", "SHOWN")],
)
def test_links_of_newcomers_are_held(session, days, body, status) -> None:
    assert first_post(session, ask(session, make_member(session, days=days), body=body)).status == status


def test_the_team_is_not_held(session) -> None:
    assert first_post(session, ask(session, make_cs(session))).status == PostStatus.SHOWN


def test_one_accepted_answer_gives_exp_once_and_never_to_oneself(session) -> None:
    make_company(session)
    mira, sari, budi = (make_member(session, name) for name in ("Mira", "Sari", "Budi"))
    question = ask(session, mira)
    own, first, second = (answer(session, question, who) for who in (mira, sari, budi))
    with pytest.raises(NotAllowed):
        accept_answer(session, post_id=first.id, actor=sari, now=utc_now())
    accept_answer(session, post_id=own.id, actor=mira, now=utc_now())
    assert session.scalars(select(ExpEntry)).all() == []
    for post in (first, first, second):
        accept_answer(session, post_id=post.id, actor=mira, now=utc_now())
    entry = session.scalars(select(ExpEntry)).one()
    assert (entry.user_id, entry.points, session.get(ForumQuestion, question.id).accepted_id) == (
        sari.id,
        15,
        second.id,
    )


def test_a_hidden_answer_is_accepted_no_more_and_not_counted(session) -> None:
    make_company(session)
    mira, sari, dewi = make_member(session), make_member(session, "Sari"), make_cs(session)
    question = ask(session, mira)
    post = answer(session, question, sari)
    accept_answer(session, post_id=post.id, actor=mira, now=utc_now())
    assert session.get(ForumQuestion, question.id).answers == 1
    hide_post(session, post_id=post.id, actor=dewi, now=utc_now())
    found = session.get(ForumQuestion, question.id)
    assert (found.answers, found.accepted_id) == (0, None)
    assert [one.kind for one in list_posts(session, question_id=question.id, reader=sari)] == [PostKind.QUESTION]


def test_a_comment_stands_under_a_post_and_has_none_of_its_own(session) -> None:
    mira, sari = make_member(session), make_member(session, "Sari")
    question = ask(session, mira)
    post = answer(session, question, sari)
    said = {"question_id": question.id, "body": "Terima kasih", "actor": mira, "now": utc_now()}
    comment = answer_question(session, **said, parent_id=post.id)
    assert comment.kind == PostKind.COMMENT
    with pytest.raises(NotFound):
        answer_question(session, **said, parent_id=comment.id)


def test_an_edit_keeps_what_was_said_before(session) -> None:
    mira, sari = make_member(session), make_member(session, "Sari")
    post = first_post(session, ask(session, mira))
    edit_post(session, post_id=post.id, body="Kini juga siang", actor=mira, now=utc_now())
    assert session.scalars(select(ForumEdit.body)).all() == ["Unit luar berdengung malam hari."]
    with pytest.raises(NotAllowed):
        edit_post(session, post_id=post.id, body="x", actor=sari, now=utc_now())


def test_an_edit_that_brings_a_newcomers_link_is_held_and_the_audit_log_says_so(session) -> None:
    mira = make_member(session, days=6)
    post = first_post(session, ask(session, mira))
    for body in ("Lihat https://contoh.id", "Lihat https://contoh.id/ac"):  # held already, the second time
        edit_post(session, post_id=post.id, body=body, actor=mira, now=utc_now())
    assert session.get_one(ForumPost, post.id).status == PostStatus.HELD
    held = select(AuditEntry.changes).where(AuditEntry.thing == "forum_posts", AuditEntry.action == "hold")
    assert [changes["status"] for changes in session.scalars(held)] == [["SHOWN", "HELD"]]


def test_followers_are_told_once_when_others_may_read_it(session) -> None:
    mira, sari, dewi = make_member(session), make_member(session, "Sari"), make_cs(session)
    newcomer = make_member(session, "Tono", trusted=False)
    question = ask(session, mira, tags=["AC", "inverter"])
    before = len(told(session, "forum.answered"))
    held = answer(session, question, newcomer)
    assert len(told(session, "forum.answered")) == before
    for _twice in range(2):
        show_post(session, post_id=held.id, actor=dewi, now=utc_now())
        hide_post(session, post_id=held.id, actor=dewi, now=utc_now())
    assert len(told(session, "forum.answered")) == before + 1
    assert (question.tags, is_following(session, reader=mira, question_id=question.id)) == (["ac", "inverter"], True)
    follow_forum(session, actor=sari, tag="ac")
    follow_forum(session, actor=mira, question_id=question.id, on=False)
    assert not is_following(session, reader=mira, question_id=question.id)


def test_reports_are_counted_once_for_each_reader(session) -> None:
    mira, sari, dewi = make_member(session), make_member(session, "Sari"), make_cs(session)
    post = first_post(session, ask(session, mira))
    for _twice in range(2):
        report_post(session, post_id=post.id, actor=sari, reason="Iklan")
    session.refresh(post)
    assert post.reports == 1
    keep_post(session, post_id=post.id, actor=dewi, now=utc_now())
    with pytest.raises(NotAvailable):
        keep_post(session, post_id=post.id, actor=dewi, now=utc_now())


def test_similar_questions_are_found_while_asking(session) -> None:
    question = ask(session, make_member(session), title="AC inverter berdengung")
    assert question in list_similar_questions(session, words="kenapa inverter saya dengung")
    assert question in list_questions(session, words="berdengung inverter")
    assert list_similar_questions(session, words="?") == ()


def test_a_question_becomes_an_article_once_and_is_marked_outdated(session) -> None:
    mira, dewi = make_member(session), make_cs(session)
    question = ask(session, mira)
    answer(session, question, make_member(session, "Sari"))
    post = first_post(session, question)
    promote_question(session, post_id=post.id, actor=dewi, now=utc_now())
    assert "dudukan karet" in session.get(ForumQuestion, question.id).article.body
    with pytest.raises(NotAvailable):
        promote_question(session, post_id=post.id, actor=dewi, now=utc_now())
    outdate_question(session, post_id=post.id, actor=dewi, now=utc_now())
    assert session.get(ForumQuestion, question.id).is_outdated


@pytest.mark.parametrize(("hours", "count"), [(47, 0), (49, 1)])
def test_two_days_without_an_answer_make_a_ticket(session, hours, count) -> None:
    make_company(session)
    mira, now = make_member(session), utc_now()
    for old in session.scalars(select(ForumQuestion)):
        old.created_at = now
    question = ask(session, mira, at=now - timedelta(hours=hours))
    assert forward_unanswered(session, now=now) == count
    assert forward_unanswered(session, now=now) == 0
    tickets = session.scalars(select(SupportTicket)).all()
    assert [(one.source, one.requester_id) for one in tickets] == [(TicketSource.FORUM, mira.id)] * count
    if not count:
        turn_into_ticket(session, post_id=first_post(session, question).id, actor=make_cs(session), now=now)
        assert session.get(ForumQuestion, question.id).ticket_id


def test_a_question_that_only_its_asker_has_answered_becomes_a_ticket_unless_they_say_that_it_is_solved(
    session,
) -> None:
    make_company(session)
    mira, now = make_member(session), utc_now()
    for old in session.scalars(select(ForumQuestion)):
        old.created_at = now
    more, solved, answered = (ask(session, mira, title=f"AC {n}", at=now - timedelta(hours=49)) for n in range(3))
    answer(session, more, mira, "Sudah dicoba, masih berdengung.")
    accept_answer(session, post_id=answer(session, solved, mira).id, actor=mira, now=now)
    answer(session, answered, make_cs(session))
    assert forward_unanswered(session, now=now) == 1
    assert session.scalars(select(SupportTicket.subject)).all() == ["AC 0"]


def test_a_duplicate_leads_to_the_first_question_and_becomes_no_ticket(session) -> None:
    make_company(session)
    mira, dewi, now = make_member(session), make_cs(session), utc_now()
    for old in session.scalars(select(ForumQuestion)):
        old.created_at = now
    first, second, third = (ask(session, mira, title=f"Inverter dengung {n}", at=now) for n in range(3))

    def mark(question, original):
        mark_duplicate_question(
            session, post_id=first_post(session, question).id, original=original, actor=dewi, now=now
        )
        return session.get_one(ForumQuestion, question.id).duplicate_of_id

    assert mark(third, f"https://sigap.id/forum/{second.id}?tag=ac") == second.id
    assert mark(second, f" #{first.id}") == first.id
    assert session.get_one(ForumQuestion, third.id).duplicate_of_id == first.id
    assert mark(third, str(second.id)) == first.id  # the one that it is a duplicate of itself
    assert list_similar_questions(session, words="inverter dengung") == [first]
    later = now + timedelta(hours=49)
    assert forward_unanswered(session, now=later) == 3  # two of the cast, and the first
    assert not {second.title, third.title} & set(session.scalars(select(SupportTicket.subject)))
    assert mark(third, "") is None


@pytest.mark.parametrize(
    "original", ["itself", "its duplicate", "held", "0", "99999999999999999999", "satu", "/help/3"]
)
def test_what_is_no_other_question_that_readers_see_is_no_original(session, original) -> None:
    mira, dewi, now = make_member(session), make_cs(session), utc_now()
    question, other = ask(session, mira), ask(session, mira)
    held = ask(session, make_member(session, "Tono", trusted=False))
    own, its = (first_post(session, one).id for one in (question, other))
    mark_duplicate_question(session, post_id=its, original=str(question.id), actor=dewi, now=now)
    named = {"itself": str(question.id), "its duplicate": str(other.id), "held": str(held.id)}
    with pytest.raises(Invalid):
        mark_duplicate_question(session, post_id=own, original=named.get(original, original), actor=dewi, now=now)
