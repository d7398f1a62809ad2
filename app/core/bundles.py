"""Scripts and styles bundled for phones: which there are, and whether what was built is of today's sources."""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

SCRIPTS = ("base", "panel", "panel/kpi", "technician/app", "technician/pool", "technician/signature")
WORKER = "technician/worker"
STYLES = {
    "small": ("tokens", "themes", "base", "forms", "parts", "small"),
    "technician": ("tokens", "themes", "base", "forms", "parts", "small", "technician"),
}
BUILT = "built"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Bundles:
    """Built files below static/ by the name of their source, and the chunks a script needs at once."""

    files: dict[str, str] = field(default_factory=dict[str, str])
    chunks: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


def source_digest(static: Path) -> str:
    """Changes with every byte of a script or style."""
    digest = hashlib.sha256()
    for path in sorted([*static.glob("js/**/*.js"), *static.glob("css/**/*.css"), *static.glob("vendor/*.js")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


@cache
def content_version(path: Path) -> str:
    """What an address carries so that it changes with the file; empty where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
    except OSError:
        return ""


def read_bundles(static: Path) -> Bundles:
    """Empty where nothing was built or the sources have changed since: the sources are served as they are."""
    manifest = static / BUILT / MANIFEST
    try:
        parsed = json.loads(manifest.read_text())
    except (OSError, ValueError):
        return Bundles()
    if parsed.get("sources") != source_digest(static):
        return Bundles()
    return Bundles(parsed["files"], parsed["chunks"])
