"""The customer's stars: once per visit, editable for a day, kindly refused afterwards."""

import re
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import Invalid, NotFound
from app.models.access_links import AccessLink
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.rating import LOW_STARS, RatingStars, VisitRating
from tests.factories import NOW, make_assignment, make_company, make_cs, make_technician, make_visit
from workflows.quiet_hours import next_allowed_moment
from workflows.ratings import LinkExpired, RatingTooLate, follow_up_rating, remind_about_rating, submit_rating
from workflows.visits import close_visit


@pytest.fixture
def closed(session):
    """A visit of Budi and Sari, opened and closed by Dewi; its rating link."""
    make_company(session)
    dewi = make_cs(session)
    visit = make_visit(session, created_by_id=dewi.id)
    team = [make_technician(session, name) for name in ("Budi", "Sari")]
    for person in team:
        make_assignment(session, visit, person)
    visit.status = "DONE"
    session.flush()
    close_visit(session, visit_id=visit.id, actor=dewi, now=NOW)
    link = session.scalars(select(AccessLink).where(AccessLink.visit_id == visit.id)).one()
    return visit, team, dewi, link


def stars_for(team, dewi, value=5):
    return {**{("TECHNICIAN", person.id): value for person in team}, ("CS", dewi.id): value}


def test_closing_emits_the_rating_link(closed, session):
    visit, _team, _dewi, link = closed
    emitted = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "rating.invited")).one()
    assert emitted.payload == {"visit_id": visit.id, "link_id": link.id}
    assert link.expires_at == NOW + timedelta(days=14)


def test_everyone_on_the_sheet_gets_stars_once(closed, session):
    visit, team, dewi, link = closed
    submit_rating(session, token=link.token, stars=stars_for(team, dewi, 4), comment=" Rapi ", now=NOW)
    submit_rating(
        session,
        token=link.token,
        stars=stars_for(team, dewi, 5),
        comment="Rapi\u202e sekali ",
        now=NOW + timedelta(hours=23),
    )
    rating = session.scalars(select(VisitRating).where(VisitRating.visit_id == visit.id)).one()
    assert (rating.comment, rating.submitted_at, rating.edited_at) == ("Rapi sekali", NOW, NOW + timedelta(hours=23))
    assert session.scalars(select(RatingStars.stars).where(RatingStars.rating_id == rating.id)).all() == [5, 5, 5]


@pytest.mark.parametrize(
    ("before", "followed_up", "after", "status", "step"),
    [
        (3, False, 2, "LOW", "worsen"),
        (2, False, 3, "FINE", "improve"),
        (2, True, 3, "FINE", "improve"),
        (2, True, 1, "LOW", "worsen"),
        (2, True, 2, "FOLLOWED_UP", None),
        (1, True, 2, "FOLLOWED_UP", None),
        (2, False, 1, "LOW", None),
        (3, False, 5, "FINE", None),
    ],
)
def test_a_change_of_mind_is_a_step_of_the_flow(closed, session, before, followed_up, after, status, step):
    """A low rating is a task; what was followed up stays so unless it becomes worse. The audit log tells each step."""
    _visit, team, dewi, link = closed
    rating = submit_rating(session, token=link.token, stars=stars_for(team, dewi, before), comment="", now=NOW)
    assert rating.status == ("LOW" if before <= LOW_STARS else "FINE")
    if followed_up:
        follow_up_rating(session, rating_id=rating.id, actor=dewi, now=NOW, note="Sudah ditelepon")
    later = NOW + timedelta(hours=1)
    submit_rating(session, token=link.token, stars=stars_for(team, dewi, after), comment="", now=later)
    session.refresh(rating)
    assert (rating.status, rating.lowest_stars, rating.edited_at) == (status, after, later)
    told = select(AuditEntry.action).where(
        AuditEntry.thing == "visit_ratings", AuditEntry.action.in_(("worsen", "improve"))
    )
    assert session.scalars(told).all() == ([step] if step else [])


