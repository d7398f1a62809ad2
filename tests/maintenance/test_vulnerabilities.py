"""Which installed versions a vulnerability of OSV concerns, newest versions, and the SBOM."""

import json
import zipfile
from datetime import UTC, datetime

import pytest

from app.jobs.upkeep.debian_versions import read_debian_version
from app.jobs.upkeep.installed import Part, debian_licence
from app.jobs.upkeep.newest import newest, newest_of
from app.jobs.upkeep.osv import has_dump, is_affected, list_vulnerabilities
from app.models.maintenance.upkeep import Dependency, Ecosystem
from app.presenters.maintenance.sbom import sbom_of
from tests.standins.server import Answer, StandIn


class Registries(StandIn):
    """npm's registry and endoflife.date, as they answer."""

    def reply(self, request):
        cycles = [{"cycle": "18", "latest": "18.3"}, {"cycle": "17", "latest": "17.9"}]
        bodies = {
            "/npm/@a%2Fb": {"versions": {"1.0.0": {}, "1.1.0": {}, "2.0.0-beta.1": {}, "2.0.0": {}}},
            "/cycles/postgresql.json": cycles,
            "/cycles/redis.json": [{"cycle": "7.4", "latest": "7.4.2"}],
        }
        places = {
            "/npm/Old": "/npm/@a%2Fb",
            "/npm/round": "/npm/round",
            "/npm/away": f"http://localhost:{self.port}/npm/@a%2Fb",
        }
        if request.path in places:
            return Answer(301, {}, {"Location": places[request.path]})
        return Answer(200, bodies[request.path]) if request.path in bodies else Answer(404, {})

    def trouble(self, status, retry_after):
        return Answer(status, {})


@pytest.mark.parametrize(
    ("kind", "name", "installed", "found"),
    [
        (Ecosystem.NPM, "@a/b", "1.0.0", ("2.0.0", 2)),
        (Ecosystem.NPM, "Old", "1.0.0", ("2.0.0", 2)),
        (Ecosystem.NPM, "away", "1.0.0", (None, None)),
        (Ecosystem.NPM, "round", "1.0.0", (None, None)),
        (Ecosystem.NPM, "unknown", "1.0.0", (None, None)),
        (Ecosystem.SERVER, "PostgreSQL", "16.2", (None, None)),
        (Ecosystem.SERVER, "PostgreSQL", "18.1", ("18.3", 2)),
        (Ecosystem.SERVER, "Redis", "7.4.2", ("7.4.2", 0)),
        (Ecosystem.SYSTEM, "bash", "5.2", (None, None)),
    ],
)
def test_newest_npm_packages_and_servers_are_asked_for_where_an_address_is_set(app_with, kind, name, installed, found):
    with Registries() as registries:
        given = {"npm_registry_url": f"{registries.url}/npm", "release_cycles_url": f"{registries.url}/cycles"}
        with app_with(**given).app_context():
            assert newest(Part(kind, name, installed)) == found
    with app_with().app_context():
        assert newest(Part(kind, name, installed)) == (None, None), "nobody is asked"


def between(*events):
    return {"ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}


ALWAYS = between({"introduced": "0"})
FIXED = between({"introduced": "1.0"}, {"fixed": "1.4.2"})
LAST = between({"introduced": "0"}, {"last_affected": "2.0"})
TWICE = between({"introduced": "1.0"}, {"fixed": "1.2"}, {"introduced": "2.0"}, {"fixed": "2.1"})
NAMED = {"versions": ["1.0", "1.0.1"]}
GIT = {"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}


@pytest.mark.parametrize(
    ("affected", "installed", "is_so"),
    [
        (ALWAYS, "0.1", True),
        (FIXED, "0.9", False), (FIXED, "1.0", True), (FIXED, "1.4.1", True), (FIXED, "1.4.2", False),
        (FIXED, "1.10", False),  # not as text
        (LAST, "2.0", True), (LAST, "2.0.1", False),
        (TWICE, "1.1", True), (TWICE, "1.3", False), (TWICE, "2.0.5", True), (TWICE, "2.1", False),
        (NAMED, "1.0.1", True), (NAMED, "1.0.2", False),
        (GIT, "1.0", False), (FIXED, "no version", False),
    ],
)  # fmt: skip
def test_a_version_is_affected_within_its_ranges(affected, installed, is_so):
    assert is_affected(installed, affected) is is_so


def entry(number, name, affected, **more):
    package = {"package": {"ecosystem": "PyPI", "name": name}}
    return {"id": f"PYSEC-2026-{number}", "summary": "Bad", "affected": [package | affected], **more}


def test_a_dump_is_read_from_its_archive_and_withdrawn_entries_are_left_out(tmp_path):
    (tmp_path / "PyPI").mkdir()
    found = [
        entry(1, "Some_Thing", FIXED),
        entry(2, "some-thing", FIXED, withdrawn="2026-01-01"),
        entry(3, "x", ALWAYS),
    ]
    with zipfile.ZipFile(tmp_path / "PyPI" / "all.zip", "w") as archive:
        for one in found:
            archive.writestr(f"{one['id']}.json", json.dumps(one))
    known = list_vulnerabilities(tmp_path / "PyPI", "PyPI", {"some.thing": "1.1", "flask": "3.0"})
    assert known == {"some.thing": [{"id": "PYSEC-2026-1", "summary": "Bad", "fixed": "1.4.2"}], "flask": []}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("1.0", "1:0.1"),
        ("1.0", "1.0+deb12u1"),
        ("1.0", "1.0-1"),
        ("1.0-1", "1.0-1+deb12u1"),
        ("1.0-9", "1.0-10"),
        ("1.0a", "1.0.1"),
        ("1.0~rc1", "1.0"),
        ("1.0~~", "1.0~"),
        ("1.2.9", "1.2.10"),
        ("1.2a", "1.2b"),
        ("3.0.17-1~deb12u2", "3.0.17-1"),
    ],
)
def test_versions_of_debian_sort_as_dpkg_sorts_them(earlier, later):
    assert read_debian_version(earlier) < read_debian_version(later)


