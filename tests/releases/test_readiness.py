"""A release is proved ready: by people, by fresh evidence of its own commit, and by the Go of two."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid
from app.models.accounts.user import Role, User
from app.models.releases.backup import Backup, BackupStatus, DrillStatus, RestoreDrill
from app.models.releases.readiness import EvidenceKind, ReleaseEvidence, ReleaseItem
from app.models.releases.release import Release, ReleaseStatus, Risk
from app.models.releases.release_flow import AlreadyApproved, NotReady
from tests.factories import NOW, make_user
from workflows.heartbeats import ALWAYS, write_heartbeat
from workflows.releases.readiness import (
    add_evidence,
    approve_release,
    list_approvals,
    list_items,
    prepare_again,
    prepare_release,
    promote_release,
    put_live,
    roll_back_release,
    start_release,
    tick_item,
    untick_item,
)
from workflows.releases.readiness.approve_release import digest_of

COMMIT = "a1b2c3d"
DAY = timedelta(hours=24)
FIGURES = {
    EvidenceKind.TESTS: {"tests": 412, "failures": 0, "errors": 0, "skipped": 1},
    EvidenceKind.COVERAGE: {"rate": 0.884},
    EvidenceKind.SECURITY: {"critical": 0, "high": 2, "other": 3},
}


def prepared(session: Session, system: str = "widi", version: str = "1.4.0") -> tuple[Release, User]:
    nadia = make_user(session, "Nadia", Role.DEVOPS)
    given = {"system": system, "version": version, "commit": COMMIT, "notes": "", "risk": Risk.LOW}
    return prepare_release(session, **given, actor=nadia, now=NOW), nadia


def prove(session: Session, release: Release, actor: User, kind: EvidenceKind, **more: object) -> None:
    given = {"passed": True, "facts": FIGURES[kind], "commit": COMMIT, "made_at": NOW, "sha256": ""} | more
    add_evidence(session, release_id=release.id, kind=kind, actor=actor, now=NOW, **given)


def is_done(session: Session, release: Release, kind: EvidenceKind) -> bool:
    return next(one.is_done for one in list_items(session, release, now=NOW) if one.item.evidence == kind)


def make_everything_ready(session: Session, release: Release, actor: User) -> None:
    for name in ALWAYS:
        write_heartbeat(session, name, now=NOW)
    session.add(Backup(status=BackupStatus.GOOD, name="b", snapshot_at=NOW, size=1, sha256="0"))
    session.add(RestoreDrill(status=DrillStatus.PASSED, finished_at=NOW, rto_seconds=40))
    for kind in (EvidenceKind.TESTS, EvidenceKind.COVERAGE, EvidenceKind.SECURITY):
        prove(session, release, actor, kind)
    by_hand = select(ReleaseItem.id).where(ReleaseItem.release_id == release.id, ReleaseItem.evidence.is_(None))
    for item_id in session.scalars(by_hand).all():
        tick_item(session, item_id=item_id, actor=actor, note="dicoba di staging", now=NOW)


def test_the_checklists_of_the_guide_are_copied_for_its_system_only(session: Session) -> None:
    widi, _ = prepared(session)
    sigap, _ = prepared(session, "sigap", "0.2.0")
    labels = {one.item.label for one in list_items(session, widi, now=NOW)}
    assert len(labels) == 20
    assert {"Checkout dan pembayaran", "Cakupan tes lebih dari 85 %", "Prosedur darurat diterima"} <= labels
    assert len(list_items(session, sigap, now=NOW)) == 16


@pytest.mark.parametrize(
    ("field", "value"), [("commit", "xyz"), ("system", "WIDI Furniture!"), ("version", "1.4"), ("version", "1.4.0")]
)
def test_a_release_is_named_by_system_and_semver_once(session: Session, field: str, value: str) -> None:
    prepared(session)
    given = {"system": "widi", "version": "1.5.0", "commit": "", "notes": "", "risk": Risk.LOW} | {field: value}
    with pytest.raises(Invalid) as refusal:
        prepare_release(session, **given, actor=make_user(session, "Fajar", Role.DEVELOPER), now=NOW)
    assert refusal.value.field == field


def test_only_the_newest_fresh_good_evidence_of_the_same_commit_counts(session: Session) -> None:
    cases = (
        ({}, True),
        ({"made_at": NOW - DAY}, True),
        ({"made_at": NOW - DAY - timedelta(seconds=1)}, False),
        ({"commit": "fffffff"}, False),
        ({"passed": False}, False),
    )
    for number, (change, wanted) in enumerate(cases):
        release, nadia = prepared(session, version=f"2.{number}.0")
        prove(session, release, nadia, EvidenceKind.TESTS, **change)
        assert is_done(session, release, EvidenceKind.TESTS) is wanted, change
    release, nadia = prepared(session, version="3.0.0")
    prove(session, release, nadia, EvidenceKind.TESTS, made_at=NOW - timedelta(hours=1))
    prove(session, release, nadia, EvidenceKind.TESTS, passed=False)
    assert not is_done(session, release, EvidenceKind.TESTS), "a later failure takes an earlier success back"
    with pytest.raises(Invalid):
        prove(session, release, nadia, EvidenceKind.TESTS, made_at=NOW + timedelta(seconds=1))


def test_go_needs_a_complete_list_and_two_people_and_freezes_what_they_saw(session: Session) -> None:
    release, nadia = prepared(session)
    manager = make_user(session, "Made", Role.MANAGER)
    with pytest.raises(NotReady):
        approve_release(session, release_id=release.id, actor=nadia, now=NOW)
    make_everything_ready(session, release, nadia)
    assert approve_release(session, release_id=release.id, actor=nadia, now=NOW).status == ReleaseStatus.PREPARING
    with pytest.raises(AlreadyApproved):
        approve_release(session, release_id=release.id, actor=nadia, now=NOW)
    ready = approve_release(session, release_id=release.id, actor=manager, now=NOW)
    assert ready.status == ReleaseStatus.READY
    assert ready.frozen_sha256 == digest_of(ready.frozen)
    assert {line["done"] for line in ready.frozen} == {True}
    some = next(one.item for one in list_items(session, ready, now=NOW) if one.item.evidence is None)
    with pytest.raises(DomainError):
        untick_item(session, item_id=some.id, actor=nadia, now=NOW)
    again = prepare_again(session, release_id=release.id, actor=nadia, now=NOW)
    assert (again.frozen, list_approvals(session, release.id)) == (None, [])


def test_one_unticked_line_or_one_old_drill_stops_the_second_go(session: Session) -> None:
    release, nadia = prepared(session)
    manager = make_user(session, "Made", Role.MANAGER)
    make_everything_ready(session, release, nadia)
    approve_release(session, release_id=release.id, actor=nadia, now=NOW)
    some = next(one.item for one in list_items(session, release, now=NOW) if one.item.evidence is None)
    untick_item(session, item_id=some.id, actor=nadia, now=NOW)
    with pytest.raises(NotReady):
        approve_release(session, release_id=release.id, actor=manager, now=NOW)


def test_it_rolls_in_steps_and_goes_live_or_back(session: Session) -> None:
    release, nadia = prepared(session)
    manager = make_user(session, "Made", Role.MANAGER)
    make_everything_ready(session, release, nadia)
    for person in (nadia, manager):
        approve_release(session, release_id=release.id, actor=person, now=NOW)
    assert start_release(session, release_id=release.id, actor=nadia, now=NOW).percent == 10
    with pytest.raises(DomainError):
        put_live(session, release_id=release.id, actor=nadia, now=NOW)
    seen = [promote_release(session, release_id=release.id, actor=nadia, now=NOW).percent for _ in range(3)]
    assert seen == [25, 50, 100]
    with pytest.raises(DomainError):
        promote_release(session, release_id=release.id, actor=nadia, now=NOW)
    assert put_live(session, release_id=release.id, actor=nadia, now=NOW).live_at == NOW
    back = roll_back_release(session, release_id=release.id, actor=nadia, reason="galat 6 %", now=NOW)
    assert (back.status, back.percent, back.reason) == (ReleaseStatus.ROLLED_BACK, 0, "galat 6 %")


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, True), (1, False)])
def test_a_report_made_now_is_taken_and_one_of_the_future_is_not(
    session: Session, seconds: int, is_taken: bool
) -> None:
    release, nadia = prepared(session)
    made_at = NOW + timedelta(seconds=seconds)
    if is_taken:
        prove(session, release, nadia, EvidenceKind.TESTS, made_at=made_at)
        assert is_done(session, release, EvidenceKind.TESTS)
        return
    with pytest.raises(Invalid, match="masa depan"):
        prove(session, release, nadia, EvidenceKind.TESTS, made_at=made_at)


def test_a_report_without_a_date_counts_from_now(session: Session) -> None:
    release, nadia = prepared(session)
    prove(session, release, nadia, EvidenceKind.TESTS, made_at=None)
    assert session.scalars(select(ReleaseEvidence)).one().made_at == NOW
