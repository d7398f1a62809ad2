"""Backup, restore and drill with the real server, its own programs and real files."""

import json
import os
import resource
import stat
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url

from app.core.db import db
from app.http.files.storage import storage
from app.models.releases.backup import AlarmStatus, Backup, BackupAlarm, BackupFault, BackupStatus, RestoreDrill
from app.releases.backup import restore
from app.releases.backup.digests import digest_tables, reading
from app.releases.backup.restore import url_of
from app.releases.backup.run import live_url
from integrations import age
from tests.releases.backup.backup_site import PHOTO, Site

pytestmark = pytest.mark.slow


@pytest.fixture
def site(committed_app: Flask, tmp_path: Path) -> Generator[Site]:
    made = Site(committed_app, tmp_path)
    before = made.databases()
    yield made
    with committed_app.app_context():
        for name in made.databases() - before:
            restore.drop(live_url(), name)


def test_a_backup_is_encrypted_read_back_recorded_and_says_what_it_does_not_hold(site: Site) -> None:
    said = site.run("backup")
    assert said.exit_code == 0, said.output
    name = site.archive().name.removesuffix(".tar.age")
    assert site.names() == [f"{name}.json", f"{name}.tar.age"]
    assert site.archive().read_bytes().startswith(b"age-encryption.org/v1")
    assert PHOTO[:200] not in site.archive().read_bytes()
    assert stat.S_IMODE(site.place.stat().st_mode) == 0o700
    summary = json.loads((site.place / f"{name}.json").read_text())
    assert (summary["file_count"], summary["missing"], summary["recipients"]) == (1, 0, [site.recipient])
    assert site.one(Backup.status) == BackupStatus.GOOD
    assert site.one(Backup.sha256) == summary["sha256"]
    for word in ("SECRET_KEY (id ", "VAPID_PRIVATE_KEY", "kunci rahasia age", "pg_dumpall -g"):
        assert word in said.output
    assert list((site.identity.parent / "backup").glob("*")) == [], "nothing unencrypted is left behind"


def test_a_wiped_installation_comes_back_row_for_row_and_file_for_file(site: Site) -> None:
    with site.app.app_context(), reading(url_of(live_url())) as connection:
        before = digest_tables(connection, lambda *_: None)
    assert site.run("backup").exit_code == 0
    with site.app.app_context():
        db.session.remove()
        db.engine.dispose()
        storage().delete(site.key)
        restore.drop(live_url(), str(make_url(live_url()).database))
    said = site.run("restore", "terbaru", "--identity", str(site.identity))
    assert said.exit_code == 0, said.output
    with site.app.app_context(), reading(url_of(live_url())) as connection:
        after = digest_tables(connection, lambda *_: None)
        with storage().open(site.key) as reader:
            assert reader.read() == PHOTO
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"public.backups"}, "the row of the running backup is older in the snapshot"


def test_a_live_database_is_touched_only_when_one_says_so_and_is_kept_even_then(site: Site) -> None:
    assert site.run("backup").exit_code == 0
    site.statement("UPDATE customers SET name = 'Berubah'")
    untouched = site.databases()
    beside = site.run("restore", "terbaru", "--identity", str(site.identity))
    assert beside.exit_code == 0
    assert "--ya-timpa" in beside.output
    (copy,) = site.databases() - untouched
    assert "_pulih_" in copy
    with site.app.app_context():
        assert db.session.execute(db.text("SELECT name FROM customers")).scalar() == "Berubah"
        db.session.remove()
        db.engine.dispose()
        restore.drop(live_url(), copy)
    over = site.run("restore", "terbaru", "--identity", str(site.identity), "--ya-timpa")
    assert over.exit_code == 0, over.output
    assert "_lama_" in over.output
    with site.app.app_context():
        assert db.session.execute(db.text("SELECT name FROM customers")).scalar() != "Berubah"


def test_a_drill_restores_compares_opens_a_page_and_leaves_only_its_record(site: Site) -> None:
    assert site.run("backup").exit_code == 0
    before = site.databases()
    said = site.run("drill", "--identity", str(site.identity))
    assert said.exit_code == 0, said.output
    assert site.databases() == before
    with site.app.app_context():
        drill = db.session.query(RestoreDrill).one()
        assert (drill.status, drill.file_count, drill.page[:7]) == ("PASSED", 1, "/admin/")
        assert (drill.rto_seconds or 0) > 0
        assert drill.row_count == site.one(Backup.row_count)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def flip_and_correct_the_summary(path: Path) -> None:
    """As a disk that stores wrong bytes from the start would: only decryption can tell."""
    flip(path)
    beside = path.with_name(path.name.replace(".tar.age", ".json"))
    known = json.loads(beside.read_text())
    with path.open("rb") as reader:
        known["sha256"], known["size"] = restore.digest_of(reader)
    beside.write_text(json.dumps(known))


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "a flipped bit": (flip, "berubah sejak ditulis"),
    "a flipped bit and a matching summary": (flip_and_correct_the_summary, "tidak dapat dibuka"),
    "a missing archive": (Path.unlink, ".tar.age tidak ada di tempat cadangan"),
    "a truncated archive": (truncate, "terpotong"),
}


