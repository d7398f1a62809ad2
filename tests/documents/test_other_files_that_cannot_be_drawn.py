"""Articles, readiness, promises and monthly reports that cannot be drawn wait on a work queue."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.core.identifiers import new_token, sha256
from app.jobs.documents.articles import draw_articles
from app.jobs.documents.drawing import Waiting, draw_waiting
from app.jobs.documents.emergency_card import draw_emergency_card
from app.jobs.documents.maintenance_month import draw_maintenance_month
from app.jobs.documents.readiness import draw_readiness
from app.jobs.documents.service_levels import draw_sla
from app.jobs.documents.support_month import draw_support_month
from app.jobs.documents.tickets import draw_tickets
from app.models.accounts.user import Role
from app.models.company import Company
from app.models.files.document import StoredFile
from app.models.files.undrawn_file import DrawnKind, UndrawnFile, UndrawnStatus
from app.models.help.article import Article, ArticlePicture, ArticleStatus, ArticleVersion
from app.models.on_call.schedule import EmergencyContact
from app.models.support.monthly import SupportMonth
from integrations.storage import StorageDown
from tests.factories import NOW, make_company, make_cs, make_user
from tests.help.writing import make_published
from tests.releases.test_readiness import make_everything_ready, prepared
from tests.support.people import sign_in, submit
from tests.support_desk.desk import make_ticket
from workflows.documents import store_file
from workflows.documents.list_unrendered import MOST_TRIES
from workflows.help import archive_article
from workflows.releases.readiness import approve_release
from workflows.support import order_print
from workflows.work_queues import count_waiting

Job = Callable[[], None]
JOBS: dict[DrawnKind, Job] = {
    DrawnKind.ARTICLE: draw_articles,
    DrawnKind.READINESS: draw_readiness,
    DrawnKind.SERVICE_LEVELS: draw_sla,
    DrawnKind.SUPPORT_MONTH: draw_support_month,
    DrawnKind.MAINTENANCE_MONTH: draw_maintenance_month,
    DrawnKind.TICKET: draw_tickets,
    DrawnKind.EMERGENCY_CARD: draw_emergency_card,
}


@pytest.fixture(autouse=True)
def without_the_first_articles(session: Session) -> None:
    session.execute(update(Article).values(status=ArticleStatus.ARCHIVED))


@pytest.fixture
def waiting(session: Session) -> None:
    """One PDF of each kind waits, and the company's logo is gone from the storage."""
    make_published(session, at=NOW)
    release, nadia = prepared(session)
    made = make_user(session, "Made", Role.MANAGER)
    make_everything_ready(session, release, nadia)
    for person in (nadia, made):
        approve_release(session, release_id=release.id, actor=person, now=NOW)
    ticket = make_ticket(session, at=NOW)
    order_print(session, ticket_id=ticket.id, with_notes=False, actor=make_cs(session, "Sinta"), now=NOW)
    session.add(EmergencyContact(name="Dimas", duty="Infrastruktur", phone_e164="+628119000101"))
    lose_the_logo(session)


def lose_the_logo(session: Session) -> None:
    make_company(session).logo_file_id = lost_file(session).id


def lost_file(session: Session) -> StoredFile:
    return store_file(session, StorageObject(new_token(), sha256("x"), 9, "image/png", "logo.png"), actor=None)


def run(app: Flask, session: Session, *kinds: DrawnKind) -> None:
    session.commit()
    with app.app_context():
        for kind in kinds or JOBS:
            JOBS[kind]()
    session.expire_all()


def rows(session: Session, status: UndrawnStatus = UndrawnStatus.OPEN) -> dict[str, tuple[int, bool]]:
    found = session.scalars(select(UndrawnFile).where(UndrawnFile.status == status))
    return {str(one.kind): (one.tries, "penyimpanan" in one.error) for one in found}


def test_each_kind_is_tried_a_while_and_then_waits_with_its_reason(app: Flask, session: Session, waiting: None) -> None:
    for _ in range(MOST_TRIES + 1):
        run(app, session)
    assert rows(session) == {str(kind): (MOST_TRIES, True) for kind in DrawnKind}
    assert count_waiting(session, ["undrawn_files"], now=NOW) == {"undrawn_files": len(DrawnKind)}


