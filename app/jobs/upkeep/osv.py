"""Known vulnerabilities of installed versions, from a dump of osv.dev: <folder>/all.zip, or JSON files in it.

Format: https://ossf.github.io/osv-schema/ (affected[].package, versions, ranges[].events).
"""

import json
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from app.jobs.upkeep.debian_versions import read_debian_version

Reader = Callable[[str], Any]  # a version as something that sorts; None for what is none


def _read(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def has_dump(place: Path) -> bool:
    """Whether there is anything to look into: an empty folder says nothing of any version."""
    return next(_files(place), None) is not None


def list_vulnerabilities(place: Path, ecosystem: str, installed: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """By name of the package: `id`, `summary`, `fixed` of what its version has. Withdrawn entries are left out.

    `ecosystem` as OSV names it: `PyPI`, `Debian:12` (names and versions there are of source packages).
    """
    read = read_debian_version if ecosystem.startswith("Debian") else _read
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in installed}
    names = {canonicalize_name(name): name for name in installed}
    for entry in _entries(place):
        if entry.get("withdrawn"):
            continue
        for affected in entry.get("affected", []):
            package = affected.get("package", {})
            name = names.get(canonicalize_name(package.get("name", "")))
            if name is None or ecosystem not in {
                package.get("ecosystem"),
                package.get("ecosystem", "").partition(":")[0],
            }:
                continue
            if is_affected(installed[name], affected, read):
                found[name].append(
                    {"id": entry["id"], "summary": entry.get("summary", "")[:200], "fixed": fixed_in(affected)}
                )
    return found


def is_affected(installed: str, affected: dict[str, Any], read: Reader = _read) -> bool:
    """Named among its versions, or between an `introduced` and the `fixed` or after the `last_affected` of a range."""
    if installed in affected.get("versions", []):
        return True
    version = read(installed)
    ranges = (one for one in affected.get("ranges", []) if one.get("type") in {"ECOSYSTEM", "SEMVER"})
    return version is not None and any(_within(version, one.get("events", []), read) for one in ranges)


def fixed_in(affected: dict[str, Any]) -> str:
    """The last version that ends a range; empty where none is fixed."""
    events = [
        event for one in affected.get("ranges", []) if one.get("type") != "GIT" for event in one.get("events", [])
    ]
    return next((str(event["fixed"]) for event in reversed(events) if "fixed" in event), "")


def _within(version: Any, events: list[dict[str, str]], read: Reader) -> bool:
    inside = False
    for event in events:
        (kind, text), *_ = event.items()
        if (kind, text) == ("introduced", "0"):
            inside = True
            continue
        bound = read(text)
        if bound is None:
            continue
        if kind == "introduced" and version >= bound:
            inside = True
        if (kind == "fixed" and version >= bound) or (kind == "last_affected" and version > bound):
            inside = False
    return inside


def _entries(place: Path) -> Iterator[dict[str, Any]]:
    for read in _files(place):
        yield json.loads(read())


def _files(place: Path) -> Iterator[Callable[[], bytes]]:
    archive = place / "all.zip"
    if archive.is_file():
        with zipfile.ZipFile(archive) as kept:
            for name in kept.namelist():
                if name.endswith(".json"):
                    yield partial(kept.read, name)
    elif place.is_dir():
        for path in sorted(place.glob("*.json")):
            yield path.read_bytes
