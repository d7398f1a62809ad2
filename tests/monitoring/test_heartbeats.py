"""Parts that died are seen: in `/readyz?deep`, and by their names."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.jobs import heartbeats
from app.jobs.schedule import ALLOWED_SILENCE
from app.models.accounts.user import Role
from integrations.storage.local import LocalStorage
from tests.factories import NOW, make_user
from tests.support.people import sign_in
from workflows.heartbeats import (
    ALWAYS,
    SCHEDULER,
    PartState,
    expect_parts,
    list_parts,
    write_failure,
    write_heartbeat,
)


@pytest.fixture(autouse=True)
def nothing_written_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "_written", {})


@pytest.fixture
def deep(app: Flask, client: FlaskClient) -> Iterator[dict[str, str]]:
    """What `/readyz?deep` says, looked at anew."""

    def look() -> tuple[int, dict[str, str]]:
        app.extensions.pop("health", None)
        answer = client.get("/readyz?deep")
        return answer.status_code, answer.json

    yield look
    app.extensions.pop("health", None)


def state_of(session: Session, name: str) -> PartState:
    session.expire_all()
    return next(report.state for report in list_parts(session, now=NOW) if report.name == name)


def test_what_never_began_is_missed(session: Session) -> None:
    assert {report.name: report.state for report in list_parts(session, now=NOW)} == dict.fromkeys(
        ALWAYS, PartState.NEVER
    )


@pytest.mark.parametrize(
    ("silent_for", "state"),
    [(0, PartState.WELL), (90, PartState.WELL), (91, PartState.SILENT)],
)
def test_silence_is_a_fault_when_it_lasts_longer_than_allowed(
    session: Session, silent_for: int, state: PartState
) -> None:
    write_heartbeat(session, "worker", now=NOW - timedelta(seconds=silent_for))
    assert state_of(session, "worker") == state


def test_a_job_that_fails_is_failing_and_well_again_after_a_good_run(session: Session) -> None:
    write_heartbeat(session, "relay", now=NOW)
    write_failure(session, "relay", "OperationalError", now=NOW)
    assert state_of(session, "relay") == PartState.FAILING
    write_heartbeat(session, "relay", now=NOW)
    assert state_of(session, "relay") == PartState.WELL


def test_a_scheduled_job_that_never_runs_is_missed_after_its_time(session: Session) -> None:
    expect_parts(session, {"count_days": 240}, now=NOW - timedelta(seconds=241))
    expect_parts(session, {"count_days": 240, "remind_customers": 960}, now=NOW - timedelta(seconds=5))
    assert state_of(session, "count_days") == PartState.NEVER
    assert state_of(session, "remind_customers") == PartState.WELL


@pytest.mark.parametrize(("seconds", "state"), [(0, PartState.WELL), (59, PartState.WELL), (60, PartState.SILENT)])
def test_what_stood_still_overnight_has_a_minute_after_the_start_to_come(session: Session, seconds: int, state) -> None:
    write_heartbeat(session, "worker", now=NOW - timedelta(hours=8))
    expect_parts(session, ALWAYS, now=NOW - timedelta(hours=9))
    expect_parts(session, ALWAYS, now=NOW - timedelta(seconds=seconds))
    assert state_of(session, "worker") == state


def test_deep_readiness_is_503_until_every_part_lives(deep, app: Flask, session: Session) -> None:
    status, said = deep()
    assert status == 503
    assert {name: said[name] for name in ALWAYS} == dict.fromkeys(ALWAYS, "never started")
    for name in ALWAYS:
        write_heartbeat(session, name, now=NOW)
    session.commit()
    assert deep()[0] == 200
    write_failure(session, "storage", "Permission denied: /var/lib/sigap", now=NOW)
    session.commit()
    status, said = deep()
    assert (status, said["storage"]) == (503, "failing")
    assert "Permission" not in str(said)


def test_plain_readiness_asks_for_no_heartbeat(client: FlaskClient) -> None:
    assert client.get("/readyz").status_code == 200


def test_readiness_is_asked_of_the_database_once_a_second(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("app.web.health._own_parts", lambda: asked.append(1) or {"database": "ok"})
    client.application.extensions.pop("health", None)
    assert {client.get("/readyz").status_code for _ in range(20)} == {200}
    client.application.extensions.pop("health", None)
    assert len(asked) == 1


def test_a_storage_that_can_be_written_beats_and_keeps_nothing(app: Flask, session: Session) -> None:
    folder = app.config["SETTINGS"].files_dir
    before = {file for file in folder.rglob("*") if file.is_file()}
    with app.app_context():
        heartbeats.check_storage()
    assert state_of(session, "storage") == PartState.WELL
    assert {file for file in folder.rglob("*") if file.is_file()} == before


def test_a_storage_that_cannot_be_written_is_failing_with_its_reason(
    app: Flask, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setitem(app.extensions, "storage", LocalStorage(tmp_path / "file" / "files"))
    with app.app_context():
        heartbeats.check_storage()
    assert state_of(session, "storage") == PartState.FAILING
    assert [report.reason for report in list_parts(session, now=NOW) if report.reason] == ["Not a directory"]


def test_every_scheduled_job_has_a_heartbeat() -> None:
    from rq import cron  # noqa: PLC0415

    from app.jobs import schedule  # noqa: PLC0415

    assert schedule
    named = {data["name"] for data in cron._job_data_registry} or set(ALLOWED_SILENCE)
    assert named <= set(ALLOWED_SILENCE)
    assert {"relay", "check_storage"} <= set(ALLOWED_SILENCE)


@pytest.mark.parametrize(("role", "sees"), [(Role.ADMIN, True), (Role.DEVOPS, True), (Role.CS, False)])
def test_parts_in_trouble_stand_on_the_homes_of_admin_and_devops(
    client: FlaskClient, session: Session, role: Role, sees: bool
) -> None:
    for name in ALWAYS:
        write_heartbeat(session, name, now=NOW)
    reader = sign_in(client, make_user(session, "Ani", role))
    assert "bermasalah" not in reader.get("/admin/").text
    write_heartbeat(session, "scheduler", now=NOW - timedelta(minutes=5))
    write_failure(session, "storage", "No space left on device", now=NOW)
    session.commit()
    page = reader.get("/admin/").text
    assert ("Bagian sistem yang bermasalah" in page) == sees
    assert ("Gagal: No space left on device" in page) == sees
    assert ("Tidak memberi tanda hidup" in page) == sees


def test_jobs_that_stand_still_with_the_scheduler_are_one_row(client: FlaskClient, session: Session) -> None:
    for name in (*ALWAYS, "first_job", "second_job", "third_job"):
        write_heartbeat(session, name, now=NOW - timedelta(days=1), allowed_seconds=60)
        write_heartbeat(session, name, now=NOW)
    write_failure(session, "third_job", "ValueError", now=NOW)
    reader = sign_in(client, make_user(session, "Ani", Role.ADMIN))
    for name in ("first_job", "second_job"):
        write_heartbeat(session, name, now=NOW - timedelta(hours=1))
    session.commit()
    page = reader.get("/admin/").text
    assert "first_job" in page
    write_heartbeat(session, SCHEDULER, now=NOW - timedelta(hours=1))
    session.commit()
    page = reader.get("/admin/").text
    assert "first_job" not in page
    assert "2 tugas terjadwal" in page
    assert "third_job" in page