def test_packages_of_the_system_are_looked_up_by_their_source_in_their_release(tmp_path):
    def entry(name, ecosystem, fixed):
        events = [{"introduced": "0"}, {"fixed": fixed}]
        affected = {
            "package": {"name": "openssl", "ecosystem": ecosystem}, "ranges": [{"type": "ECOSYSTEM", "events": events}]
        }  # fmt: skip
        (tmp_path / f"{name}.json").write_text(json.dumps({"id": name, "affected": [affected]}))

    assert not has_dump(tmp_path)
    entry("CVE-1", "Debian:12", "3.0.17-1~deb12u3")
    entry("CVE-2", "Debian:11", "9")
    entry("CVE-3", "Debian:12", "3.0.17-1~deb12u2")
    assert has_dump(tmp_path)
    found = list_vulnerabilities(tmp_path, "Debian:12", {"openssl": "3.0.17-1~deb12u2", "bash": "5.2"})
    assert {name: [one["id"] for one in each] for name, each in found.items()} == {"openssl": ["CVE-1"], "bash": []}


def test_licences_of_a_debian_package_are_those_of_its_copyright_file(tmp_path):
    path = tmp_path / "copyright"
    assert debian_licence(path) == ""
    path.write_text("This is free.\nLicense: none\n")
    assert debian_licence(path) == ""
    path.write_text("Format: https://x\n\nFiles: *\nLicense: Apache-2.0\n\nFiles: b\nLicense: BSD-3-clause\n text\n")
    assert debian_licence(path) == "Apache-2.0, BSD-3-clause"


@pytest.mark.parametrize(
    ("installed", "newest", "behind"),
    [("1.0", "1.10", 2), ("1.10", "1.10", 0), ("2.0.dev1", "2.0.dev1", 0), ("odd", None, None)],
)
def test_versions_behind_count_final_releases_only(installed, newest, behind):
    assert newest_of(installed, ["1.0", "1.2", "1.10", "2.0rc1", "nonsense"]) == (newest, behind)


def test_the_sbom_names_parts_by_package_url_with_what_is_known_against_them():
    at = datetime(2026, 11, 30, 21, tzinfo=UTC)
    weak = [{"id": "PYSEC-2026-1", "summary": "Bad", "fixed": "4"}]
    parts = [
        Dependency(ecosystem=Ecosystem.SYSTEM, name="bash", installed="5.2-1+b2", licence="", looked_at=at),
        Dependency(
            ecosystem=Ecosystem.PYTHON,
            name="Flask_Admin",
            installed="2.0",
            licence="BSD",
            vulnerabilities=weak,
            looked_at=at,
        ),
        Dependency(ecosystem=Ecosystem.NPM, name="@a/b", installed="1", licence="MIT", looked_at=at),
    ]
    document = sbom_of(parts, "1.2.3")
    assert [one["purl"] for one in document["components"]] == [
        "pkg:npm/%40a/b@1",
        "pkg:pypi/flask-admin@2.0",
        "pkg:deb/debian/bash@5.2-1+b2",
    ]
    assert document["metadata"]["timestamp"] == "2026-11-30T21:00:00Z"
    assert document["vulnerabilities"] == [
        {"id": "PYSEC-2026-1", "description": "Bad", "affects": [{"ref": "pkg:pypi/flask-admin@2.0"}]}
    ]
    assert sbom_of([], "1")["components"] == []
