"""Reports as tools write them, at the edges of every limit."""

import json
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.core.i18n import in_both_languages
from app.models.releases.evidence_words import words_of
from app.models.releases.readiness import ReleaseEvidence
from app.releases.evidence import BadReport
from app.releases.evidence.complaints import complaint
from app.releases.evidence.read_report import read_report, read_reports
from app.releases.evidence.readers import READERS

SUITE = (
    '<testsuite name="pytest" tests="{}" failures="{}" errors="{}" skipped="1" timestamp="2026-11-20T09:00:00+00:00"/>'
)


@pytest.mark.parametrize(
    ("report", "passed", "words"),
    [
        (SUITE.format(412, 0, 0), True, "411/412"),
        (f"<testsuites>{SUITE.format(400, 0, 0)}{SUITE.format(12, 0, 0)}</testsuites>", True, "410/412"),
        (f"<testsuites>{SUITE.format(400, 0, 0)}{SUITE.format(12, 1, 0)}</testsuites>", False, "409/412"),
        (SUITE.format(412, 0, 1), False, "410/412"),
        ('<testsuites tests="0"/>', False, "0/0"),
        ('<testsuites tests="7" failures="0" errors="0"/>', True, "7/7"),
        ('<testsuite tests="2"><testcase/><testcase><failure/></testcase></testsuite>', False, "1/2"),
        ('<testsuites><testsuite tests="2"><testcase><error/></testcase></testsuite></testsuites>', False, "1/2"),
    ],
)
def test_tests_are_green_when_some_ran_and_none_failed(report: str, passed: bool, words: str) -> None:
    found = READERS["TESTS"](report.encode())
    assert (found.passed, words in words_of("TESTS", found.facts)) == (passed, True), found


def test_a_report_tells_when_and_of_which_commit() -> None:
    report = SUITE.format(2, 0, 0).replace(
        "/>", '><properties><property name="commit" value="a1b2"/></properties></testsuite>'
    )
    found = READERS["TESTS"](report.encode())
    assert (found.made_at, found.commit) == (datetime(2026, 11, 20, 9, tzinfo=UTC), "a1b2")


@pytest.mark.parametrize(
    ("attributes", "passed"),
    [
        ('lines-valid="200" lines-covered="170" line-rate="0.851"', False),
        ('lines-valid="200" lines-covered="171"', True),
        ('line-rate="0.85"', False),
        ('line-rate="0.8501"', True),
    ],
)
def test_coverage_is_more_than_85_percent_of_the_lines(attributes: str, passed: bool) -> None:
    found = READERS["COVERAGE"](f'<coverage {attributes} timestamp="1795338000000"/>'.encode())
    assert found.passed is passed
    assert found.made_at == datetime.fromtimestamp(1795338000, UTC)


def sarif(*results: dict[str, object], **run: object) -> bytes:
    rules = [
        {"id": "R9", "properties": {"security-severity": "9.0"}},
        {"id": "R8", "properties": {"security-severity": "8.9"}},
    ]
    more = [{"id": "X9", "properties": {"security-severity": "9.8"}}]
    more += [{"id": "X-error", "defaultConfiguration": {"level": "error"}}]
    tool = {"driver": {"rules": rules}, "extensions": [{"name": "queries", "rules": more}]}
    return json.dumps({"runs": [{"tool": tool, "results": list(results), **run}]}).encode()


@pytest.mark.parametrize(
    ("results", "passed"),
    [
        ([], True),
        ([{"ruleId": "R8", "level": "error"}], True),
        ([{"ruleId": "R9", "level": "note"}], False),
        ([{"ruleId": "R9", "suppressions": [{"kind": "inSource"}]}], True),
        ([{"ruleId": "unknown"}], True),
        ([{"ruleId": "unknown", "level": "error"}], False),
        ([{"ruleIndex": 0, "level": "note"}], False),
        ([{"ruleIndex": 1, "level": "error"}], True),
        ([{"rule": {"id": "R9"}, "level": "note"}], False),
        ([{"rule": {"index": 0, "toolComponent": {"index": 0}}, "level": "note"}], False),
        ([{"ruleId": "X9", "level": "note"}], False),
        ([{"ruleId": "X-error"}], False),
        ([{"ruleId": "X-error", "level": "note"}], True),
        ([{"ruleId": "R9", "kind": "pass"}], True),
        ([{"ruleId": "R9", "kind": "review"}], False),
        ([{"ruleId": "R9", "suppressions": [{"kind": "external", "status": "accepted"}]}], True),
        ([{"ruleId": "R9", "suppressions": [{"kind": "external", "status": "underReview"}]}], False),
        ([{"ruleId": "R9", "suppressions": [{"kind": "external", "status": "rejected"}]}], False),
        ([{"ruleId": "R9", "suppressions": []}], False),
    ],
    ids=str,
)
def test_a_critical_finding_that_nobody_suppressed_fails(results: list[dict[str, object]], passed: bool) -> None:
    assert READERS["SECURITY"](sarif(*results)).passed is passed


