"""Backup, restore and drill, for the person at the machine and for timers."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.sentences import print_table
from app.core.clock import utc_now
from app.core.crypto.key_ring import id_of_key
from app.core.db import db, transaction
from app.http.files.storage import storage
from app.models.releases.backup import Backup, BackupStatus
from app.releases.backup import places, restore
from app.releases.backup.manifest import read_summary
from app.releases.backup.run import FAULTS, live_url, run_backup, run_drill, work_folder
from app.settings import Settings
from integrations import age
from workflows.releases import backups

NEWEST = "terbaru"
STEPS = {"dump": (0, 40), "tabel": (40, 60), "berkas": (60, 100), "pulih": (0, 60)}
REFUSED = 1
NOT_INSIDE = """Tidak ada di dalam cadangan, simpan di tempat lain:
  SECRET_KEY (id {key_id}): tanpa ini faktor kedua, kode pemulihan dan tanda tangan webhook tidak dapat dibuka
  VAPID_PRIVATE_KEY dan kredensial penyedia (berkas setelan, misalnya /etc/sigap.env)
  kunci rahasia age: tanpa ini cadangan tidak dapat dibuka
  peran dan setelan server PostgreSQL (pg_dumpall -g)"""


@click.command()
@click.option("--waiting", is_flag=True, help="Make the one that was asked for in the panel, if any.")
@with_appcontext
def backup(*, waiting: bool) -> None:
    """Make an encrypted backup of database and files, read it back, remove what is too old; exit 1 when refused."""
    settings: Settings = current_app.config["SETTINGS"]
    with transaction() as session:
        if not waiting:
            backups.ask_backup(session, actor=None, now=utc_now())
        row = backups.lease_backup(session, now=utc_now())
    if row is None:
        return
    try:
        made = run_backup(row, settings, _progress(_noting(row)))
    except FAULTS as problem:
        sys.exit(f"Cadangan gagal, yang terakhir tetap ada: {problem}")
    print(f"{made.name}: {made.row_count} baris, {made.file_count} berkas, {made.size} byte, SHA-256 {made.sha256}")
    print(NOT_INSIDE.format(key_id=id_of_key(settings.secret_key)))
    if made.status == BackupStatus.INCOMPLETE:
        sys.exit(f"TIDAK LENGKAP: {made.error}")


@click.command("backups")
@with_appcontext
def list_backups() -> None:
    """List what lies in BACKUP_TO, oldest first; needs no database."""
    try:
        place = places.open_place(current_app.config["SETTINGS"])
        names = [name for name in place.names() if name.endswith(".json")]
        rows = []
        for name in names:
            with place.open(name) as reader:
                one = read_summary(reader.read())
            state = f"{one.missing} berkas hilang" if one.missing else "lengkap"
            rows.append(
                (one.name, f"{one.size} byte", f"{one.rows} baris", f"{one.file_count} berkas", one.version, state)
            )
    except (*FAULTS, ValueError) as problem:
        sys.exit(str(problem))
    print_table(rows)


@click.command("backup-key")
@click.argument("file", type=click.Path(path_type=Path))
def backup_key(file: Path) -> None:
    """Make a pair of keys: the secret one into FILE (keep it away from this server), the public one is printed."""
    if file.exists():
        sys.exit(f"{file} sudah ada dan tidak ditimpa.")
    secret, public = age.new_identity()
    file.touch(mode=0o600)
    file.write_text(f"# public key: {public}\n{secret}\n")
    print(f"BACKUP_RECIPIENTS={public}")


@click.command("restore")
@click.argument("name")
@click.option("--identity", type=click.Path(path_type=Path), help="file with the secret age key")
@click.option("--ya-timpa", "overwrite", is_flag=True, help="put it in the place of a live database that holds data")
@with_appcontext
def restore_backup(name: str, identity: Path | None, *, overwrite: bool) -> None:
    """Restore NAME (or "terbaru") beside the live database, compare, and swap where nothing is lost by it."""
    settings: Settings = current_app.config["SETTINGS"]
    now = utc_now()
    try:
        place = places.open_place(settings)
        restored = restore.restore_beside(
            place,
            places.newest_name(place) if name == NEWEST else name,
            live_url=live_url(),
            word="pulih",
            folder=work_folder(settings, f"restore-{now:%Y%m%dT%H%M%S}"),
            identities=places.own_identities(identity or settings.backup_identity),
            grants=True,
            now=now,
            progress=_progress(lambda _percent: None),
        )
        _print_content(restored, settings)
        if restore.is_empty(live_url()) is False and not overwrite:
            print(f"Database yang dipakai berisi data dan tidak disentuh. Salinannya: {restored.database}")
            print(f"Berkasnya: {restored.folder / 'files'}. Dengan --ya-timpa salinan menggantikan yang dipakai.")
            return
        former = restore.swap_in(live_url(), restored, storage(), now=now)
    except FAULTS as problem:
        sys.exit(f"Pemulihan ditolak, yang sedang dipakai tidak disentuh: {problem}")
    print("Dipulihkan." + (f" Database sebelumnya disimpan sebagai {former}." if former else ""))


@click.command()
@click.option("--identity", type=click.Path(path_type=Path), help="file with the secret age key")
@click.option("--waiting", is_flag=True, help="Run the one that was asked for in the panel, if any.")
@with_appcontext
def drill(identity: Path | None, *, waiting: bool) -> None:
    """Restore the newest backup into a throw-away database, compare everything, open a page; exit 1 when it fails."""
    with transaction() as session:
        if not waiting:
            backups.ask_drill(session, actor=None, now=utc_now())
        row = backups.lease_drill(session, now=utc_now())
    if row is None:
        return
    try:
        done = run_drill(row, current_app.config["SETTINGS"], identity, _progress(lambda _percent: None))
    except FAULTS as problem:
        sys.exit(f"Uji pulih gagal: {problem}")
    print(f"{done.backup_name}: {done.table_count} tabel, {done.row_count} baris, {done.file_count} berkas sama")
    print(f"Halaman: {done.page}")
    print(f"RTO {done.rto_seconds} detik, RPO {done.rpo_seconds} detik")


def _print_content(restored: restore.Restored, settings: Settings) -> None:
    manifest = restored.manifest
    print(f"{len(manifest.tables)} tabel, {manifest.rows} baris, {len(manifest.files)} berkas: sama dengan cadangan")
    print(f"Keadaan per {manifest.made_at}, versi {manifest.version}, migrasi {manifest.schema_head}")
    if manifest.missing:
        print(f"PERHATIAN: {len(manifest.missing)} berkas sudah hilang saat cadangan dibuat")
    if manifest.secret_key_id not in map(id_of_key, (settings.keys.current, *settings.keys.previous)):
        print(f"PERHATIAN: perlu SECRET_KEY dengan id {manifest.secret_key_id}, yang dipakai sekarang lain")


def _progress(report: Callable[[int], None]) -> Callable[[str, int, int], None]:
    """A line that is drawn anew on a terminal; `report` hears the per cent whenever it has grown."""
    last = {"percent": -1}

    def show(step: str, done: int, total: int) -> None:
        first, beyond = STEPS[step]
        percent = first + (beyond - first) * done // max(total, 1)
        if percent == last["percent"]:
            return
        last["percent"] = percent
        report(percent)
        if sys.stderr.isatty():
            filled = percent // 4
            end = "\n" if percent == 100 else ""  # noqa: PLR2004
            print(
                f"\r[{'#' * filled}{'.' * (25 - filled)}] {percent:3} % {step:<6}", end=end, file=sys.stderr, flush=True
            )

    return show


def _noting(row: Backup) -> Callable[[int], None]:
    backup_id: int = row.id

    def note(percent: int) -> None:
        with transaction() as session:
            backups.note_progress(session, backup_id=backup_id, percent=percent, now=utc_now())
        db.session.remove()

    return note
