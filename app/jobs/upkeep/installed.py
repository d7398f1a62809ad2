"""What is installed: Python packages, packages of the browser's scripts, of the operating system, and the servers."""

import json
import platform
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from flask import current_app
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import text

from app.core.db import db
from app.models.maintenance.upkeep import Ecosystem

LONGEST_LICENCE = 120
DEBIAN_DOCS = Path("/usr/share/doc")


@dataclass(frozen=True, slots=True)
class Part:
    """`latest` None: nobody could look. `source`: name and version of what a Debian package was built from."""

    ecosystem: Ecosystem
    name: str
    installed: str
    licence: str = ""
    latest: str | None = None
    source: tuple[str, str] | None = None


def list_installed() -> list[Part]:
    """One of each name, sorted."""
    parts = {(one.ecosystem, one.name): one for one in (*_python(), *_npm(), *_system(), *_servers())}
    return [parts[key] for key in sorted(parts)]


def licence_of(distribution: Distribution) -> str:
    """The SPDX expression, else the classifier, else the first line of the text."""
    meta = distribution.metadata
    classifiers = [one.rpartition("::")[2].strip() for one in meta.get_all("Classifier") or [] if "License ::" in one]
    words = meta.get("License-Expression") or (classifiers[0] if classifiers else meta.get("License") or "")
    return (str(words).splitlines() or [""])[0][:LONGEST_LICENCE]


def _python() -> list[Part]:
    return [
        Part(Ecosystem.PYTHON, one.metadata["Name"], one.version, licence_of(one))
        for one in distributions()
        if one.metadata["Name"]
    ]


def _npm() -> list[Part]:
    """From the lock file of the checkout; the names below node_modules."""
    path = Path(current_app.root_path).parent / "package-lock.json"
    if not path.is_file():
        return []
    packages = json.loads(path.read_text()).get("packages", {})
    return [
        Part(Ecosystem.NPM, name.rpartition("node_modules/")[2], one["version"], str(one.get("license", "")))
        for name, one in packages.items()
        if "node_modules/" in name and "version" in one
    ]


def _system() -> list[Part]:
    """Debian's packages; `latest` None where apt has no lists."""
    asked = "${Package}\t${Version}\t${source:Package}\t${source:Version}\n"
    rows = [line.split("\t") for line in _run("dpkg-query", "-W", "-f", asked)]
    newer = dict(_upgradable(line) for line in _run("apt", "list", "--upgradable") if "/" in line)
    has_lists = any(Path("/var/lib/apt/lists").glob("*Packages*"))
    return [
        Part(
            Ecosystem.SYSTEM,
            name,
            version,
            licence=debian_licence(DEBIAN_DOCS / name / "copyright"),
            latest=newer.get(name, version) if has_lists else None,
            source=(source, source_version),
        )
        for name, version, source, source_version in rows
    ]


def debian_ecosystem() -> str:
    """`Debian:12`, as OSV names it; empty where the system is no Debian."""
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        return ""
    return f"Debian:{system['VERSION_ID']}" if system.get("ID") == "debian" and "VERSION_ID" in system else ""


def debian_licence(path: Path) -> str:
    """The names of the licences that a copyright file in Debian's format says (DEP-5), sorted; empty for another."""
    try:
        lines = path.read_text(errors="replace").splitlines()
    except OSError:
        return ""
    if not lines or not lines[0].startswith("Format:"):
        return ""
    named = {line.removeprefix("License:").strip() for line in lines if line.startswith("License:")}
    return ", ".join(sorted(named - {""}))[:LONGEST_LICENCE]


def _upgradable(line: str) -> tuple[str, str]:
    """`bash/stable 5.2-2 amd64 [upgradable from: 5.2-1]`."""
    name, _, rest = line.partition("/")
    return name, rest.split()[1] if len(rest.split()) > 1 else ""


def _servers() -> list[Part]:
    version = str(db.session.scalar(text("SHOW server_version"))).split()[0]
    found = [Part(Ecosystem.SERVER, "PostgreSQL", version, "PostgreSQL")]
    try:
        info = Redis.from_url(current_app.config["REDIS_URL"], socket_timeout=5).info("server")
    except RedisError:
        return found
    return [*found, Part(Ecosystem.SERVER, "Redis", str(info["redis_version"]))]  # type: ignore[index]


def _run(*command: str) -> list[str]:
    """The lines of its answer; none where the program is not there."""
    if shutil.which(command[0]) is None:
        return []
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    return answer.stdout.splitlines() if answer.returncode == 0 else []
