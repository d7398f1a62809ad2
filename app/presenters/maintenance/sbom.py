"""The parts Sigap is made of as a CycloneDX document (https://cyclonedx.org/docs/1.6/json/)."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from app.models.maintenance.upkeep import Dependency, Ecosystem

TYPES = {
    Ecosystem.PYTHON: ("pypi", "library"),
    Ecosystem.NPM: ("npm", "library"),
    Ecosystem.SYSTEM: ("deb/debian", "library"),
    Ecosystem.SERVER: ("generic", "application"),
}


def sbom_of(parts: Sequence[Dependency], version: str) -> dict[str, Any]:
    """Sorted, so that two days without a change give the same document but for its time."""
    ordered = sorted(parts, key=lambda one: (one.ecosystem, one.name))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            **({"timestamp": f"{max(one.looked_at for one in parts):%Y-%m-%dT%H:%M:%SZ}"} if parts else {}),
            "component": {"type": "application", "name": "sigap", "version": version, "bom-ref": "sigap"},
        },
        "components": [_component(one) for one in ordered],
        "vulnerabilities": [
            {"id": weak["id"], "description": weak["summary"], "affects": [{"ref": purl(one)}]}
            for one in ordered
            for weak in one.vulnerabilities or []
        ],
    }


def purl(part: Dependency) -> str:
    """`pkg:pypi/flask@3.1.3`."""
    kind, _ = TYPES[part.ecosystem]
    name = part.name.lower().replace("_", "-") if part.ecosystem == Ecosystem.PYTHON else part.name
    return f"pkg:{kind}/{quote(name, safe='/')}@{quote(part.installed, safe=':+~')}"


def _component(part: Dependency) -> dict[str, Any]:
    licences = [{"license": {"name": part.licence}}] if part.licence else []
    return {
        "type": TYPES[part.ecosystem][1],
        "bom-ref": purl(part),
        "name": part.name,
        "version": part.installed,
        "purl": purl(part),
        **({"licenses": licences} if licences else {}),
    }
