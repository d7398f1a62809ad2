"""The parts Sigap is made of: installed, newest, known vulnerabilities, licences."""

from flask import current_app

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.jobs.upkeep.installed import Part, list_installed
from app.jobs.upkeep.newest import newest
from app.jobs.upkeep.osv import list_vulnerabilities
from app.jobs.upkeep.timed import timed
from app.models.maintenance.upkeep import CareTask, Ecosystem
from workflows.maintenance import FoundPart, keep_dependencies

OSV_NAMES = {Ecosystem.PYTHON: "PyPI", Ecosystem.NPM: "npm"}


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
    latest, behind = newest(part) if part.latest is None else (part.latest, int(part.latest != part.installed))
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
