"""The parts Sigap is made of: installed, newest, known vulnerabilities, licences."""

from flask import current_app

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.i18n import N_, Sentence
from app.jobs.upkeep.installed import Part, debian_ecosystem, list_installed
from app.jobs.upkeep.newest import newest
from app.jobs.upkeep.osv import has_dump, list_vulnerabilities
from app.jobs.upkeep.timed import timed
from app.models.maintenance.upkeep import Ecosystem, UpkeepTask
from workflows.maintenance import FoundPart, store_dependencies

OSV_FOLDERS = {Ecosystem.PYTHON: "PyPI", Ecosystem.NPM: "npm", Ecosystem.SYSTEM: "Debian"}


def read_dependencies() -> None:
    """RQ job, daily."""
    timed(UpkeepTask.DEPENDENCIES, look_at_parts)


def look_at_parts() -> Sentence:
    parts = list_installed()
    known = _vulnerabilities(parts)
    found = [_found(part, known) for part in parts]
    unit_of_work(lambda session: store_dependencies(session, found, now=utc_now()))
    weak = sum(bool(one.vulnerabilities) for one in found)
    if known is None:
        return N_("%(count)d bagian, kerentanan tidak diperiksa", count=len(found))
    return N_("%(count)d bagian, %(weak)d dengan kerentanan yang dikenal", count=len(found), weak=weak)


def _found(part: Part, known: dict[Ecosystem, dict[str, list[dict[str, str]]]] | None) -> FoundPart:
    latest, behind = newest(part) if part.latest is None else (part.latest, int(part.latest != part.installed))
    has_list = known is not None and part.ecosystem in known
    weak = known[part.ecosystem].get(_origin(part)[0], []) if known is not None and has_list else None
    return FoundPart(part.ecosystem, part.name, part.installed, latest, behind, part.licence, weak)


def _vulnerabilities(parts: list[Part]) -> dict[Ecosystem, dict[str, list[dict[str, str]]]] | None:
    folder = current_app.config["SETTINGS"].osv_dir
    if folder is None:
        return None
    found = {}
    for kind, name in OSV_FOLDERS.items():
        ecosystem = debian_ecosystem() if kind == Ecosystem.SYSTEM else name
        if ecosystem and has_dump(folder / name):
            installed = dict(_origin(one) for one in parts if one.ecosystem == kind)
            found[kind] = list_vulnerabilities(folder / name, ecosystem, installed)
    return found


def _origin(part: Part) -> tuple[str, str]:
    """The name and version under which OSV knows it."""
    return part.source or (part.name, part.installed)
