"""Ratings where people look for them: CS's list, the low ones as tasks, the visit, the person, the KPI, the technician."""

import pytest
from sqlalchemy import select

from app.models.visits.rating import LOW_STARS, RatingStatus, VisitRating
from tests.factories import NOW, make_admin, make_manager, make_sales
from tests.ratings.test_rating import closed, stars_for
from tests.support.people import sign_in
from workflows.ratings import follow_up_rating, submit_rating

__all__ = ["closed"]


@pytest.fixture
def rated(closed, session):
    _visit, team, dewi, link = closed
    stars = {**stars_for(team, dewi, 5), ("TECHNICIAN", team[0].id): LOW_STARS}
    submit_rating(session, token=link.token, stars=stars, comment="Datang terlambat", now=NOW)
    return closed


def rating_of(session) -> VisitRating:
    session.expire_all()
    return session.scalars(select(VisitRating)).one()


@pytest.mark.parametrize(
    ("stars", "status"),
    [(LOW_STARS - 1, RatingStatus.LOW), (LOW_STARS, RatingStatus.LOW), (LOW_STARS + 1, RatingStatus.FINE)],
)
def test_a_low_rating_is_a_task(closed, session, stars, status):
    _visit, team, dewi, link = closed
    given = {**stars_for(team, dewi, 5), ("CS", dewi.id): stars}
    submit_rating(session, token=link.token, stars=given, comment="", now=NOW)
    assert (rating_of(session).status, rating_of(session).lowest_stars) == (status, stars)


def test_a_customer_who_thinks_better_of_it_ends_the_task(rated, session):
    _visit, team, dewi, link = rated
    submit_rating(session, token=link.token, stars=stars_for(team, dewi, 4), comment="Ternyata baik", now=NOW)
    assert rating_of(session).status == RatingStatus.FINE


def test_what_was_followed_up_is_a_task_again_only_when_it_becomes_worse(rated, session):
    _visit, team, dewi, link = rated
    follow_up_rating(session, rating_id=rating_of(session).id, actor=dewi, now=NOW, note="Sudah ditelepon")
    same = {**stars_for(team, dewi, 5), ("TECHNICIAN", team[0].id): LOW_STARS}
    submit_rating(session, token=link.token, stars=same, comment="Masih kecewa", now=NOW)
    assert rating_of(session).status == RatingStatus.FOLLOWED_UP
    submit_rating(session, token=link.token, stars=stars_for(team, dewi, 1), comment="", now=NOW)
    assert rating_of(session).status == RatingStatus.LOW


def test_cs_reads_the_recap_and_marks_a_low_one_as_followed_up(app, client, rated, session):
    visit, _team, dewi, _link = rated
    app.config["WTF_CSRF_ENABLED"] = False
    desk = sign_in(client, dewi)
    page = desk.get("/admin/ratings/").text
    for part in (visit.number, "Budi 2 ★", "(CS) 5 ★", "Datang terlambat"):
        assert part in page
    assert "Penilaian rendah" in desk.get("/admin/").text
    number = rating_of(session).id
    sent = {"note": "Sudah ditelepon", "idempotency_key": "follow-0000001"}
    assert desk.post(f"/admin/ratings/{number}/follow_up", data=sent).status_code == 302
    app.config["WTF_CSRF_ENABLED"] = True
    assert rating_of(session).follow_up_note == "Sudah ditelepon"


def test_the_recap_is_exported_with_stars_and_the_whole_comment(client, rated, session):
    _visit, team, dewi, link = rated
    comment = f"Datang terlambat, {'lalu ' * 60}selesai"
    stars = {**stars_for(team, dewi, 5), ("TECHNICIAN", team[0].id): LOW_STARS}
    submit_rating(session, token=link.token, stars=stars, comment=comment, now=NOW)
    session.commit()
    sheet = sign_in(client, dewi).get("/admin/ratings/export/csv/")
    assert sheet.status_code == 200
    assert f'"Budi 2 ★, Sari 5 ★, Dewi (CS) 5 ★",2,"{comment}"' in sheet.text


def test_sales_does_not_read_the_recap(client, rated, session):
    assert sign_in(client, make_sales(session)).get("/admin/ratings/").status_code == 403


def test_visit_and_person_show_the_comment(client, rated, session):
    visit, team, dewi, _link = rated
    desk = sign_in(client, dewi)
    assert "Datang terlambat" in desk.get(f"/admin/visits/details/?id={visit.id}").text
    assert "2 ★ Datang terlambat" in desk.get(f"/admin/users/details/?id={team[0].id}").text


def test_the_kpi_shows_comments(client, rated, session):
    assert "Datang terlambat" in sign_in(client, make_manager(session)).get("/admin/kpi/").text


def test_technicians_see_their_own_and_nobody_elses(app, client, rated, session):
    _visit, (budi, sari), _dewi, _link = rated
    own = sign_in(client, budi).get("/technician/ratings").text
    assert "2 ★" in own
    assert "Datang terlambat" in own
    other = sign_in(app.test_client(), sari).get("/technician/ratings").text
    assert "5 ★" in other
    assert "2 ★" not in other
    assert sign_in(app.test_client(), make_admin(session)).get("/technician/ratings").status_code in {302, 403}
