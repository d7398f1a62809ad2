"""Reporters of what a release mends hear and gain when it is live, once; a version taken back opens the bugs again."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User
from app.models.feedback.bug import BugEntry, BugEntryKind, BugReport, BugStatus
from app.models.messaging.outbox import OutboxMessage
from app.models.releases.release import Release, ReleaseStatus
from tests.bugs.reports import bring_to_fixed, deliveries, duplicate, make_bug, make_developer, make_member, points
from tests.factories import NOW, make_user
from workflows.releases.readiness import cancel_release, link_bug, put_live, roll_back_release


@pytest.fixture
def joko(session: Session) -> User:
    return make_developer(session)


def rolling(session: Session, joko: User, *bugs: BugReport, version: str = "1.5.0") -> Release:
    release = Release(system="widi", version=version, status=ReleaseStatus.ROLLING, percent=100)
    session.add(release)
    session.flush()
    for bug in bugs:
        link_bug(session, release_id=release.id, number=bug.number, actor=joko, now=NOW)
    return release


def go(session: Session, verb: Any, release: Release, **more: object) -> None:
    nadia = session.scalar(select(User).where(User.name == "Nadia")) or make_user(session, "Nadia", Role.DEVOPS)
    verb(session, release_id=release.id, actor=nadia, now=NOW, **more)
    session.flush()


def told(session: Session) -> list[str]:
    kinds = select(OutboxMessage.kind).where(OutboxMessage.kind.in_(["bug.fixed", "bug.live"]))
    return list(session.scalars(kinds.order_by(OutboxMessage.id)))


def test_reporters_hear_and_gain_when_their_release_is_live(app: Flask, session: Session, joko: User) -> None:
    wati, rudi = make_member(session), make_member(session, "Rudi")
    bug, same, late = make_bug(session, wati), make_bug(session, rudi), make_bug(session, rudi)
    release = rolling(session, joko, bug, late)
    bring_to_fixed(session, bug, joko)
    duplicate(session, same, bug, joko)
    assert (told(session), points(session, wati, rudi)) == ([], [0, 0]), "nothing of it can be used yet"
    go(session, put_live, release)
    assert (told(session), points(session, wati, rudi)) == (["bug.live"], [50, 10])
    found = deliveries(app, session, "bug.live")
    assert [delivery.user.name for delivery in found] == ["Wati", "Rudi"]
    assert [(delivery.facts["version"], delivery.facts["exp"]) for delivery in found] == [("1.5.0", 50), ("1.5.0", 10)]
    bring_to_fixed(session, late, joko)
    assert told(session) == ["bug.live", "bug.fixed"], "the release with it is live already"


def test_a_bug_mended_before_it_was_linked_gains_once(session: Session, joko: User) -> None:
    wati = make_member(session)
    bug = make_bug(session, wati)
    bring_to_fixed(session, bug, joko)
    first, second = (rolling(session, joko, bug, version=version) for version in ("1.5.0", "1.6.0"))
    for release in (first, second):
        go(session, put_live, release)
    assert (told(session), points(session, wati)) == (["bug.fixed", "bug.live"], [50])
    go(session, roll_back_release, second, reason="galat")
    assert bug.status == BugStatus.FIXED, "1.5.0 stands and mends it"


def test_a_version_taken_back_opens_its_bugs_keeps_exp_and_tells_nobody(
    app: Flask, session: Session, joko: User
) -> None:
    wati = make_member(session)
    bug = make_bug(session, wati)
    release = rolling(session, joko, bug)
    bring_to_fixed(session, bug, joko)
    go(session, put_live, release)
    before = session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.kind != "release.moved"))
    go(session, roll_back_release, release, reason="galat 6 %")
    assert (bug.status, points(session, wati)) == (BugStatus.NEW, [50])
    assert session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.kind != "release.moved")) == before
    assert deliveries(app, session, "bug.live") == [], "what was not written yet is not written any more"
    note = select(BugEntry.text).where(BugEntry.kind == BugEntryKind.NOTE)
    assert session.scalars(note).all() == ["widi 1.5.0: galat 6 %"]
    again = rolling(session, joko, bug, version="1.5.1")
    bring_to_fixed(session, bug, joko)
    go(session, put_live, again)
    assert (told(session), points(session, wati)) == (["bug.live", "bug.live"], [50])


def test_the_judge_opens_bugs_again_without_a_person(session: Session, joko: User) -> None:
    wati = make_member(session)
    bug = make_bug(session, wati)
    release = rolling(session, joko, bug)
    bring_to_fixed(session, bug, joko)
    roll_back_release(session, release_id=release.id, actor=None, reason="galat", now=NOW)
    assert (bug.status, told(session), points(session, wati)) == (BugStatus.NEW, [], [0])


def test_a_cancelled_release_leaves_the_exp_due(session: Session, joko: User) -> None:
    wati = make_member(session)
    bug = make_bug(session, wati)
    release = rolling(session, joko, bug)
    release.status = ReleaseStatus.PREPARING
    bring_to_fixed(session, bug, joko)
    go(session, cancel_release, release, reason="ditunda")
    assert (bug.status, told(session), points(session, wati)) == (BugStatus.FIXED, [], [50])
