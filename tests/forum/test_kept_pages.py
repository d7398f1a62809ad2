"""What visitors get alike is drawn once; every change shows with the next request, and nothing of one's own is kept."""

import re

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.forum.forum import ForumPost, PostKind
from app.models.help.article import HelpCategory
from app.web.forum import cached_pages, pages
from tests.factories import make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.forum import (
    accept_answer,
    answer_question,
    ask_question,
    edit_post,
    hide_post,
    outdate_question,
    promote_question,
    report_post,
)

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
KEY = re.compile(r'name="idempotency_key" value="([^"]+)"')


@pytest.fixture
def dewi(session):
    make_company(session)
    dewi = make_cs(session)
    session.commit()
    return dewi


@pytest.fixture
def question(session, dewi):
    asked = ask_question(session, title="AC berdengung", body="Malam hari", actor=dewi, now=utc_now(), tags=["ac"])
    answer_question(session, question_id=asked.id, body="Periksa karetnya", actor=dewi, now=utc_now())
    session.commit()
    return asked


@pytest.fixture
def drawn(monkeypatch):
    """How often a page was drawn."""
    times = []
    draw = pages.render_template
    monkeypatch.setattr(pages, "render_template", lambda *given, **more: times.append(given) or draw(*given, **more))
    return times


def test_two_visitors_get_the_same_drawing_with_tokens_of_their_own(app, question, drawn):
    first, second = app.test_client(), app.test_client()
    texts = [one.get(f"/forum/{question.id}").text for one in (first, second, first)]
    assert len(drawn) == 1
    assert len({KEY.search(text).group(1) for text in texts}) == 3
    assert TOKEN.search(texts[0]).group(1) != TOKEN.search(texts[1]).group(1)
    assert len({KEY.sub("", TOKEN.sub("", text)) for text in texts}) == 1
    token = TOKEN.search(texts[2]).group(1)
    assert (
        first.post("/language", data={"lang": "en", "csrf_token": token, "idempotency_key": "k" * 32}).status_code < 400
    )
    assert "answer" in first.get(f"/forum/{question.id}").text
    assert "jawaban" in second.get(f"/forum/{question.id}").text
    assert len(drawn) == 2, "each language once"


def test_every_change_shows_with_the_next_request(session, client, question, dewi, drawn):
    address, now = f"/forum/{question.id}", utc_now()
    first, answer = session.scalars(select(ForumPost).order_by(ForumPost.id)).all()
    category = session.scalars(select(HelpCategory).order_by(HelpCategory.id)).first() or HelpCategory(name="Umum")
    changes = {
        "answered": lambda: answer_question(session, question_id=question.id, body="Atau bautnya", actor=dewi, now=now),
        "edited": lambda: edit_post(session, post_id=answer.id, body="Periksa dudukannya", actor=dewi, now=now),
        "accepted": lambda: accept_answer(session, post_id=answer.id, actor=dewi, now=now),
        "outdated": lambda: outdate_question(session, post_id=first.id, actor=dewi, now=now),
        "promoted": lambda: promote_question(session, post_id=first.id, actor=dewi, now=now),
        "hidden": lambda: hide_post(session, post_id=answer.id, actor=dewi, now=now),
        "category renamed": lambda: (setattr(category, "name", "Nama baru"), session.add(category)),
    }
    for name, change in changes.items():
        before = len(drawn)
        for path in (address, "/forum"):
            client.get(path), client.get(path)
        assert len(drawn) - before <= 2, name
        change()
        session.commit()
        before = len(drawn)
        client.get(address), client.get("/forum")
        assert len(drawn) - before == 2, name
    assert "Periksa dudukannya" not in client.get(address).text
    assert "Atau bautnya" in client.get(address).text


def test_what_nobody_sees_changes_no_page(session, client, question, dewi, drawn):
    mira = make_user(session, "Mira", Role.MEMBER)
    session.commit()
    client.get(f"/forum/{question.id}")
    with_reports = session.scalars(select(ForumPost).where(ForumPost.kind == PostKind.ANSWER)).one()
    text = client.get(f"/forum/{question.id}").text
    report_post(session, post_id=with_reports.id, actor=mira, reason="Iklan")
    session.commit()
    assert KEY.sub("", TOKEN.sub("", client.get(f"/forum/{question.id}").text)) == KEY.sub("", TOKEN.sub("", text))


def test_a_page_of_ones_own_is_never_kept_and_never_given_to_others(session, app, question, dewi, drawn):
    desk, visitor = app.test_client(), app.test_client()
    log_in(desk, dewi)
    assert visitor.get("/forum").status_code == 200
    own = desk.get(f"/forum/{question.id}")
    assert "Jawaban Anda" in own.text
    assert "no-store" in own.headers["Cache-Control"]
    assert "Jawaban Anda" not in visitor.get(f"/forum/{question.id}").text
    before = len(drawn)
    desk.get(f"/forum/{question.id}")
    desk.get(f"/forum/{question.id}")
    assert len(drawn) == before + 2
    with visitor.session_transaction() as cookie:
        cookie["_flashes"] = [("success", "Hanya untuk saya")]
    assert "Hanya untuk saya" in visitor.get(f"/forum/{question.id}").text
    assert "Hanya untuk saya" not in app.test_client().get(f"/forum/{question.id}").text


def test_searches_and_unknown_arguments_are_not_kept(client, question, drawn):
    for _twice in range(2):
        client.get("/forum?q=berdengung")
        client.get("/forum?anything=1")
    assert len(drawn) == 4
    assert post(client, "/forum/ask", {"title": "x"}).status_code in {302, 303, 401, 403}


def test_no_more_pages_are_kept_than_the_limit(monkeypatch, client, question, drawn):
    monkeypatch.setattr(cached_pages, "MOST_PAGES", 2)
    monkeypatch.setattr(cached_pages, "PAGES", cached_pages.CachedPages())
    for before in ("1", "2", "3", "3", "1"):
        client.get(f"/forum?before={before}")
    assert len(drawn) == 4


def test_the_page_that_nobody_asked_for_longest_goes_first(monkeypatch, client, question, drawn):
    monkeypatch.setattr(cached_pages, "MOST_PAGES", 2)
    monkeypatch.setattr(cached_pages, "PAGES", cached_pages.CachedPages())
    for before in ("1", "2", "1", "3", "1"):
        client.get(f"/forum?before={before}")
    assert len(drawn) == 3
