"""The forum by programs: ask, answer, comment, edit, accept; held posts are their author's alone."""

import pytest

from app.models.accounts.user import Role
from app.models.forum.forum import ForumQuestion
from app.policies.scopes import all_scopes_of
from tests.factories import make_company, make_cs, make_user
from workflows.forum import VERBS


@pytest.fixture
def wati(session):
    make_company(session)
    return make_user(session, "Wati", Role.MEMBER)


def test_a_question_is_asked_answered_commented_and_its_answer_accepted(session, wati, program):
    dewi = make_cs(session)
    asking, answering = program(wati), program(dewi)
    asked = asking.post("/forum_questions", {"title": "AC berdengung", "body": "Sejak kemarin", "tags": ["ac"]})
    assert asked.status_code == 201
    number = asked.json["id"]
    assert asked.json["is_shown"] is False
    rudi = program(make_user(session, "Rudi", Role.MEMBER))
    assert rudi.get(f"/forum_questions/{number}").status_code == 404
    (first,) = asking.get(f"/forum_posts?question_id={number}").json["items"]
    assert first["status"] == "HELD"
    assert answering.decide(f"/forum_posts/{first['id']}/show").status_code == 200
    assert rudi.get(f"/forum_questions/{number}").json["tags"] == ["ac"]
    answer = answering.post("/forum_posts", {"question_id": number, "body": "Bersihkan kipasnya"}).json
    assert answer["kind"] == "ANSWER"
    comment = {"question_id": number, "parent_id": answer["id"], "body": "Cara membukanya?"}
    assert asking.post("/forum_posts", comment).json["kind"] == "COMMENT"
    assert rudi.post(f"/forum_posts/{answer['id']}/accept").status_code == 403
    assert asking.post(f"/forum_posts/{first['id']}/accept").status_code == 404
    assert asking.post(f"/forum_posts/{answer['id']}/accept").status_code == 200
    session.expire_all()
    assert session.get_one(ForumQuestion, number).accepted_id == answer["id"]


def test_scopes_and_the_table_name_what_programs_may_do():
    assert {"forum_questions:write", "forum_posts:write", "forum_posts:accept"} <= set(all_scopes_of(Role.MEMBER))
    assert "forum_posts:show" not in all_scopes_of(Role.MEMBER)
    assert "accept" in VERBS
