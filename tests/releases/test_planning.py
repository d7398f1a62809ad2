"""Freezes, the change calendar, followers, and files that show what was ticked."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.jobs.outbox.messages import MESSAGE_BUILDERS
from app.jobs.outbox.messages.message import OutgoingMessage
from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import Channel, OutboxMessage
from app.models.releases.calendar import FreezeWindow, InFreeze, NoFreeze
from app.models.releases.readiness import ReleaseItem
from app.models.releases.release import Release, ReleaseStatus
from app.releases.rollout.control import NotNow
from app.releases.rollout.record import require_go
from tests.factories import NOW, make_user
from tests.releases.test_readiness import prepared
from workflows.releases.planning import allow_in_freeze, follow_release, list_changes_between, unfollow_release
from workflows.releases.readiness import roll_back_release, start_release, tick_item, untick_item

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def ready(session: Session, system: str = "widi") -> tuple[Release, object, object]:
    release = Release(system=system, version="2.0.0", status=ReleaseStatus.READY)
    session.add(release)
    session.flush()
    return release, make_user(session, "Nadia", Role.DEVOPS), make_user(session, "Fajar", Role.MANAGER)


def told(app: Flask, session: Session) -> list[OutgoingMessage]:
    """On our own pages, of each step."""
    messages = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "release.moved"))
    with app.app_context():
        found = [one for message in messages.all() for one in MESSAGE_BUILDERS[message.kind](session, message)]
    return [one for one in found if one.channel == Channel.IN_APP]


def freeze(session: Session, system: str = "", since: timedelta = -DAY, until: timedelta = DAY) -> None:
    session.add(FreezeWindow(name="Lebaran", system=system, starts_at=NOW + since, ends_at=NOW + until))
    session.flush()


@pytest.mark.parametrize(
    ("system", "since", "until", "frozen"),
    [
        ("", -DAY, DAY, True),
        ("", -DAY, timedelta(0), False),
        ("", SECOND, DAY, False),
        ("", timedelta(0), SECOND, True),
        ("sigap", -DAY, DAY, False),
        ("widi", -DAY, DAY, True),
    ],
)
def test_a_freeze_holds_its_system_within_its_time(
    session: Session, system: str, since: timedelta, until: timedelta, frozen: bool
) -> None:
    release, nadia, _ = ready(session)
    freeze(session, system, since, until)
    if frozen:
        with pytest.raises(InFreeze):
            start_release(session, release_id=release.id, actor=nadia, now=NOW)
    else:
        assert start_release(session, release_id=release.id, actor=nadia, now=NOW).percent == 10
        release.status = ReleaseStatus.READY
        session.flush()
        with pytest.raises(NoFreeze):
            allow_in_freeze(session, release_id=release.id, actor=nadia, reason="-", now=NOW)


def test_whoever_allows_it_does_not_start_it(session: Session) -> None:
    release, nadia, fajar = ready(session)
    freeze(session)
    allow_in_freeze(session, release_id=release.id, actor=nadia, reason="celah keamanan", now=NOW)
    with pytest.raises(InFreeze):
        start_release(session, release_id=release.id, actor=nadia, now=NOW)
    allow_in_freeze(session, release_id=release.id, actor=fajar, reason="celah keamanan", now=NOW)
    assert start_release(session, release_id=release.id, actor=nadia, now=NOW).status == ReleaseStatus.ROLLING
    said = select(AuditEntry.changes).where(AuditEntry.action == "allow_in_freeze")
    assert [one["reason"] for one in session.scalars(said)] == ["celah keamanan"] * 2


def test_the_command_at_the_machine_keeps_to_the_freeze_too(app: Flask, session: Session) -> None:
    release, nadia, _ = ready(session, "sigap")
    freeze(session)
    session.commit()
    with app.app_context(), pytest.raises(NotNow, match="masa beku"):
        require_go("2.0.0")
    allow_in_freeze(session, release_id=release.id, actor=nadia, reason="mendesak", now=NOW)
    session.commit()
    with app.app_context():
        require_go("2.0.0")


def test_the_calendar_holds_what_changes_in_order(session: Session) -> None:
    freeze(session, "widi", DAY, 2 * DAY)
    live = Release(system="sigap", version="1.0.0", status=ReleaseStatus.DONE, live_at=NOW - DAY)
    planned = Release(system="widi", version="2.0.0", planned_date=(NOW + 3 * DAY).date())
    cancelled = Release(system="widi", version="3.0.0", planned_date=NOW.date(), status=ReleaseStatus.CANCELLED)
    session.add_all([live, planned, cancelled])
    session.flush()
    known = {"since": NOW - 14 * DAY, "until": NOW + 60 * DAY, "zone": ZoneInfo("Asia/Jakarta")}
    found = list_changes_between(session, **known)
    assert [(one.kind, one.words) for one in found] == [
        ("live", "sigap 1.0.0"),
        ("freeze", "Lebaran (widi)"),
        ("planned", "widi 2.0.0"),
    ]


def test_who_follows_is_told_of_each_step_until_they_stop(app: Flask, session: Session) -> None:
    release, nadia, fajar = ready(session)
    for person in (nadia, fajar):
        follow_release(session, release_id=release.id, actor=person, now=NOW)
    start_release(session, release_id=release.id, actor=nadia, now=NOW)
    session.commit()
    assert {(one.user.name, str(one.facts["status"])) for one in told(app, session)} == {
        ("Fajar", "Bergulir"),
        ("Nadia", "Bergulir"),
    }
    unfollow_release(session, release_id=release.id, actor=nadia, now=NOW)
    roll_back_release(session, release_id=release.id, actor=nadia, reason="keluhan", now=NOW)
    session.commit()
    last = told(app, session)[-1]
    assert (last.user.name, str(last.facts["status"]), last.facts["reason"]) == ("Fajar", "Digulung balik", "keluhan")


def test_a_tick_keeps_the_file_that_shows_it(app: Flask, session: Session) -> None:
    release, nadia = prepared(session)
    items = select(ReleaseItem).where(ReleaseItem.release_id == release.id).order_by(ReleaseItem.id)
    item = session.scalars(items).first()
    assert item is not None
    proof = StorageObject(storage_key="ab/cd", sha256="0" * 64, size=3, media_type="application/pdf")
    tick_item(session, item_id=item.id, actor=nadia, note="ditandatangani", file=proof, now=NOW)
    assert session.get_one(ReleaseItem, item.id).file.media_type == "application/pdf"
    untick_item(session, item_id=item.id, actor=nadia, now=NOW)
    session.refresh(item)
    assert item.file_id is None
