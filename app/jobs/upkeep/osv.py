"""Known vulnerabilities of installed versions, from a dump of osv.dev: <ecosystem>/all.zip, or JSON files in it.

Format: https://ossf.github.io/osv-schema/ (affected[].package, versions, ranges[].events).
"""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version


def list_vulnerabilities(folder: Path, ecosystem: str, installed: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """By name of the package: `id`, `summary`, `fixed` of what its version has. Withdrawn entries are left out."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in installed}
    names = {canonicalize_name(name): name for name in installed}
    for entry in _entries(folder / ecosystem):
        if entry.get("withdrawn"):
            continue
        for affected in entry.get("affected", []):
            package = affected.get("package", {})
            name = names.get(canonicalize_name(package.get("name", "")))
            if name is None or package.get("ecosystem", "").partition(":")[0] != ecosystem:
                continue
            if is_affected(installed[name], affected):
                found[name].append(
                    {"id": entry["id"], "summary": entry.get("summary", "")[:200], "fixed": fixed_in(affected)}
                )
    return found


def is_affected(installed: str, affected: dict[str, Any]) -> bool:
    """Named among its versions, or between an `introduced` and the `fixed` or after the `last_affected` of a range."""
    if installed in affected.get("versions", []):
        return True
    version = _read(installed)
    ranges = (one for one in affected.get("ranges", []) if one.get("type") in {"ECOSYSTEM", "SEMVER"})
    return version is not None and any(_within(version, one.get("events", [])) for one in ranges)


def fixed_in(affected: dict[str, Any]) -> str:
    """The last version that ends a range; empty where none is fixed."""
    events = [
        event for one in affected.get("ranges", []) if one.get("type") != "GIT" for event in one.get("events", [])
    ]
    return next((str(event["fixed"]) for event in reversed(events) if "fixed" in event), "")


def _within(version: Version, events: list[dict[str, str]]) -> bool:
    inside = False
    for event in events:
        (kind, text), *_ = event.items()
        bound = Version("0") if text == "0" else _read(text)
        if bound is None:
            continue
        if kind == "introduced" and version >= bound:
            inside = True
        if (kind == "fixed" and version >= bound) or (kind == "last_affected" and version > bound):
            inside = False
    return inside


def _read(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _entries(place: Path) -> Iterator[dict[str, Any]]:
    archive = place / "all.zip"
    if archive.is_file():
        with zipfile.ZipFile(archive) as kept:
            for name in kept.namelist():
                if name.endswith(".json"):
                    yield json.loads(kept.read(name))
    elif place.is_dir():
        for path in sorted(place.glob("*.json")):
            yield json.loads(path.read_text())