def test_several_files_are_green_when_each_is_and_as_old_as_the_oldest() -> None:
    one, other = SUITE.format(400, 0, 0), SUITE.format(12, 0, 0).replace("2026-11-20", "2026-11-19")
    found = read_reports("TESTS", [one.encode(), other.encode()])
    assert (found.passed, found.facts["tests"], found.made_at) == (True, 412, datetime(2026, 11, 19, 9, tzinfo=UTC))
    for broken in (SUITE.format(12, 1, 0), "<testsuites/>"):
        assert not read_reports("TESTS", [broken.encode(), one.encode()]).passed
    named = '<testsuite tests="1"><properties><property name="commit" value="{}"/></properties></testsuite>'
    for kind, contents, code in (
        ("TESTS", [named.format("a1"), named.format("b2")], "commits"),
        ("COVERAGE", ['<coverage line-rate="0.9"/>'] * 2, "one_file"),
        ("TESTS", [one, "<html/>"], "not_this"),
    ):
        with pytest.raises(BadReport) as problem:
            read_reports(kind, [content.encode() for content in contents])
        assert problem.value.code == code


BOMB = b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><testsuites>&c;</testsuites>'


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("COVERAGE", b"<coverage/>"),
        ("COVERAGE", b'<coverage line-rate="1.2"/>'),
        ("COVERAGE", SUITE.format(1, 0, 0).encode()),
        ("SECURITY", b"[]"),
        ("SECURITY", b'{"runs": []}'),
        ("SECURITY", b"{"),
        ("SECURITY", sarif(invocations=[{"executionSuccessful": False}])),
        ("SECURITY", sarif(results=None)),
        ("SECURITY", b'{"runs": [{"tool": {"driver": {}}}]}'),
        ("SECURITY", sarif({"properties": {"security-severity": "nan"}})),
        ("SECURITY", sarif({"properties": {"security-severity": "10.1"}})),
        ("TESTS", BOMB),
        ("TESTS", b""),
        ("TESTS", b"<html/>"),
        ("TESTS", b'<testsuite tests="-1"/>'),
        ("TESTS", b" " * (20 * 1024 * 1024 + 1)),
    ],
    ids=lambda one: one if isinstance(one, str) else str(one[:30]),
)
def test_what_is_no_report_is_no_evidence(kind: str, content: bytes) -> None:
    with pytest.raises(BadReport) as problem:
        READERS[kind](content)
    assert str(complaint(problem.value)), "every code has its words"
    assert "Error" not in str(complaint(problem.value)), "people read this"


def test_what_is_wrong_with_a_report_is_said_in_both_languages(app: Flask) -> None:
    """It comes from a process of its own, which knows no sentences."""
    with pytest.raises(BadReport) as problem:
        read_report("TESTS", b"<html/>")
    with app.app_context():
        assert in_both_languages(complaint(problem.value)) == ("bukan JUnit: <html>", "not JUnit: <html>")


@pytest.mark.parametrize(
    ("kind", "facts", "indonesian", "english"),
    [
        ("BACKUP", {"name": "pagi", "rows": 1}, "pagi, 1 baris", "pagi, 1 row"),
        ("BACKUP", {"name": "pagi", "rows": None}, "pagi", ""),
        ("COVERAGE", {"rate": 0.884}, "cakupan 88,4 %, batas > 85 %", "coverage 88.4%, the limit is > 85%"),
        ("DRILL", {"seconds": 41}, "pulih dalam 41 detik", "restored in 41 seconds"),
        ("MONITORING", {"well": 3, "all": 4}, "3/4 bagian hidup", "3/4 parts alive"),
        (
            "SECURITY",
            {"critical": 0, "high": 2, "other": 1},
            "0 kritis, 2 tinggi, 1 lain",
            "0 critical, 2 high, 1 other",
        ),
        (
            "TESTS",
            {"tests": 412, "failures": 0, "errors": 1, "skipped": 1},
            "410/412 tes lulus, 1 dilewati",
            "410/412 tests passed, 1 skipped",
        ),
    ],
)
def test_evidence_is_said_in_both_languages(
    app: Flask, kind: str, facts: dict[str, object], indonesian: str, english: str
) -> None:
    with app.app_context():
        assert in_both_languages(words_of(kind, facts)) == (indonesian, english)
        assert ReleaseEvidence(kind=kind, facts=facts, words=indonesian).shown_words == indonesian
        assert ReleaseEvidence(kind=kind, facts={}, words="lama").shown_words == "lama", "a row of before"
