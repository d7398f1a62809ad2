"""Reports as tools write them: JUnit XML, Cobertura's coverage.xml, SARIF 2.1.0."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

LARGEST = 20 * 1024 * 1024  # bytes
COVERED = 0.85  # of the lines; strictly more
CRITICAL, HIGH = 9.0, 7.0  # security-severity, as CVSS


class BadReport(Exception):
    """Not a report of this kind, too large, or of a run that did not work; `code` and `values`: of `complaints`."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Finding:
    """What one report shows. `made_at` and `commit` where the report itself tells them."""

    passed: bool
    facts: Mapping[str, Any] = field(default_factory=dict)
    made_at: datetime | None = None
    commit: str = ""


def read_junit(content: bytes) -> Finding:
    """`<testsuites>` or a bare `<testsuite>`; green is: tests, and neither failures nor errors."""
    root = _xml(content, "JUnit", {"testsuites", "testsuite"})
    suites = [root] if root.tag == "testsuite" else root.findall("testsuite")
    if not suites:
        suites = [root]  # totals on the root only
    count = {name: sum(_whole(suite, name) for suite in suites) for name in ("tests", "failures", "errors", "skipped")}
    passed = count["tests"] > 0 and count["failures"] + count["errors"] == 0
    moments = [moment for suite in suites if (moment := _moment(suite.get("timestamp")))]
    return Finding(passed, count, max(moments, default=None), _property(root, "commit"))


def read_coverage(content: bytes) -> Finding:
    """Recomputed from the counts where they stand, because `line-rate` is rounded."""
    root = _xml(content, "Cobertura", {"coverage"})
    try:
        valid, covered = int(root.get("lines-valid") or 0), int(root.get("lines-covered") or 0)
        rate = covered / valid if valid else float(root.get("line-rate") or "")
        stamp = int(root.get("timestamp") or 0)
        seconds = stamp / 1000 if stamp > 10**11 else stamp
        made_at = datetime.fromtimestamp(seconds, UTC) if stamp else None
    except (ValueError, OverflowError, OSError):
        raise BadReport("no_lines") from None
    if not 0 <= rate <= 1:
        raise BadReport("rate")
    return Finding(rate > COVERED, {"rate": rate}, made_at)


def read_sarif(content: bytes) -> Finding:
    """No unsuppressed result of severity critical (9.0), or of level error where no severity is told."""
    if len(content) > LARGEST:
        raise BadReport("too_large")
    try:
        report = json.loads(content)
        runs = report["runs"]
        if not runs:
            raise BadReport("no_runs")
        results = [severity for run in runs for severity in _severities(run)]
        failed = any(one.get("executionSuccessful") is False for run in runs for one in run.get("invocations", ()))
        ends = [one.get("endTimeUtc") for run in runs for one in run.get("invocations", ())]
        commits = [one.get("revisionId", "") for run in runs for one in run.get("versionControlProvenance", ())]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadReport("unreadable", wanted="SARIF") from None
    if failed:
        raise BadReport("failed_scan")
    count = {name: results.count(name) for name in ("critical", "high", "other")}
    made_at = max((moment for end in ends if (moment := _moment(end))), default=None)
    return Finding(count["critical"] == 0, count, made_at, commits[0] if commits else "")


def _severities(run: Mapping[str, Any]) -> Iterator[str]:
    rules = run["tool"]["driver"].get("rules", ())
    known = {rule["id"]: rule.get("properties", {}).get("security-severity") for rule in rules}
    for result in run.get("results") or ():
        if result.get("suppressions"):
            continue
        severity = result.get("properties", {}).get("security-severity") or known.get(result.get("ruleId"))
        if severity is None:
            yield {"error": "critical", "warning": "high"}.get(result.get("level", "warning"), "other")
        else:
            yield "critical" if float(severity) >= CRITICAL else "high" if float(severity) >= HIGH else "other"


def _xml(content: bytes, kind: str, roots: set[str]) -> Element:
    if len(content) > LARGEST:
        raise BadReport("too_large")
    try:
        root: Element = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise BadReport("unreadable", wanted=kind) from None
    if root.tag not in roots:
        raise BadReport("not_this", wanted=kind, found=f"<{root.tag[:40]}>")
    return root


def _whole(suite: Element, name: str) -> int:
    value = suite.get(name) or "0"
    if not (value.isascii() and value.isdigit()):
        raise BadReport("not_whole", name=name)
    return int(value)


def _property(root: Element, name: str) -> str:
    return next((one.get("value") or "" for one in root.iter("property") if one.get("name") == name), "")


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


READERS: Mapping[str, Callable[[bytes], Finding]] = {
    "TESTS": read_junit,
    "COVERAGE": read_coverage,
    "SECURITY": read_sarif,
}
