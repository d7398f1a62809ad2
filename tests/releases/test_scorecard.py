"""What a release has brought, line by line against its target; and the survey behind one of the lines."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin_views.releases.scorecard import words_of
from app.core.errors import DomainError
from app.models.accounts.user import Role
from app.models.monitoring.check import Check, CheckPeriod, PeriodKind
from app.models.monitoring.traffic import COUNTED, RequestMinute
from app.models.releases.after_release import Measure
from app.models.releases.release import Release, ReleaseStatus
from app.models.releases.survey import NpsAnswer
from tests.factories import NOW, make_user
from tests.releases.test_release_desk import fields_of
from tests.support.logins import log_in
from workflows.releases.after_release import Score, nps_of, read_scorecard
from workflows.releases.survey import answer_nps, is_nps_asked

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("measure", "target", "actual", "met"),
    [
        (Measure.ERROR_RATE, 0.001, 0.0009, True),
        (Measure.ERROR_RATE, 0.001, 0.001, False),
        (Measure.MEAN_MS, 2000, 1999.9, True),
        (Measure.MEAN_MS, 2000, 2000, False),
        (Measure.NPS, 50, 50, False),
        (Measure.NPS, 50, 50.1, True),
        (Measure.NPS, 50, None, None),
        (Measure.TICKETS, -0.2, -0.19, False),
        (Measure.TICKETS, -0.2, -0.2, True),
        (Measure.UPTIME, 0.999, 0.9989, False),
        (Measure.UPTIME, 0.999, 0.999, True),
    ],
)
def test_a_line_is_met_from_its_edge_on(measure: Measure, target: float, actual: float | None, met: bool) -> None:
    assert Score(measure, target, actual, 1).is_met is met


@pytest.mark.parametrize(
    ("scores", "nps"), [([], None), ([0, 6, 7, 8, 9, 10], 0), ([10, 9, 9, 8], 75), ([6], -100), ([7, 8], 0)]
)
def test_the_nps_is_promoters_less_detractors(scores: list[int], nps: float | None) -> None:
    assert nps_of(scores) == nps


def test_a_scorecard_measures_the_release_alone_and_against_the_days_before(session: Session) -> None:
    release = Release(system="sigap", version="1.0.0", status=ReleaseStatus.LIVE, live_at=NOW - 2 * DAY)
    check = Check(name="Portal", kind="HTTP", created_at=NOW - 9 * DAY)
    wati = make_user(session, "Wati", Role.MEMBER)
    session.add_all([release, check])
    session.flush()
    for version, errors in (("0.9.0", 50), ("1.0.0", 1)):
        zero = dict.fromkeys(COUNTED, 0)
        counted = zero | {"total": 2000, "sum_ms": 500_000}
        session.add(RequestMinute(minute=NOW - DAY, route="/", method="GET", release=version, errors=errors, **counted))
    for began, over in ((-3 * DAY, timedelta(hours=1) - 2 * DAY), (-DAY, timedelta(hours=1) - DAY)):
        session.add(CheckPeriod(check_id=check.id, kind=PeriodKind.DOWN, started_at=NOW + began, ended_at=NOW + over))
    session.add(NpsAnswer(user_id=wati.id, score=9, created_at=NOW - DAY))
    session.add(NpsAnswer(user_id=wati.id, score=0, created_at=NOW - 3 * DAY))
    session.flush()
    card = read_scorecard(session, release, now=NOW)
    assert card is not None
    found = {one.measure: (one.actual, one.n) for one in card.scores}
    assert found[Measure.UPTIME] == (pytest.approx(1 - 2 / 48), 1)
    assert found[Measure.MEAN_MS] == (250, 2000)
    assert found[Measure.ERROR_RATE] == (0.0005, 2000)
    assert found[Measure.NPS] == (100, 1)
    assert found[Measure.TICKETS] == (None, 0)
    release.live_at = None
    assert read_scorecard(session, release, now=NOW) is None


def test_members_are_asked_rarely_and_answer_once(session: Session) -> None:
    wati = make_user(session, "Wati", Role.MEMBER, created_at=NOW - 7 * DAY)
    newcomer = make_user(session, "Rudi", Role.MEMBER, created_at=NOW - 6 * DAY)
    staff = make_user(session, "Dewi", Role.CS, created_at=NOW - 70 * DAY)
    assert [is_nps_asked(session, user=one, now=NOW) for one in (wati, newcomer, staff)] == [True, False, False]
    with pytest.raises(DomainError):
        answer_nps(session, actor=wati, score=11, comment="", now=NOW)
    answer_nps(session, actor=wati, score=None, comment=" lain kali ", now=NOW)
    with pytest.raises(DomainError):
        answer_nps(session, actor=wati, score=5, comment="", now=NOW + 89 * DAY)
    assert is_nps_asked(session, user=wati, now=NOW + 90 * DAY)
    answer_nps(session, actor=wati, score=10, comment=" cepat ", now=NOW + 90 * DAY)
    assert session.execute(select(NpsAnswer.score, NpsAnswer.comment).order_by(NpsAnswer.id)).all() == [
        (None, "lain kali"),
        (10, "cepat"),
    ]


def test_the_portal_asks_and_then_is_quiet(client: FlaskClient, session: Session) -> None:
    wati = make_user(session, "Wati", Role.MEMBER, created_at=NOW - 70 * DAY)
    log_in(client, wati)
    action, sent = fields_of(client.get("/portal/").text, "/portal/nps")
    answer = client.post(action, data=sent | {"score": "9", "comment": "cepat"}, follow_redirects=True).text
    assert "Terima kasih." in answer
    assert "Seberapa mungkin" not in answer
    assert session.scalars(select(NpsAnswer.score)).all() == [9]


def test_the_page_shows_the_watch_and_the_card(client: FlaskClient, session: Session) -> None:
    release = Release(system="sigap", version="1.0.0", status=ReleaseStatus.LIVE, percent=100, live_at=NOW - DAY)
    session.add(release)
    session.flush()
    log_in(client, make_user(session, "Nadia", Role.DEVOPS))
    page = client.get(f"/admin/releases/details/?id={release.id}").text
    assert "Rapor rilis" in page
    assert "Diawasi sampai" in page
    assert client.get("/admin/change-calendar/").status_code == 200
    assert client.get("/admin/freeze-windows/").status_code == 200


@pytest.mark.parametrize(("change", "words"), [(0.10956, "naik 11 %"), (-0.2, "turun 20 %")])
def test_a_change_of_tickets_is_said_with_its_direction(app: Flask, change: float, words: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "id"}):
        assert words_of(Score(Measure.TICKETS, -0.2, change, 26)) == words
