"""Before a version starts: its migrations, as the tables' owner, then what the application's role may do with them."""

import os
import subprocess
from pathlib import Path

from sqlalchemy.engine import make_url

from app.core.i18n import N_
from app.releases.rollout.colours import BuildFailed, python_of
from app.releases.rollout.state import Build

SECONDS = 1800.0  # a backfill of a large table is over by then, or belongs into batches of its own


def migrate_for(build: Build, database_url: str, owner_url: str | None, log: Path) -> bool:
    """Upgrade the schema for this version while the one before serves on; False where it has no migrations.

    Raises BuildFailed when one of the commands fails. Each migration is a transaction: those before the one that fails
    stand, as after grants that fail; the version before bears them, and the next attempt goes on from there.
    """
    if not (Path(build.folder) / "app" / "migrations").is_dir():
        return False
    role, owner = make_url(database_url).username, make_url(owner_url or database_url).username
    _run(build, ("db", "upgrade"), owner_url or database_url, log)
    if owner_url and role and role != owner:
        _run(build, ("grants", role), owner_url, log)
    return True


def _run(build: Build, words: tuple[str, ...], url: str, log: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": url}
    environment.pop("FLASK_RUN_FROM_CLI", None)
    command = [python_of(build), "-m", "flask", "--app", "wsgi", *words]
    with log.open("ab") as output:
        try:
            ended = subprocess.run(
                command, cwd=build.folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as problem:
            raise BuildFailed(
                N_(
                    "%(version)s: %(command)s belum selesai setelah %(seconds)s detik",
                    version=build.version,
                    command=" ".join(words),
                    seconds=int(SECONDS),
                )
            ) from problem
    if ended.returncode:
        raise BuildFailed(
            N_(
                "%(version)s: %(command)s gagal, versi ini tidak dinyalakan; lihat %(log)s",
                version=build.version,
                command=" ".join(words),
                log=str(log),
            )
        )