def test_after_a_day_the_rating_stands(closed, session):
    _visit, team, dewi, link = closed
    submit_rating(session, token=link.token, stars=stars_for(team, dewi), comment="", now=NOW)
    with pytest.raises(RatingTooLate):
        submit_rating(
            session, token=link.token, stars=stars_for(team, dewi, 1), comment="", now=NOW + timedelta(hours=24)
        )


def test_missing_strange_and_foreign_stars_are_refused(closed, session):
    _visit, team, dewi, link = closed
    stars = stars_for(team, dewi)
    for wrong in ({}, {**stars, ("CS", dewi.id): 6}, {**stars, ("TECHNICIAN", dewi.id): 5}):
        with pytest.raises(Invalid):
            submit_rating(session, token=link.token, stars=wrong, comment="", now=NOW)
    assert session.scalars(select(VisitRating)).all() == []


def test_expired_and_unknown_links_say_so(closed, session):
    _visit, team, dewi, link = closed
    with pytest.raises(LinkExpired):
        submit_rating(session, token=link.token, stars=stars_for(team, dewi), comment="", now=NOW + timedelta(days=15))
    with pytest.raises(NotFound):
        submit_rating(session, token="x" * 32, stars={}, comment="", now=NOW)


def test_one_reminder_after_a_day_and_none_once_rated(closed, session):
    _visit, team, dewi, link = closed
    link.created_at = NOW
    session.flush()
    assert remind_about_rating(session, now=NOW + timedelta(hours=23)) == 0
    assert remind_about_rating(session, now=NOW + timedelta(hours=25)) == 1
    assert remind_about_rating(session, now=NOW + timedelta(hours=49)) == 0
    link.reminded_at = None
    submit_rating(session, token=link.token, stars=stars_for(team, dewi), comment="", now=NOW)
    assert remind_about_rating(session, now=NOW + timedelta(hours=49)) == 0


@pytest.mark.parametrize(("early", "sent"), [(timedelta(microseconds=1), 0), (timedelta(0), 1)])
def test_the_reminder_goes_when_its_hours_are_over(closed, session, early, sent):
    _visit, _team, _dewi, link = closed
    link.created_at = NOW
    session.flush()
    assert remind_about_rating(session, now=NOW + timedelta(hours=24) - early) == sent


@pytest.mark.parametrize(
    ("utc", "polite_utc"),
    [
        ("03:00", "03:00"),
        ("12:59", "12:59"),
        ("13:00", "01:00+1"),
        ("18:00", "01:00+1"),
        ("00:59", "01:00"),
        ("01:00", "01:00"),
    ],
)
def test_nobody_is_written_to_at_night(utc, polite_utc):
    def at(clock):
        hour, minute = clock[:5].split(":")
        return NOW.replace(hour=int(hour), minute=int(minute)) + timedelta(days=1 if clock.endswith("+1") else 0)

    polite = next_allowed_moment(at(utc), zone="Asia/Jakarta", quiet_from=time(20), quiet_until=time(8))
    assert polite == at(polite_utc)


def test_the_page_takes_stars_without_login_or_script(closed, session, client):
    _visit, team, dewi, link = closed
    link.expires_at = utc_now() + timedelta(days=1)
    page = client.get(f"/rating/{link.token}")
    assert page.status_code == 200
    hidden = dict(re.findall(r'name="(csrf_token|idempotency_key)" value="([^"]+)"', page.text))
    short = client.post(f"/rating/{link.token}", data=hidden)
    assert short.status_code == 422
    assert "Pilih 1 sampai 5 bintang" in short.text
    stars = {f"stars-technician-{person.id}": "5" for person in team} | {f"stars-cs-{dewi.id}": "4"}
    for _tap in range(2):
        assert client.post(f"/rating/{link.token}", data={**hidden, **stars, "comment": "Bagus"}).status_code == 303
    assert len(session.scalars(select(VisitRating)).all()) == 1
    assert "masih dapat mengubahnya" in client.get(f"/rating/{link.token}").text


def test_the_page_is_kind_about_bad_links(client, closed, session):
    link = closed[3]
    link.expires_at = utc_now() - timedelta(days=1)
    assert client.get(f"/rating/{link.token}").status_code == 410
    assert client.get("/rating/unknown").status_code == 404
