"""A bug report from new to fixed, and who may do what."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core.errors import Invalid, NotAllowed, NotAvailable, NotFound
from app.jobs.outbox.messages.feedback.bugs import MESSAGE_BUILDERS
from app.models.feedback.bug import BugReport, BugStatus, Frequency, Impact
from app.models.feedback.user_report import UserReport
from app.models.releases.release import Release, ReleaseStatus
from app.models.visits.visit import Priority
from app.policies.priority import COLUMNS, TABLE, priority_of
from tests.bugs.reports import bring_to_fixed, deliveries, duplicate, make_bug, make_developer, make_member, points
from tests.factories import NOW, make_admin, make_cs
from workflows.bugs import (
    add_to_bug,
    announce_release,
    answer_reporter,
    cannot_reproduce,
    confirm_bug,
    fix_bug,
    list_history,
    override_priority,
    reject_bug,
    reopen_bug,
    send_back,
    start_work,
    try_fix,
)


def test_a_bug_goes_from_new_to_fixed_and_its_reporter_is_rewarded_by_priority(session):
    wati, joko, dewi = make_member(session), make_developer(session), make_cs(session)
    bug = make_bug(session, wati)
    assert (bug.number, bug.priority) == ("BUG-2026-000001", Priority.HIGH)
    confirm_bug(session, bug_id=bug.id, reproduction="Dua kali di HP saya", actor=dewi, now=NOW)
    start_work(session, bug_id=bug.id, actor=joko, now=NOW)
    try_fix(session, bug_id=bug.id, actor=joko, now=NOW)
    send_back(session, bug_id=bug.id, reason="Masih terjadi di Firefox", actor=dewi, now=NOW)
    try_fix(session, bug_id=bug.id, actor=joko, now=NOW)
    assert points(session, wati) == [0]
    bug = fix_bug(session, bug_id=bug.id, version=" 1.5.0 ", actor=joko, now=NOW)
    assert (bug.status, bug.fixed_version, bug.confirmed_by_id, bug.reproduction, bug.handled_by_id) == (
        "FIXED",
        "1.5.0",
        dewi.id,
        "Dua kali di HP saya",
        joko.id,
    )
    assert points(session, wati) == [50]
    session.flush()
    assert [step.status for step in list_history(session, bug_id=bug.id)] == [
        "NEW", "CONFIRMED", "IN_PROGRESS", "TESTING", "IN_PROGRESS", "TESTING", "FIXED",
    ]  # fmt: skip


@pytest.mark.parametrize("judge", ["confirms", "fixes"])
def test_nobody_is_rewarded_for_what_he_judged_himself(session, judge):
    joko, other = make_developer(session), make_developer(session, "Lina")
    bug = make_bug(session, joko)
    bring_to_fixed(session, bug, joko if judge == "fixes" else other, confirmer=joko if judge == "confirms" else other)
    assert points(session, joko) == [0]


def test_a_bug_fixed_again_is_rewarded_once(session):
    wati, joko = make_member(session), make_developer(session)
    bug = make_bug(session, wati)
    bring_to_fixed(session, bug, joko)
    reopen_bug(session, bug_id=bug.id, reason="Muncul lagi", actor=joko, now=NOW)
    assert session.get(BugReport, bug.id).fixed_version is None
    bring_to_fixed(session, bug, joko, version="1.6.0", now=NOW + timedelta(days=3))
    assert points(session, wati) == [50]


def test_what_is_rejected_or_not_reproduced_earns_nothing(session):
    wati, joko = make_member(session), make_developer(session)
    first, second = make_bug(session, wati), make_bug(session, wati)
    reject_bug(session, bug_id=first.id, reason="Memang begitu", actor=joko, now=NOW)
    cannot_reproduce(session, bug_id=second.id, reason="Sepuluh kali", actor=joko, now=NOW)
    add_to_bug(session, bug_id=second.id, text="Hanya saat offline", actor=wati, now=NOW)
    assert points(session, wati) == [0]
    confirm_bug(session, bug_id=second.id, reproduction="Benar, saat offline", actor=joko, now=NOW)
    with pytest.raises(NotAvailable):
        start_work(session, bug_id=first.id, actor=joko, now=NOW)


@pytest.mark.parametrize("kind", sorted(MESSAGE_BUILDERS))
def test_every_message_can_be_written(app, session, kind):
    wati, joko = make_member(session), make_developer(session)
    first, second, third, fourth = (make_bug(session, wati) for _ in range(4))
    answer_reporter(session, bug_id=first.id, text="Kami periksa", actor=joko, now=NOW)
    duplicate(session, second, first, joko)
    reject_bug(session, bug_id=third.id, reason="Bukan bug", actor=joko, now=NOW)
    cannot_reproduce(session, bug_id=fourth.id, reason="Dicoba", actor=joko, now=NOW)
    bring_to_fixed(session, first, joko)
    release = Release(system="sigap", version="1.5.0", status=ReleaseStatus.LIVE, bugs=[first])
    session.add(release)
    session.flush()
    announce_release(session, release=release, now=NOW)
    session.flush()
    found = deliveries(app, session, kind)
    assert found
    with app.test_request_context():
        for name in ("inapp.txt", "email.txt", "telegram.html"):
            template = app.jinja_env.get_template(f"messages/{kind}/{name}")
            text = template.render(link="https://contoh.id/x", **found[0].facts)
            assert "BUG-2026-" in text.partition("\n")[0]


def test_members_report_for_themselves_only_and_add_to_their_own(session):
    wati, rudi = make_member(session), make_member(session, "Rudi")
    with pytest.raises(NotAllowed):
        make_bug(session, wati, actor=rudi)
    with pytest.raises(NotFound):
        add_to_bug(session, bug_id=make_bug(session, wati).id, text="x", actor=rudi, now=NOW)
    for wrong in ({"title": "  "}, {"title": "x" * 151}, {"steps": "x" * 10_001}):
        with pytest.raises(Invalid):
            make_bug(session, wati, **wrong)


def test_roles_are_held_to_their_moves(session):
    bug, dewi = make_bug(session, make_member(session)), make_cs(session)
    confirm_bug(session, bug_id=bug.id, reproduction="x", actor=dewi, now=NOW)
    with pytest.raises(NotAllowed):
        start_work(session, bug_id=bug.id, actor=dewi, now=NOW)
    start_work(session, bug_id=bug.id, actor=make_admin(session), now=NOW)


def test_the_database_knows_no_fixed_bug_that_was_never_confirmed(session):
    bug = make_bug(session, make_member(session))
    bug.status, bug.fixed_version, bug.fixed_at = BugStatus.FIXED, "1.0", NOW
    with pytest.raises(IntegrityError, match="confirmed_first"):
        session.flush()


def test_priority_grows_with_impact_frequency_and_reports():
    order = [Priority.LOW, Priority.MEDIUM, Priority.HIGH, Priority.CRITICAL]
    for row in TABLE.values():
        assert sorted(row, key=order.index) == list(row)
    for place in range(len(COLUMNS)):
        assert sorted((TABLE[i][place] for i in reversed(Impact)), key=order.index) == [
            TABLE[i][place] for i in reversed(Impact)
        ]
    assert priority_of(Impact.BLOCKING, Frequency.ONCE) == Priority.HIGH
    assert priority_of(Impact.BLOCKING, Frequency.ONCE, reports=6) == Priority.CRITICAL
    assert priority_of(Impact.COSMETIC, Frequency.ALWAYS, reports=100) == Priority.MEDIUM


def test_laporan_pengguna_follows_the_bug(session):
    bug, joko = make_bug(session, make_member(session)), make_developer(session)

    def line():
        found = select(UserReport).where(UserReport.source == "bug_reports", UserReport.source_id == bug.id)
        report = session.scalars(found.execution_options(populate_existing=True)).one()
        return report.number, report.kind, report.state, report.urgency, report.status

    assert line() == (bug.number, "BUG", "NEW", 3, "WAITING")
    override_priority(session, bug_id=bug.id, priority="CRITICAL", reason="x", actor=joko, now=NOW)
    reject_bug(session, bug_id=bug.id, reason="x", actor=joko, now=NOW)
    assert line() == (bug.number, "BUG", "REJECTED", 4, "HANDLED")
