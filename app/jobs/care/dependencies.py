"""The parts Sigap is made of: installed, newest, known vulnerabilities, licences."""

import requests
from flask import current_app
from packaging.version import InvalidVersion, Version

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.jobs.care.installed import Part, list_installed
from app.jobs.care.osv import list_vulnerabilities
from app.jobs.care.timed import timed
from app.models.maintenance.care import CareTask, Ecosystem
from workflows.maintenance import FoundPart, keep_dependencies

OSV_NAMES = {Ecosystem.PYTHON: "PyPI", Ecosystem.NPM: "npm"}
TIMEOUT = 5  # seconds for each package


def read_dependencies() -> None:
    """RQ job, daily."""
    timed(CareTask.DEPENDENCIES, look_at_parts)


def look_at_parts() -> str:
    parts = list_installed()
    known = _vulnerabilities(parts)
    found = [_found(part, known) for part in parts]
    unit_of_work(lambda session: keep_dependencies(session, found, now=utc_now()))
    weak = sum(bool(one.vulnerabilities) for one in found)
    looked = "kerentanan tidak diperiksa" if known is None else f"{weak} dengan kerentanan yang dikenal"
    return f"{len(found)} bagian, {looked}"


def _found(part: Part, known: dict[Ecosystem, dict[str, list[dict[str, str]]]] | None) -> FoundPart:
    latest, behind = _newest(part) if part.latest is None else (part.latest, int(part.latest != part.installed))
    has_list = known is not None and part.ecosystem in known
    weak = known[part.ecosystem].get(part.name, []) if known is not None and has_list else None
    return FoundPart(part.ecosystem, part.name, part.installed, latest, behind, part.licence, weak)


def _vulnerabilities(parts: list[Part]) -> dict[Ecosystem, dict[str, list[dict[str, str]]]] | None:
    folder = current_app.config["SETTINGS"].osv_dir
    if folder is None:
        return None
    return {
        kind: list_vulnerabilities(folder, name, {one.name: one.installed for one in parts if one.ecosystem == kind})
        for kind, name in OSV_NAMES.items()
        if (folder / name).is_dir()
    }


def _newest(part: Part) -> tuple[str | None, int | None]:
    """The newest release of a Python package and how many releases lie between; None where nobody could look."""
    index = current_app.config["SETTINGS"].package_index_url
    if index is None or part.ecosystem != Ecosystem.PYTHON:
        return None, None
    try:
        answer = requests.get(f"{index.rstrip('/')}/pypi/{part.name}/json", timeout=TIMEOUT)
        return newest_of(part.installed, list(answer.json()["releases"])) if answer.ok else (None, None)
    except (requests.RequestException, ValueError, KeyError):
        return None, None


def newest_of(installed: str, releases: list[str]) -> tuple[str | None, int | None]:
    """Of the final releases, and how many of them are newer than the installed one."""
    final = [one for one in map(_read, releases) if one is not None and not one.is_prerelease]
    mine = _read(installed)
    if not final or mine is None:
        return None, None
    return str(max(*final, mine)), sum(one > mine for one in final)


def _read(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None
