"""Who decides from an old page is sent back to read: nobody publishes a text that they have not seen."""

from html import unescape

import pytest
from sqlalchemy import select

from admin_views.framework.transitions import TransitionButtons
from app.core.clock import utc_now
from app.jobs.bulk import run_bulk
from app.models.accounts.user import Role
from app.models.feedback.feedback import FeedbackStatus
from app.models.forum.forum import ForumPost, PostStatus
from app.models.help.article import ArticleStatus
from app.models.releases.readiness import EvidenceKind, ReleaseApproval
from app.models.status.announcement import AnnouncementStatus, AnnouncementTone
from app.models.visits.visit_status import VisitStatus
from tests.factories import NOW, make_admin, make_company, make_cs, make_user, make_visit
from tests.feedback.desk.desk_cast import make_feedback
from tests.help.writing import make_article
from tests.releases.test_readiness import make_everything_ready, prepared, prove
from tests.support.people import as_drawn, sign_in
from tests.support.walking.html import parse
from tests.support.walking.posting import post, step_on
from workflows.feedback import add_to_feedback
from workflows.forum import ask_question, edit_post
from workflows.help import ArticleText, edit_article, submit_article
from workflows.releases.readiness import collect_own_evidence
from workflows.status import edit_announcement, make_announcement

READ_AGAIN = "Isinya sudah diubah sejak Anda membacanya."


@pytest.fixture
def ani(client, session):
    make_company(session)
    admin = make_admin(session)
    sign_in(client, admin)
    return admin


def test_an_article_edited_after_the_reading_is_not_published_unread(client, session, ani):
    dewi = make_cs(session)
    article = make_article(session, at=NOW, author=dewi)
    submit_article(session, article_id=article.id, actor=dewi, now=NOW)
    details = f"/admin/articles/details/?id={article.id}"
    address, sent = step_on(client, details, "approve")
    text = ArticleText(title=article.title, body="Isi yang lain", locale="id")
    edit_article(session, article, text=text, actor=dewi, now=utc_now())
    submit_article(session, article_id=article.id, actor=dewi, now=utc_now())
    page = client.post(address, data=sent)
    assert page.status_code == 422
    assert READ_AGAIN in unescape(page.text)
    session.refresh(article)
    assert article.status == ArticleStatus.IN_REVIEW
    address, sent = step_on(client, details, "approve")
    assert client.post(address, data=sent).status_code == 302
    session.refresh(article)
    assert article.status == ArticleStatus.PUBLISHED


def test_a_post_edited_after_the_moderators_reading_stays_held(client, session, ani):
    mira = make_user(session, "Mira", Role.MEMBER)
    given = {"title": "AC bunyi", "body": "Bunyi", "tags": [], "category_id": None}
    question = ask_question(session, **given, actor=mira, now=utc_now())
    held = session.scalars(select(ForumPost).where(ForumPost.question_id == question.id)).one()
    address, sent = step_on(client, f"/admin/forum_posts/details/?id={held.id}", "show")
    edit_post(session, post_id=held.id, body="Beli di toko saya", actor=mira, now=utc_now())
    page = client.post(address, data=sent, follow_redirects=True)
    assert READ_AGAIN in unescape(page.text)
    session.refresh(held)
    assert held.status == PostStatus.HELD
    address, sent = step_on(client, f"/admin/forum_posts/details/?id={held.id}", "show")
    client.post(address, data=sent)
    session.refresh(held)
    assert held.status == PostStatus.SHOWN


def test_feedback_is_not_rejected_over_an_addition_that_nobody_read(client, session, ani):
    mira = make_user(session, "Mira", Role.MEMBER)
    feedback = make_feedback(session, mira)
    address, sent = step_on(client, f"/admin/feedback/details/?id={feedback.id}", "reject")
    add_to_feedback(session, feedback_id=feedback.id, actor=mira, body_html="Ini buktinya", now=utc_now())
    page = client.post(address, data=sent | {"reason": "Tidak jelas"})
    assert page.status_code == 422
    assert READ_AGAIN in unescape(page.text)
    again = next(one for one in parse(page.text).iter("form") if one.get("data-move") == "reject")
    assert as_drawn(again)["reason"] == "Tidak jelas"
    assert client.post(again.get("action"), data=as_drawn(again)).status_code == 302
    session.refresh(feedback)
    assert feedback.status == FeedbackStatus.REJECTED


def test_a_visit_whose_plan_was_changed_is_not_opened_to_the_pool_unread(client, session, ani):
    visit = make_visit(session, status=VisitStatus.DRAFT, quota=1)
    address, sent = step_on(client, f"/admin/visits/details/?id={visit.id}", "publish")
    visit.quota = 2
    session.flush()
    assert READ_AGAIN in unescape(client.post(address, data=sent, follow_redirects=True).text)
    session.refresh(visit)
    assert visit.status == VisitStatus.DRAFT


