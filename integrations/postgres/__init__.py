"""PostgreSQL's own programs (pg_dump, pg_restore), run as processes; the password travels in the environment."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

_VERSION = re.compile(r"\(PostgreSQL\) ([0-9]+)")
_ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
_LOCALE = {"PGTZ": "UTC", "LC_ALL": "C.UTF-8"}


class NoPrograms(Exception):
    """No pg_dump of the server's major version was found; the text names the places looked at."""


class ProgramFailed(Exception):
    """A program ended with an error; the text is the last line it wrote."""


def find_programs(server_major: int, places: Iterable[Path] = ()) -> Path:
    """The folder with pg_dump and pg_restore of this major version; an older one refuses a newer server."""
    on_path = shutil.which("pg_dump")
    asked = [*places, Path(f"/usr/lib/postgresql/{server_major}/bin"), *([Path(on_path).parent] if on_path else [])]
    for place in asked:
        if (place / "pg_restore").exists() and _major_of(place / "pg_dump") == server_major:
            return place
    looked = ", ".join(str(place) for place in asked)
    raise NoPrograms(f"no pg_dump {server_major} in {looked}")


def dump(programs: Path, url: str, file: Path, *, snapshot: str) -> None:
    """Write a custom-format dump of this exported snapshot, compressed by gzip."""
    _run([str(programs / "pg_dump"), "-Fc", "-Z", "6", f"--snapshot={snapshot}", "--no-owner", "-f", str(file)], url)


def check_dump(programs: Path, file: Path) -> None:
    """Read the whole dump: `pg_restore -l` accepts a truncated one."""
    _run([str(programs / "pg_restore"), "-f", os.devnull, str(file)], None)


def restore(programs: Path, url: str, file: Path, *, grants: bool) -> None:
    """Fill the empty database at `url`; without `grants` no other role needs to exist."""
    more = [] if grants else ["--no-privileges"]
    database = str(conninfo_to_dict(url)["dbname"])
    _run(
        [str(programs / "pg_restore"), "--exit-on-error", "--no-owner", *more, "-j", "2", "-d", database, str(file)],
        url,
    )


def _major_of(program: Path) -> int | None:
    if not program.exists():
        return None
    output = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout
    found = _VERSION.search(output)
    return int(found[1]) if found else None


def _run(command: Sequence[str], url: str | None) -> None:
    known = conninfo_to_dict(url) if url else {}
    given = {name: str(known[key]) for key, name in _ENVIRONMENT.items() if known.get(key)}
    environment = {"PATH": os.defpath, **_LOCALE, **given}  # nothing of ours: a PGSERVICE would lead elsewhere
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        raise ProgramFailed(f"{Path(command[0]).name}: {lines[-1]}")