def test_it_stands_at_home_and_try_again_draws_it(
    app: Flask, session: Session, client: FlaskClient, waiting: None
) -> None:
    for _ in range(MOST_TRIES):
        run(app, session)
    session.get_one(Company, 1).logo_file_id = None
    run(app, session)
    assert len(rows(session)) == len(DrawnKind), "nobody tries by themselves any more"
    sign_in(client, make_cs(session, "Dewi Antrean"))
    home = client.get("/admin/").text
    assert "PDF belum dapat dibuat" in home
    assert "tidak ada di penyimpanan" in home
    for one in session.scalars(select(UndrawnFile)):
        page = f"/admin/undrawn-files/details/?id={one.id}"
        assert submit(client, page, to=f"/admin/undrawn-files/{one.id}/retry").status_code == 302
    run(app, session)
    assert rows(session) == {}
    assert set(rows(session, UndrawnStatus.DONE)) == {str(kind) for kind in DrawnKind}
    assert session.scalars(select(ArticleVersion.pdf_file_id).where(ArticleVersion.pdf_file_id.is_not(None))).one()


def test_what_nobody_needs_any_more_leaves_the_queue(app: Flask, session: Session) -> None:
    article = make_published(session, at=NOW)
    lose_the_logo(session)
    run(app, session, DrawnKind.ARTICLE)
    assert rows(session) == {"ARTICLE": (1, True)}
    archive_article(session, article_id=article.id, actor=make_cs(session, "Sinta"), now=NOW)
    run(app, session, DrawnKind.ARTICLE)
    assert rows(session) == {}


def test_another_content_is_tried_anew(app: Flask, session: Session) -> None:
    lose_the_logo(session)
    for _ in range(MOST_TRIES):
        run(app, session, DrawnKind.SERVICE_LEVELS)
    stuck = session.scalars(select(UndrawnFile)).one()
    stuck.digest = "of other promises"
    run(app, session, DrawnKind.SERVICE_LEVELS)
    assert rows(session) == {"SERVICE_LEVELS": (1, True)}


def test_one_that_fails_keeps_no_other_waiting(app: Flask, session: Session) -> None:
    make_company(session)
    bad = make_published(session, at=NOW, title="Gambar hilang", body="![x](gambar:0)")
    version = session.get_one(ArticleVersion, bad.published_version_id)
    picture = ArticlePicture(article_id=bad.id, file_id=lost_file(session).id)
    session.add(picture)
    session.flush()
    version.body = f"![x](gambar:{picture.id})"
    good = make_published(session, at=NOW, title="Baik")
    run(app, session, DrawnKind.ARTICLE)
    assert session.get_one(ArticleVersion, good.published_version_id).pdf_file_id is not None
    assert session.scalars(select(UndrawnFile.title)).all() == ["Gambar hilang"]


def test_a_month_that_could_not_be_drawn_is_drawn_later(app: Flask, session: Session) -> None:
    make_company(session)
    stuck = UndrawnFile(kind=DrawnKind.SUPPORT_MONTH, subject_id=202608, title="2026-08", error="-", tries=1)
    session.add(stuck)
    run(app, session, DrawnKind.SUPPORT_MONTH)
    months = session.scalars(select(SupportMonth.month).order_by(SupportMonth.month)).all()
    assert [f"{month:%Y-%m}" for month in months] == ["2026-08", "2026-10"]
    assert rows(session) == {}


def test_a_storage_that_is_away_uses_up_no_try_and_holds_the_rest_back(app: Flask, session: Session) -> None:
    make_company(session)
    session.commit()
    tried: list[int] = []

    def draw(_session: Session, _drawer: object, one: Waiting) -> None:
        tried.append(one.subject_id)
        raise StorageDown("disk")

    with app.app_context():
        for _ in range(MOST_TRIES + 1):
            draw_waiting(DrawnKind.ARTICLE, lambda _session: [Waiting(1, "Satu"), Waiting(2, "Dua")], draw)
    session.expire_all()
    row = session.scalars(select(UndrawnFile)).one()
    assert (row.subject_id, row.tries, row.status) == (1, 0, UndrawnStatus.OPEN)
    assert "Penyimpanan" in row.error
    assert tried == [1] * (MOST_TRIES + 1)
