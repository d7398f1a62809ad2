"""The newest release of a part, asked of the registries that the settings name."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import requests
from flask import current_app
from packaging.version import InvalidVersion, Version

from app.jobs.upkeep.installed import Part
from app.models.maintenance.upkeep import Ecosystem

TIMEOUT = 5  # seconds for each part
SERVERS = {"PostgreSQL": "postgresql", "Redis": "redis"}  # by their names at endoflife.date


def newest(part: Part) -> tuple[str | None, int | None]:
    """The newest final release and how many lie between; None where nobody could look."""
    settings = current_app.config["SETTINGS"]
    bases = {
        Ecosystem.PYTHON: settings.package_index_url,
        Ecosystem.NPM: settings.npm_registry_url,
        Ecosystem.SERVER: settings.release_cycles_url,
    }
    base = bases.get(part.ecosystem)
    if base is None:
        return None, None
    try:
        return ASKED[part.ecosystem](base.rstrip("/"), part)
    except (requests.RequestException, ValueError, KeyError, TypeError):
        return None, None


def _of_python(base: str, part: Part) -> tuple[str | None, int | None]:
    """PyPI's JSON: `releases` by version."""
    return newest_of(part.installed, list(_json(f"{base}/pypi/{part.name}/json")["releases"]))


def _of_npm(base: str, part: Part) -> tuple[str | None, int | None]:
    """The registry's short document: `versions` by version."""
    short = {"Accept": "application/vnd.npm.install-v1+json"}
    return newest_of(part.installed, list(_json(f"{base}/{quote(part.name, safe='@')}", short)["versions"]))


def _of_server(base: str, part: Part) -> tuple[str | None, int | None]:
    """endoflife.date's list of cycles, each with its `latest`: that of the own cycle, and how many minors behind."""
    cycles = _json(f"{base}/{SERVERS[part.name]}.json")
    mine = next((one["latest"] for one in cycles if part.installed.startswith(f"{one['cycle']}.")), None)
    installed, latest = _read(part.installed), _read(mine or "")
    if installed is None or latest is None:
        return None, None
    return str(max(latest, installed)), max(0, latest.release[-1] - installed.release[-1])


def _json(url: str, headers: Mapping[str, str] | None = None) -> Any:
    """A registry leads a name in another spelling to its own; it is followed once, and to no other site."""
    answer = requests.get(url, timeout=TIMEOUT, headers=headers, allow_redirects=False)
    led = urljoin(url, answer.headers.get("Location", ""))
    if answer.is_redirect and urlsplit(led)[:2] == urlsplit(url)[:2]:
        answer = requests.get(led, timeout=TIMEOUT, headers=headers, allow_redirects=False)
    if answer.status_code != requests.codes.ok:
        raise ValueError(answer.status_code)
    return answer.json()


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


ASKED = {Ecosystem.PYTHON: _of_python, Ecosystem.NPM: _of_npm, Ecosystem.SERVER: _of_server}
