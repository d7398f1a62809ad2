"""What the panel and the work queue say about backups, and when."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import Role
from app.models.releases.backup import (
    AlarmStatus,
    Backup,
    BackupAlarm,
    BackupFault,
    BackupStatus,
    DrillStatus,
    RestoreDrill,
)
from tests.factories import NOW, make_user
from tests.support.logins import log_in
from tests.support.walking.html import parse
from workflows.releases.backups import resolve_alarm, watch_backups
from workflows.work_queues.waiting import count_waiting

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def add_backup(session: Session, age: timedelta, size: int = 1000, status: BackupStatus = BackupStatus.GOOD) -> Backup:
    at = NOW - age
    row = Backup(status=status, name=f"sigap-{at:%Y%m%dT%H%M%SZ}", snapshot_at=at, size=size, sha256="0" * 64)
    session.add(row)
    session.flush()
    return row


def add_drill(session: Session, age: timedelta) -> None:
    session.add(RestoreDrill(status=DrillStatus.PASSED, finished_at=NOW - age, rto_seconds=41, rpo_seconds=3600))
    session.flush()


def open_faults(session: Session) -> set[BackupFault]:
    return set(session.scalars(select(BackupAlarm.fault).where(BackupAlarm.status == AlarmStatus.OPEN)))


def test_age_and_size_raise_an_alarm_just_beyond_their_limits_and_clear_by_themselves(session: Session) -> None:
    cases = (  # age of the last, size of the last where the one before is 1000, age of the drill → faults
        (26 * HOUR, 1000, timedelta(days=8), set()),
        (26 * HOUR + MINUTE, 1000, timedelta(days=8), {BackupFault.TOO_OLD}),
        (HOUR, 700, timedelta(days=8), set()),
        (HOUR, 699, timedelta(days=8), {BackupFault.SIZE}),
        (HOUR, 2000, timedelta(days=8), set()),
        (HOUR, 2001, timedelta(days=8), {BackupFault.SIZE}),
        (HOUR, 1000, timedelta(days=8, minutes=1), {BackupFault.DRILL_TOO_OLD}),
    )
    for age, size, drill_age, wanted in cases:
        session.query(Backup).delete()
        session.query(RestoreDrill).delete()
        add_backup(session, 30 * HOUR)
        add_backup(session, age, size)
        add_backup(session, 0 * HOUR, 5, BackupStatus.FAILED)
        add_drill(session, drill_age)
        for _ in range(2):
            watch_backups(session, now=NOW, drills_expected=True)
        assert open_faults(session) == wanted, (age, size, drill_age)


def test_never_having_made_or_tried_one_is_an_alarm_where_it_is_expected(session: Session) -> None:
    watch_backups(session, now=NOW, drills_expected=False)
    assert open_faults(session) == {BackupFault.TOO_OLD}
    watch_backups(session, now=NOW, drills_expected=True)
    assert open_faults(session) == {BackupFault.TOO_OLD, BackupFault.DRILL_TOO_OLD}


def test_an_alarm_waits_on_the_queue_until_somebody_says_what_was_done(session: Session) -> None:
    devops = make_user(session, "Dimas", Role.DEVOPS)
    watch_backups(session, now=NOW, drills_expected=False)
    assert count_waiting(session, ["backup_alarms"], now=NOW) == {"backup_alarms": 1}
    alarm_id = session.scalars(select(BackupAlarm.id)).one()
    done = resolve_alarm(session, alarm_id=alarm_id, actor=devops, note="disk baru dipasang", now=NOW)
    assert (done.status, done.resolved_by_id) == (AlarmStatus.DONE, devops.id)
    assert count_waiting(session, ["backup_alarms"], now=NOW) == {"backup_alarms": 0}


def test_the_page_says_whether_one_could_restore_today(client: FlaskClient, session: Session) -> None:
    settings = client.application.config["SETTINGS"]
    ready = settings.model_copy(update={"backup_to": "/b", "backup_recipients": "age1x", "backup_identity": "/k"})
    log_in(client, make_user(session, "Dimas", Role.DEVOPS))
    assert "BACKUP_TO" in client.get("/admin/backups/").text
    client.application.config["SETTINGS"] = ready
    try:
        assert "Belum tentu dapat dipulihkan" in client.get("/admin/backups/").text
        add_backup(session, HOUR)
        add_drill(session, HOUR)
        page = client.get("/admin/backups/").text
        assert "Dapat dipulihkan hari ini" in page
        assert "41 detik" in page
        for action in ("run", "drill"):
            form = next(one for one in parse(page).iter("form") if (one.get("action") or "").endswith(f"/{action}"))
            sent = {one.get("name"): one.get("value") for one in form.iter("input")}
            assert "sebentar lagi" in client.post(form.get("action"), data=sent, follow_redirects=True).text
    finally:
        client.application.config["SETTINGS"] = settings
    assert session.scalars(select(Backup.status).order_by(Backup.id.desc())).first() == BackupStatus.WAITING
    assert session.scalars(select(RestoreDrill.status).order_by(RestoreDrill.id.desc())).first() == DrillStatus.WAITING


def test_others_do_not_enter(client: FlaskClient, session: Session) -> None:
    log_in(client, make_user(session, "Dewi", Role.CS))
    assert client.get("/admin/backups/").status_code == 403