def test_a_damaged_backup_and_a_wrong_key_are_refused_aloud(site: Site) -> None:
    assert site.run("backup").exit_code == 0
    whole, beside = site.archive().read_bytes(), site.archive().with_name(site.names()[0])
    summary, before = beside.read_bytes(), site.databases()
    for what, (damage, words) in DAMAGE.items():
        damage(site.archive())
        said = site.run("restore", "terbaru", "--identity", str(site.identity), "--ya-timpa")
        assert (said.exit_code, words in said.output) == (1, True), (what, said.output)
        (site.place / beside.name.replace(".json", ".tar.age")).write_bytes(whole)
        beside.write_bytes(summary)
    other = site.identity.with_name("other.txt")
    other.write_text(age.new_identity()[0])
    said = site.run("drill", "--identity", str(other))
    assert (said.exit_code, "kunci rahasia age ini bukan kunci cadangan ini" in said.output) == (1, True), said.output
    assert site.databases() == before
    with site.app.app_context():
        alarm = db.session.query(BackupAlarm).one()
        assert (alarm.fault, alarm.status) == (BackupFault.DRILL_FAILED, AlarmStatus.OPEN)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """What a full disk does: every write beyond this fails, also those of pg_dump."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_and_a_missing_file_are_refused_aloud_and_the_last_good_one_is_kept(site: Site) -> None:
    assert site.run("backup").exit_code == 0
    kept = {path.name: path.read_bytes() for path in site.place.iterdir()}

    for size in (20_000, 400_000):  # while dumping, while encrypting
        with no_file_larger_than(size):
            said = site.run("backup")
        assert said.exit_code == 1
        assert "yang terakhir tetap ada" in said.output
    site.statement("INSERT INTO stored_files (storage_key, sha256, size, media_type, original_name)"
                   " VALUES ('x', 'x', 1000000000000000, 'image/png', '')")  # fmt: skip
    assert "Disk penuh" in site.run("backup").output
    site.statement("DELETE FROM stored_files WHERE storage_key = 'x'")
    assert {path.name: path.read_bytes() for path in site.place.iterdir()} == kept

    with site.app.app_context():
        storage().delete(site.key)
    site.statement(
        "UPDATE backups SET name = name || '-', snapshot_at = snapshot_at - interval '1 day' WHERE name <> ''"
    )
    for path in list(site.place.iterdir()):
        path.rename(path.with_name(path.name.replace("sigap-2026", "sigap-2025")))
    said = site.run("backup")
    assert (said.exit_code, f"1 berkas tidak terbaca: {site.key}" in said.output) == (1, True), said.output
    with site.app.app_context():
        states = [row.status for row in db.session.query(Backup).order_by(Backup.id)]
        faults = {row.fault for row in db.session.query(BackupAlarm) if row.status == AlarmStatus.OPEN}
    assert states == ["GOOD", "FAILED", "FAILED", "FAILED", "INCOMPLETE"]
    assert faults == {BackupFault.FAILED, BackupFault.INCOMPLETE}
    assert len(list(site.place.glob("sigap-2025*"))) == 2, "the last good one is still there"


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"backup_recipients": ""}, "backup-key"),
        ({"backup_recipients": "age1notakey"}, "BACKUP_RECIPIENTS"),
        ({"backup_to": None}, "BACKUP_TO"),
        ({"backup_to": "s3://bucket"}, "BACKUP_TO"),
    ],
    ids=str,
)
def test_what_is_not_set_up_is_said_and_nothing_is_written(site: Site, missing: dict[str, str], words: str) -> None:
    site.app.config["SETTINGS"] = site.app.config["SETTINGS"].model_copy(update=missing)
    said = site.run("backup")
    assert (said.exit_code, words in said.output, site.names()) == (1, True, [])


def test_two_at_once_are_refused_and_one_whose_process_died_has_failed(site: Site) -> None:
    site.statement("INSERT INTO backups (status, leased_until) VALUES ('RUNNING', now() + interval '5 minutes')")
    assert "Pencadangan lain" in site.run("backup").output
    site.statement(f"UPDATE backups SET leased_until = now() - interval '{timedelta(minutes=1)}'")
    site.run("backup", "--waiting")
    assert site.one(Backup.status) == BackupStatus.FAILED
