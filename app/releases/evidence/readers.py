"""Reports as tools write them: JUnit XML, Cobertura's coverage.xml, SARIF 2.1.0."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.releases.evidence.finding import LARGEST, BadReport, Finding, moment_of
from app.releases.evidence.sarif import read_sarif

COVERED = 0.85  # of the lines; strictly more


def read_junit(content: bytes) -> Finding:
    """`<testsuites>` or a bare `<testsuite>`; green is: tests, and neither failures nor errors.

    A runner that leaves out the totals still writes the elements: the greater of both counts.
    """
    root = _xml(content, "JUnit", {"testsuites", "testsuite"})
    suites = [root] if root.tag == "testsuite" else root.findall("testsuite")
    if not suites:
        suites = [root]  # totals on the root only
    count = {name: sum(_whole(suite, name) for suite in suites) for name in ("tests", "failures", "errors", "skipped")}
    for name, element in (("failures", "failure"), ("errors", "error")):
        count[name] = max(count[name], sum(1 for _ in root.iter(element)))
    passed = count["tests"] > 0 and count["failures"] + count["errors"] == 0
    moments = [moment for suite in suites if (moment := moment_of(suite.get("timestamp")))]
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


READERS: Mapping[str, Callable[[bytes], Finding]] = {
    "TESTS": read_junit,
    "COVERAGE": read_coverage,
    "SECURITY": read_sarif,
}
