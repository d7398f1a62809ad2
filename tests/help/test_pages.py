"""The help centre as readers and editors meet it."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from app.core.clock import utc_now
from app.jobs.documents.articles import article_page
from app.models.accounts.user import Role
from app.models.help.article import Article, ArticlePicture, ArticleStatus, ArticleVersion, ArticleVote
from app.models.help.searches import HelpGap, HelpSearch
from app.models.support.ticket import SupportTicket
from tests.factories import make_admin, make_company, make_cs, make_user
from tests.help.writing import BODY, make_article, make_published
from tests.support.logins import log_in
from tests.support.walking.posting import decide, post
from tests.support_desk.desk import make_ticket
from workflows.help import ArticleText, edit_article


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def at_desk(session, client, person):
    session.commit()
    log_in(client, person)


def test_a_visitor_finds_and_reads_an_article(session, client, dewi):
    article = make_published(session, at=utc_now())
    session.commit()
    assert article.title in client.get("/help").text
    assert article.title in client.get("/help?q=kebocoran+AC").text
    page = client.get(f"/help/{article.slug}").text
    assert "saluran airnya" in page
    assert article.title in client.get("/help/suggest?words=ac+saya+bocor+terus").text


@pytest.mark.parametrize("path", ["/help/sop-meja-dukungan", "/help/tidak-ada", "/help/picture/1"])
def test_a_visitor_finds_no_instruction(client, session, path, dewi):
    session.commit()
    assert client.get(path).status_code == 404
    assert "sop-meja" not in client.get("/sitemap.xml").text
    assert "SOP meja" not in client.get("/help?q=meja+dukungan").text


def test_staff_read_instructions(session, client, dewi):
    at_desk(session, client, dewi)
    assert "Sebelum menjawab" in client.get("/help/sop-meja-dukungan").text
    assert "SOP meja dukungan" in client.get("/help?q=SOP+meja").text


def test_an_old_address_leads_on_and_the_sitemap_has_the_new_one(session, client, dewi):
    article = make_published(session, at=utc_now())
    text = ArticleText(title=article.title, body=article.body, slug="ac-menetes")
    edit_article(session, article, text=text, actor=dewi, now=utc_now())
    session.commit()
    old = client.get("/help/ac-bocor-atau-menetes")
    assert (old.status_code, old.location) == (301, "/help/ac-menetes")
    assert "/help/ac-menetes<" in client.get("/sitemap.xml").text


def test_a_search_is_kept_with_what_came_of_it(session, client, dewi):
    article = make_published(session, at=utc_now())
    session.commit()
    client.get("/help?q=AC+bocor")
    search = session.scalars(select(HelpSearch)).one()
    client.get(f"/help/{article.slug}?s={search.id}")
    client.get("/help?q=sewa+genset")
    session.expire_all()
    assert (search.found, search.clicked_id) == (1, article.id)
    assert session.scalars(select(HelpGap.words)).all() == ["sewa genset"]


def test_a_ticket_after_a_search_is_noted(session, client, dewi):
    member = make_user(session, "Mira", Role.MEMBER)
    at_desk(session, client, member)
    client.get("/help?q=sewa+genset")
    search = session.scalars(select(HelpSearch)).one()
    form = {"subject": "Sewa genset", "description": "Bisa?", "kind": "QUESTION", "search": str(search.id)}
    assert 'value="sewa genset"' in client.get(f"/support/new?subject=sewa+genset&search={search.id}").text
    assert post(client, "/support/new", form).status_code == 303
    session.expire_all()
    assert search.ticket_id == session.scalars(select(SupportTicket.id)).one()


def test_a_vote_counts_once_for_each_reader(session, client, dewi):
    article = make_published(session, at=utc_now())
    session.commit()
    for helpful in ("yes", "no"):
        fields = {"helpful": helpful, "reason": "Terlalu singkat"}
        assert post(client, f"/help/{article.slug}/vote", fields).status_code == 303
    assert session.scalars(select(ArticleVote.helpful)).all() == [False]


def test_an_editor_writes_previews_and_a_colleague_publishes(session, client, dewi):
    admin = make_admin(session)
    at_desk(session, client, dewi)
    fields = {"title": "Garansi", "body": BODY, "locale": "id", "category_id": "", "slug": ""}
    assert post(client, "/admin/articles/new/", fields).status_code == 302
    article = session.scalars(select(Article).where(Article.title == "Garansi")).one()
    assert "<h2" in post(client, "/admin/articles/preview", {"body": "## Satu"}).text
    assert post(client, f"/admin/articles/{article.id}/submit").status_code == 302
    post(client, f"/admin/articles/{article.id}/approve", {"review_by": ""})
    session.expire_all()
    assert article.status == ArticleStatus.IN_REVIEW  # their own text
    at_desk(session, client, admin)
    assert decide(client, f"/admin/articles/details/?id={article.id}", "approve").status_code == 302
    assert "Garansi" in client.get("/help/garansi").text
    assert "Versi 1" in client.get(f"/admin/articles/diff/{article.id}").text


def test_the_difference_of_two_versions_is_shown(session, client, dewi):
    article = make_published(session, at=utc_now(), body="Satu\n\nDua")
    text = ArticleText(title=article.title, body="Satu\n\nTiga")
    edit_article(session, article, text=text, actor=dewi, now=utc_now())
    at_desk(session, client, dewi)
    page = client.get(f"/admin/articles/diff/{article.id}").text
    assert "<del>− Dua</del>" in page
    assert "<ins>+ Tiga</ins>" in page


def test_a_ticket_shows_its_instructions_and_becomes_an_article(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    at_desk(session, client, dewi)
    assert "SOP meja dukungan" in client.get(f"/admin/support/details/?id={ticket.id}").text
    answer = post(client, f"/admin/articles/from_ticket/{ticket.id}")
    draft = session.scalars(select(Article).where(Article.ticket_id == ticket.id)).one()
    assert answer.location.endswith(f"/admin/articles/edit/?id={draft.id}")


def test_a_picture_is_public_with_its_article(session, client, dewi, app):
    article = make_article(session, at=utc_now(), author=dewi)
    session.commit()
    picture = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(picture, "PNG")
    at_desk(session, client, dewi)
    picture.seek(0)
    sent = post(client, f"/admin/articles/{article.id}/add_picture", {"picture": (picture, "foto.png")})
    assert sent.status_code == 302
    kept = session.scalars(select(ArticlePicture)).one()
    assert client.get(f"/help/picture/{kept.id}").mimetype == "image/jpeg"
    assert app.test_client().get(f"/help/picture/{kept.id}").status_code == 404


def test_an_instruction_is_a_page_to_print(session, app, dewi):
    version = session.scalars(select(ArticleVersion)).one()
    article = session.get(Article, version.article_id)
    with app.test_request_context():
        page = article_page(session, article, version)
    assert "SOP meja dukungan" in page
    assert "<h2 id=" in page


def test_what_no_font_has_is_a_box_in_a_printed_article_and_lookalikes_stay_text(session, app, dewi):
    version = session.scalars(select(ArticleVersion)).one()
    version.body = "한국 ＜script＞ ≮b≯ &lt;i&gt;"
    article = session.get(Article, version.article_id)
    with app.test_request_context():
        page = article_page(session, article, version)
    assert "□□" in page
    assert "한" not in page
    assert not {"<script", "<i>"} & set(page.split("<main", 1)[-1].split())
