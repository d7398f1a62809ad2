"""A release whose week of watch is over waits for its verdict on the home of whoever may give it, and of its owner."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models.accounts.user import Role
from app.models.releases.release import Release, ReleaseStatus
from tests.factories import NOW, make_user
from tests.support.logins import log_in
from workflows.releases.after_release import WATCH
from workflows.work_queues import count_waiting, list_waiting


def test_it_waits_from_the_moment_the_week_is_over(session: Session) -> None:
    nadia = make_user(session, "Nadia", Role.DEVOPS)
    fajar, tono = make_user(session, "Fajar", Role.DEVELOPER), make_user(session, "Tono", Role.DEVELOPER)
    for version, age, status in (
        ("1.1.0", WATCH + timedelta(minutes=1), ReleaseStatus.LIVE),
        ("1.2.0", WATCH, ReleaseStatus.LIVE),
        ("1.0.0", 2 * WATCH, ReleaseStatus.DONE),
    ):
        session.add(Release(system="sigap", version=version, status=status, live_at=NOW - age, owner_id=fajar.id))
    session.flush()
    seen = {
        person.name: count_waiting(session, ["watched_releases"], now=NOW, user=person)
        for person in (nadia, fajar, tono)
    }
    assert [one["watched_releases"] for one in seen.values()] == [1, 1, 0]
    assert [one.version for one in list_waiting(session, "watched_releases", now=NOW, user=nadia)] == ["1.1.0"]


def test_the_home_of_devops_names_it(client: FlaskClient, session: Session) -> None:
    nadia = make_user(session, "Nadia", Role.DEVOPS)
    session.add(
        Release(system="sigap", version="1.1.0", status=ReleaseStatus.LIVE, live_at=NOW - 2 * WATCH, owner_id=nadia.id)
    )
    log_in(client, nadia)
    home = client.get("/admin/").text
    assert "Pengawasan rilis menunggu penilaian" in home
    assert "sigap 1.1.0" in home