def test_the_go_of_a_release_counts_for_what_was_read(client, session):
    release, nadia = prepared(session)
    make_everything_ready(session, release, nadia)
    collect_own_evidence(session, release_id=release.id, now=utc_now())
    sign_in(client, nadia)
    details = f"/admin/releases/details/?id={release.id}"
    address, sent = step_on(client, details, "approve")
    prove(session, release, nadia, EvidenceKind.TESTS)
    page = client.post(address, data=sent, follow_redirects=True)
    assert READ_AGAIN in unescape(page.text)
    assert session.scalars(select(ReleaseApproval)).all() == []
    address, sent = step_on(client, details, "approve")
    client.post(address, data=sent)
    assert len(session.scalars(select(ReleaseApproval)).all()) == 1


def waiting_posts(session) -> list[ForumPost]:
    mira = make_user(session, "Mira", Role.MEMBER)
    given = {"body": "Bunyi", "tags": [], "category_id": None, "actor": mira, "now": utc_now()}
    for title in ("AC bunyi", "AC bau"):
        ask_question(session, title=title, **given)
    return list(session.scalars(select(ForumPost).order_by(ForumPost.id)))


def change(session, held: ForumPost) -> None:
    edit_post(session, post_id=held.id, body="Beli di toko saya", actor=held.author, now=utc_now())


def show_many(client, posts) -> tuple[str, dict]:
    """Where the list's form leads, and what it sends with these rows chosen."""
    page = parse(client.get("/admin/forum_posts/").text)
    form = next(one for one in page.iter("form") if one.get("id") == "action_form")
    seen = {
        one.get("name"): one.get("value") for one in page.iter("input") if (one.get("name") or "").startswith("seen-")
    }
    assert len(seen) == len(posts)
    assert {one.get("value") for one in page.iter("button") if one.get("data-bulk-shown") is not None} == {
        "show",
        "hide",
    }
    return form.get("action"), as_drawn(form) | seen | {"action": "show", "rowid": [str(one.id) for one in posts]}


@pytest.mark.parametrize("at_once", [0, 50], ids=["by the job", "at once"])
@pytest.mark.parametrize("every", [{}, {"all": "1"}], ids=["chosen", "all found"])
def test_a_post_edited_after_the_list_was_drawn_is_refused_of_many(client, session, ani, monkeypatch, every, at_once):
    monkeypatch.setattr("admin_views.framework.bulk_actions.AT_ONCE", at_once)
    first, second = posts = waiting_posts(session)
    address, sent = show_many(client, posts)
    if at_once:
        change(session, first)
    answer = client.post(address, data=sent | every)
    if not at_once:
        change(session, first)
        with client.application.app_context():
            run_bulk()
    assert READ_AGAIN in unescape(client.get(answer.location).text)
    session.expire_all()
    assert (first.status, second.status) == (PostStatus.HELD, PostStatus.SHOWN)


def test_who_sends_no_word_of_what_was_read_has_not_read_it(client, session, ani):
    first, second = posts = waiting_posts(session)
    address, sent = show_many(client, posts)
    del sent[f"seen-{first.id}"]
    assert READ_AGAIN in unescape(client.post(address, data=sent, follow_redirects=True).text)
    session.expire_all()
    assert (first.status, second.status) == (PostStatus.HELD, PostStatus.SHOWN)
    told = post(client, f"/admin/forum_posts/{first.id}/show", follow_redirects=True)
    assert READ_AGAIN in unescape(told.text)
    session.expire_all()
    assert first.status == PostStatus.HELD


def test_of_all_that_was_found_only_the_rows_shown_are_decided(client, session, ani):
    first, second = posts = waiting_posts(session)
    address, sent = show_many(client, posts)
    client.post(address, data=sent | {"all": "1", "rowid": [str(first.id)]})
    session.expire_all()
    assert (first.status, second.status) == (PostStatus.SHOWN, PostStatus.HELD)


def test_every_step_that_decides_says_on_its_screen_about_what(app):
    for screen in app.extensions["admin"][0]._views:
        flow = getattr(screen, "flow", None)
        decides = [step for step in flow.transitions.values() if step.decides] if flow else []
        overridden = type(screen).content_of is not TransitionButtons.content_of if decides else False
        assert not decides or flow.content or overridden, f"{flow.name}: give its flow `content`"
        assert not (overridden and any(step.bulk for step in decides)), f"{flow.name}: a job knows only its `content`"


def test_an_announcement_whose_words_changed_after_the_reading_is_not_published(client, session, ani):
    words = {"title": "Gangguan", "text": "Sebentar", "tone": AnnouncementTone.INFO, "starts_at": NOW, "ends_at": None}
    made = make_announcement(session, actor=ani, now=NOW, title_en="", text_en="", **words)
    session.commit()
    address, sent = step_on(client, f"/admin/announcements/details/?id={made.id}", "publish")
    changed = {**words, "text": "Lama sekali"}
    edit_announcement(session, record=made, actor=ani, now=NOW, title_en="", text_en="", **changed)
    assert READ_AGAIN in unescape(client.post(address, data=sent, follow_redirects=True).text)
    session.refresh(made)
    assert made.status == AnnouncementStatus.DRAFT
