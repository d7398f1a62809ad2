"""Writing, reviewing and finding articles."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import Invalid, NotAllowed, NotAvailable
from app.core.text.markdown import render_markdown
from app.models.accounts.user import Role
from app.models.help.article import Article, ArticleStatus, ArticleVersion
from app.models.help.article_flow import HasTranslation, OwnText
from app.models.help.searches import GapStatus, HelpGap, HelpSynonym
from app.models.support.ticket import TicketKind
from tests.factories import make_admin, make_company, make_cs, make_customer, make_technician, make_user
from tests.help.writing import make_article, make_published, publish
from tests.support_desk.desk import make_ticket
from workflows.help import (
    ArticleText,
    approve_article,
    archive_article,
    connect_gap,
    count_votes,
    draft_from_ticket,
    edit_article,
    find_articles,
    find_by_address,
    find_translation,
    list_beside_ticket,
    list_help,
    note_search,
    restore_article,
    save_synonym,
    submit_article,
    translate_article,
    vote_on_article,
    write_article_for_gap,
)


def titles(session, words, locale="id", **more):
    return [one.published.title for one in find_articles(session, words, locale, now=utc_now(), **more).articles]


def test_a_second_person_reviews_what_readers_get(session) -> None:
    now, dewi, admin = utc_now(), make_cs(session), make_admin(session)
    article = make_article(session, at=now, author=dewi)
    session.flush()
    assert titles(session, "bocor") == []
    submit_article(session, article_id=article.id, actor=dewi, now=now)
    with pytest.raises(OwnText):
        approve_article(session, article_id=article.id, actor=dewi, now=now)
    approve_article(session, article_id=article.id, actor=admin, now=now)
    assert titles(session, "kebocoran AC") == ["AC bocor atau menetes"]


def test_readers_keep_the_published_version_until_the_next_is_approved(session) -> None:
    now = utc_now()
    article = make_published(session, at=now)
    text = ArticleText(title="AC menetes", body="Panggil teknisi.")
    article = edit_article(session, article, text=text, actor=make_cs(session), now=now)
    assert (article.status, article.published.title) == (ArticleStatus.DRAFT, "AC bocor atau menetes")
    assert titles(session, "bocor") == ["AC bocor atau menetes"]
    publish(session, article, at=now)
    assert (titles(session, "teknisi"), titles(session, "menetes")) == (["AC menetes"], ["AC menetes"])
    numbers = session.scalars(select(ArticleVersion.number).where(ArticleVersion.article_id == article.id))
    assert sorted(numbers) == [1, 2]


def test_settings_alone_write_no_version(session) -> None:
    now = utc_now()
    article = make_published(session, at=now)
    text = ArticleText(title=article.title, body=article.body, is_internal=True)
    assert edit_article(session, article, text=text, actor=make_cs(session), now=now).status == "PUBLISHED"
    assert (titles(session, "bocor"), titles(session, "bocor", internal=True)) == ([], ["AC bocor atau menetes"])


def test_a_first_day_that_lies_ahead_is_waited_for(session) -> None:
    now = utc_now()
    article = publish(session, make_article(session, at=now), at=now, publish_at=now + timedelta(days=2))
    assert titles(session, "bocor") == []
    assert find_articles(session, "bocor", "id", now=now + timedelta(days=2)).articles == [article]


def test_a_published_article_cannot_be_put_off(session) -> None:
    now = utc_now()
    article = make_published(session, at=now)
    edit_article(session, article, text=ArticleText(title="AC", body="x"), actor=make_cs(session), now=now)
    submit_article(session, article_id=article.id, actor=make_cs(session), now=now)
    with pytest.raises(Invalid):
        approve_article(
            session, article_id=article.id, actor=make_admin(session), now=now, publish_at=now + timedelta(days=1)
        )


def test_an_archived_article_is_found_by_nobody_and_comes_back_as_a_draft(session) -> None:
    now = utc_now()
    article = make_published(session, at=now)
    archive_article(session, article_id=article.id, actor=make_cs(session), now=now)
    assert titles(session, "bocor") == []
    restored = restore_article(session, article_id=article.id, actor=make_cs(session), now=now)
    assert (restored.status, restored.published_version_id) == (ArticleStatus.DRAFT, None)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SALES, Role.TECHNICIAN])
def test_only_editors_write(session, role) -> None:
    with pytest.raises(NotAllowed):
        make_article(session, at=utc_now(), author=make_user(session, "Tono", role))


def test_an_old_address_still_leads_to_the_article_and_is_not_given_again(session) -> None:
    now = utc_now()
    article = make_published(session, at=now)
    text = ArticleText(title=article.title, body=article.body, slug="AC Menetes!")
    edit_article(session, article, text=text, actor=make_cs(session), now=now)
    assert article.slug == "ac-menetes"
    assert find_by_address(session, slug="ac-bocor-atau-menetes", internal=False, now=now) == article
    assert make_article(session, at=now).slug == "ac-bocor-atau-menetes-2"


def test_a_reader_gets_one_article_in_their_language(session) -> None:
    now, dewi = utc_now(), make_cs(session)
    article = make_published(session, at=now)
    english = translate_article(session, article_id=article.id, actor=dewi, now=now)
    edit_article(
        session, english, text=ArticleText(title="Air conditioner leaks", body="AC.", locale="en"), actor=dewi, now=now
    )
    publish(session, english, at=now)
    assert titles(session, "AC", "en") == ["Air conditioner leaks"]
    assert titles(session, "AC", "id") == ["AC bocor atau menetes"]
    assert find_translation(session, article, now=now) == english
    assert [[one.locale for one in found] for _category, found in list_help(session, locale="en", now=now)] == [["en"]]
    with pytest.raises(HasTranslation):
        translate_article(session, article_id=article.id, actor=dewi, now=now)


def test_an_unfinished_word_and_a_synonym_find(session) -> None:
    make_published(session, at=utc_now(), title="Pendingin ruangan mati", body="Periksa sekering.")
    assert titles(session, "pendi") == ["Pendingin ruangan mati"]
    assert titles(session, "AC rusak") == []
    save_synonym(session, HelpSynonym(), phrase="AC", meaning="pendingin", locale="id")
    assert titles(session, "AC mati") == ["Pendingin ruangan mati"]


def test_some_of_the_words_or_a_misspelling_lead_to_the_nearest(session) -> None:
    make_published(session, at=utc_now(), title="Garansi kompresor", body="Dua tahun.")
    some = find_articles(session, "garansi kulkas dua pintu merah", "id", now=utc_now())
    wrong = find_articles(session, "garansy", "id", now=utc_now())
    assert [(len(found.articles), found.nearest) for found in (some, wrong)] == [(1, True), (1, True)]
    assert find_articles(session, "?!", "id", now=utc_now()).articles == ()


def test_what_was_not_found_becomes_an_article_or_a_synonym(session) -> None:
    now, dewi = utc_now(), make_cs(session)
    for words in ("sewa genset", "Menyewa genset?", "bayar pakai QRIS"):
        note_search(session, words=words, locale="id", found=0, now=now)
    note_search(session, words="AC bocor", locale="id", found=3, now=now)
    genset, qris = session.scalars(select(HelpGap).order_by(HelpGap.id)).all()
    assert (genset.stems, genset.times, qris.times) == ("genset sewa", 2, 1)
    assert write_article_for_gap(session, gap_id=genset.id, actor=dewi, now=now).article.title == "Menyewa genset?"
    connect_gap(session, gap_id=qris.id, actor=dewi, now=now, phrase="QRIS", meaning="cara bayar")
    assert (qris.status, session.scalars(select(HelpSynonym.phrase)).all()) == (GapStatus.ANSWERED, ["qris"])


def test_a_reader_has_one_vote_and_may_change_it(session) -> None:
    article = make_published(session, at=utc_now())
    vote_on_article(session, article_id=article.id, reader="a", helpful=True)
    vote_on_article(session, article_id=article.id, reader="a", helpful=False, reason="Kurang jelas")
    vote_on_article(session, article_id=article.id, reader="b", helpful=True)
    assert count_votes(session, article_id=article.id) == (1, 1)


def test_a_ticket_becomes_a_draft_without_names(session) -> None:
    make_company(session)
    now = utc_now()
    ticket = make_ticket(
        session, at=now, customer=make_customer(session, name="Agus Hartono"), description="Saya Agus, 08123456789."
    )
    draft = draft_from_ticket(session, ticket_id=ticket.id, actor=make_cs(session), now=now)
    assert (draft.status, draft.ticket_id) == (ArticleStatus.DRAFT, ticket.id)
    assert "Agus" not in draft.body
    assert "0812" not in draft.body


def test_instructions_stand_beside_tickets_of_their_kind(session) -> None:
    now = utc_now()
    sop = make_published(session, at=now, title="SOP keluhan", is_internal=True, ticket_kinds=["COMPLAINT"])
    make_published(session, at=now, title="Umum")
    first = "SOP meja dukungan"  # comes with the first start
    beside = [one.title for one in list_beside_ticket(session, kind=TicketKind.COMPLAINT, now=now)]
    assert beside == ["SOP keluhan", first]
    assert sop.is_internal
    assert [one.title for one in list_beside_ticket(session, kind=TicketKind.QUESTION, now=now)] == [first]


def test_markdown_keeps_to_its_allow_list() -> None:
    page = render_markdown(
        "# Judul\n\n<script>x</script> [a](javascript:alert(1)) [b](https://contoh.id)\n\n"
        "![foto](gambar:12) ![luar](https://jahat.id/x.png)\n\n|a|b|\n|-|-|\n|1|2|"
    )
    assert (
        '<img alt="foto" src="/help/picture/12">' in page.html or '<img src="/help/picture/12" alt="foto">' in page.html
    )
    assert "<script" not in page.html
    assert "javascript:" not in page.html.split("<a")[1]
    assert "jahat" not in page.html
    assert "<table>" in page.html
    assert page.contents == (("bagian-1", "Judul"),)


def test_a_technician_may_do_nothing_with_a_draft(session) -> None:
    article = make_article(session, at=utc_now())
    session.flush()
    with pytest.raises(NotAllowed):
        submit_article(session, article_id=article.id, actor=make_technician(session), now=utc_now())
    with pytest.raises(NotAvailable):
        approve_article(session, article_id=article.id, actor=make_admin(session), now=utc_now())
    assert session.get(Article, article.id).status == ArticleStatus.DRAFT


def test_an_instruction_of_staff_is_reviewed_before_everybody_reads_it(session) -> None:
    now = utc_now()
    article = make_published(session, at=now, is_internal=True)
    text = ArticleText(title=article.title, body=article.body)
    with pytest.raises(Invalid) as refused:
        edit_article(session, article, text=text, actor=make_cs(session), now=now)
    assert refused.value.field == "is_internal"
    archive_article(session, article_id=article.id, actor=make_cs(session), now=now)
    article = restore_article(session, article_id=article.id, actor=make_cs(session), now=now)
    article = edit_article(session, article, text=text, actor=make_cs(session), now=now)
    assert titles(session, "bocor") == []
    publish(session, article, at=now)
    assert titles(session, "bocor") == [article.title]


def test_a_security_ticket_becomes_no_article(session) -> None:
    """Every editor reads a draft."""
    make_company(session)
    ticket = make_ticket(session, at=utc_now(), kind="SECURITY")
    with pytest.raises(NotAvailable):
        draft_from_ticket(session, ticket_id=ticket.id, actor=make_admin(session), now=utc_now())
