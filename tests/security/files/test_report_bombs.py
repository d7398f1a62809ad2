"""Reports of test runners and scanners that unfold, call outside or overflow: refused in words."""

from pathlib import Path

import pytest

import app
from app.releases.evidence import BadReport
from app.releases.evidence.read_report import read_report

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {
    "a billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><testsuites a="&l9;"/>',
    "a file of ours": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><testsuites>&f;</testsuites>',
    "parameters": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><testsuites/>',
}
DIGITS = "9" * 310
ODD = [
    ("SECURITY", "[" * 100_000),
    ("SECURITY", '{"runs": ' + "9" * 5000 + "}"),
    ("SECURITY", '{"runs": [[]]}'),
    ("TESTS", f'<testsuites tests="{"9" * 5000}"/>'),
    ("TESTS", "\x00" * 100),
    ("COVERAGE", f'<coverage lines-valid="{DIGITS}" lines-covered="1" timestamp="{DIGITS}"/>'),
    ("COVERAGE", f'<coverage line-rate="1e999" timestamp="{DIGITS}"/>'),
    ("COVERAGE", '<coverage line-rate="nan"/>'),
    ("COVERAGE", '<coverage lines-valid="4" lines-covered="4" timestamp="99999999999999999"/>'),
]


@pytest.mark.parametrize("name", sorted(ENTITIES))
@pytest.mark.parametrize("kind", ["COVERAGE", "TESTS"])
def test_no_entity_is_followed(kind, name):
    with pytest.raises(BadReport):
        read_report(kind, ENTITIES[name].encode())


@pytest.mark.parametrize(("kind", "content"), ODD, ids=range(len(ODD)))
def test_what_overflows_is_no_report(kind, content):
    with pytest.raises(BadReport):
        read_report(kind, content.encode())


def test_the_address_of_a_dtd_is_not_asked():
    """Cobertura's reports name one."""
    dtd = '<!DOCTYPE coverage SYSTEM "http://192.0.2.1/coverage-04.dtd">'
    assert read_report("COVERAGE", f'{dtd}<coverage lines-valid="100" lines-covered="90"/>'.encode()).passed


def test_a_report_comes_back_whole():
    found = read_report("TESTS", b'<testsuite tests="3" failures="0" skipped="1" timestamp="2026-11-20T10:00:00"/>')
    assert (found.passed, found.facts["tests"], found.made_at.isoformat()) == (True, 3, "2026-11-20T10:00:00+00:00")


def test_nobody_reads_a_report_in_a_process_of_their_own():
    """Panel and API alike ask read_reports, whose processes are limited."""
    root = Path(app.__file__).parents[1]
    sources = [path for part in ("app", "admin_views", "workflows") for path in (root / part).rglob("*.py")]
    own = root / "app" / "releases" / "evidence"
    readers = [path for path in sources if "READERS" in path.read_text() and "evidence.readers" in path.read_text()]
    assert [path for path in readers if path.parent != own] == []
    assert sum("read_reports(" in path.read_text() for path in sources) >= 3  # its own file, the panel, the API
