"""The forum as visitors, members and moderators meet it."""

import re

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.forum.forum import ForumFollow, ForumPost, ForumQuestion, ForumReport, PostKind, PostStatus
from tests.factories import make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import decide, post, step_on
from workflows.forum import ask_question


@pytest.fixture
def dewi(session):
    make_company(session)
    dewi = make_cs(session)
    session.commit()
    return dewi


@pytest.fixture
def question(session, dewi):
    asked = ask_question(
        session, title="AC inverter berdengung", body="Malam hari <script>", actor=dewi, now=utc_now(), tags=["ac"]
    )
    session.commit()
    return asked


def test_a_visitor_reads_and_searches_and_is_asked_to_sign_in(client, question):
    assert question.title in client.get("/forum").text
    assert question.title in client.get("/forum?tag=ac").text
    assert question.title in client.get("/forum?q=inverter+berdengung").text
    assert question.title in client.get("/forum/similar?words=inverter+saya").text
    page = client.get(f"/forum/{question.id}")
    assert "<script>" not in page.text.split("<main")[1]
    assert "Masuk untuk menjawab" in page.text
    again = client.get(f"/forum/{question.id}", headers={"If-None-Match": page.headers["ETag"]})
    assert "max-age=60" in page.headers["Cache-Control"]
    assert (again.status_code, again.data) == (304, b"")


def test_a_members_first_question_waits_for_a_moderator(session, client, app, dewi):
    mira = make_user(session, "Mira", Role.MEMBER)
    session.commit()
    log_in(client, mira)
    fields = {"title": "Garansi kompresor", "body": "Berapa lama?", "tags": "garansi", "category_id": ""}
    sent = post(client, "/forum/ask", fields)
    assert sent.status_code == 303
    assert "noindex" in client.get(sent.location).text
    assert app.test_client().get(sent.location).status_code == 404
    held = session.scalars(select(ForumPost)).one()
    desk = app.test_client()
    log_in(desk, dewi)
    assert "Berapa lama?" in desk.get("/admin/forum_posts/").text
    assert "Garansi kompresor" in desk.get(f"/admin/forum_posts/details/?id={held.id}").text
    assert decide(desk, f"/admin/forum_posts/details/?id={held.id}", "show").status_code == 302
    page = app.test_client().get(sent.location)
    assert page.status_code == 200
    assert "noindex" not in page.text


def test_a_member_answers_comments_edits_reports_and_follows(session, client, question, dewi):
    mira = make_user(session, "Mira", Role.MEMBER)
    session.commit()
    log_in(client, mira)
    first = session.scalars(select(ForumPost)).one()
    post(client, f"/forum/{question.id}/answer", {"body": "Periksa karet"})
    answer = session.scalars(select(ForumPost).where(ForumPost.kind == PostKind.ANSWER)).one()
    assert answer.status == PostStatus.HELD
    post(client, f"/forum/{question.id}/answer", {"body": "Saya juga", "parent": str(first.id)})
    version = re.search(r'name="version"[^>]* value="([^"]+)"', client.get(f"/forum/post/{answer.id}").text)
    post(client, f"/forum/post/{answer.id}", {"body": "Periksa karet dudukan", "version": version[1]})
    assert "Periksa karet" in client.get(f"/forum/post/{answer.id}").text
    assert client.get(f"/forum/post/{first.id}").status_code == 404
    post(client, f"/forum/post/{first.id}/report", {"reason": "Iklan"})
    post(client, "/forum/follow", {"question": str(question.id), "on": "1"})
    post(client, "/forum/follow", {"tag": "ac", "on": "1"})
    assert session.scalars(select(ForumReport.reason)).all() == ["Iklan"]
    assert len(session.scalars(select(ForumFollow).where(ForumFollow.user_id == mira.id)).all()) == 2
    assert "Periksa karet dudukan" in client.get(f"/forum/{question.id}").text


def test_who_asked_accepts_an_answer(session, client, question, dewi):
    log_in(client, dewi)
    post(client, f"/forum/{question.id}/answer", {"body": "Periksa karet"})
    answer = session.scalars(select(ForumPost).where(ForumPost.kind == PostKind.ANSWER)).one()
    assert post(client, f"/forum/post/{answer.id}/accept").status_code == 303
    session.expire_all()
    assert session.get(ForumQuestion, question.id).accepted_id == answer.id
    assert "Jawaban yang diterima" in client.get(f"/forum/{question.id}").text


def test_what_was_typed_stays_when_an_answer_or_an_edit_is_refused(session, client, question, dewi):
    log_in(client, dewi)
    same = "Periksa baut braket dan karet peredam di bawah kompresor. " * 5
    answered = {"body": f"{same}Lalu kencangkan.", "idempotency_key": "a" * 32}
    assert post(client, f"/forum/{question.id}/answer", answered).status_code == 303
    again = post(client, f"/forum/{question.id}/answer", {**answered, "body": f"{same}Lalu ganti."})
    assert again.status_code == 422
    assert "Lalu kencangkan.” → “" in again.text, "what is saved and what came now are told apart"
    assert f"{same}Lalu ganti.</textarea>" in again.text
    first = session.scalars(select(ForumPost).where(ForumPost.kind == PostKind.QUESTION)).one()
    comment = post(client, f"/forum/{question.id}/answer", {"body": " ", "parent": str(first.id)})
    assert comment.status_code == 422
    edit = post(client, f"/forum/post/{first.id}", {"body": "x" * 10_001})
    assert edit.status_code == 422
    assert "x" * 10_001 in edit.text


def test_a_comment_is_reported_and_edited_like_any_post_and_waits_in_its_own_tab(session, client, app, question, dewi):
    first = session.scalars(select(ForumPost)).one()
    desk = app.test_client()
    log_in(desk, dewi)
    post(desk, f"/forum/{question.id}/answer", {"body": "Beli di toko saya", "parent": str(first.id)})
    comment = session.scalars(select(ForumPost).where(ForumPost.kind == PostKind.COMMENT)).one()
    assert f'/forum/post/{comment.id}"' in desk.get(f"/forum/{question.id}").text
    log_in(client, make_user(session, "Mira", Role.MEMBER))
    assert f"/forum/post/{comment.id}/report" in client.get(f"/forum/{question.id}").text
    waiting, hidden = "/admin/forum_posts/?flt_waits=1", "/admin/forum_posts/?flt_status=HIDDEN"
    assert "Beli di toko saya" not in desk.get(waiting).text
    post(client, f"/forum/post/{comment.id}/report", {"reason": "Iklan"})
    assert "Beli di toko saya" in desk.get(waiting).text
    assert decide(desk, f"/admin/forum_posts/details/?id={comment.id}", "hide").status_code == 302
    assert "Beli di toko saya" not in desk.get(waiting).text
    assert "Beli di toko saya" in desk.get(hidden).text


def test_readers_of_a_duplicate_are_led_to_the_question_that_was_asked_before(session, client, question, dewi):
    again = ask_question(session, title="Inverter bunyi", body="Malam", actor=dewi, now=utc_now())
    session.commit()
    log_in(client, dewi)
    mine = session.scalars(select(ForumPost.id).where(ForumPost.question_id == again.id)).one()
    record = f"/admin/forum_posts/details/?id={mine}"
    assert decide(client, record, "duplicate", {"original": f"/forum/{question.id}"}).status_code == 302
    page = client.get(f"/forum/{again.id}").text
    assert f'<a href="/forum/{question.id}">AC inverter berdengung</a>' in page
    assert "Duplikat" in client.get("/forum").text
    assert step_on(client, record, "duplicate")[1]["original"] == f"/forum/{question.id}"
