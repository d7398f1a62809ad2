"""A version is live since the moment it was first said to be."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.releases import Release
from tests.factories import NOW
from workflows.releases import note_live_release


def test_second_start_of_a_version_does_not_move_its_moment(session: Session) -> None:
    for moment in (NOW, NOW + timedelta(hours=3)):
        note_live_release(session, system="sigap", version="1.0.0", now=moment)
    release = session.scalars(select(Release)).one()
    assert release.live_at == NOW
    assert str(release) == "sigap 1.0.0"


def test_prepared_version_goes_live_when_it_is_first_started(session: Session) -> None:
    session.add(Release(system="sigap", version="1.1.0", commit="ab12"))
    session.flush()
    note_live_release(session, system="sigap", version="1.1.0", now=NOW)
    release = session.scalars(select(Release).execution_options(populate_existing=True)).one()
    assert (release.live_at, release.commit) == (NOW, "ab12")
