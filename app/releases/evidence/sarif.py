"""SARIF 2.1.0, as scanners write it: which findings are critical and still stand."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.releases.evidence.finding import LARGEST, BadReport, Finding, moment_of

CRITICAL, HIGH, HIGHEST = 9.0, 7.0, 10.0  # security-severity, as CVSS
OF_LEVEL = {"error": "critical", "warning": "high"}
STANDS = {"fail", "open", "review"}  # kinds of results; the others say that something is well or does not apply
Rules = Mapping[tuple[int | None, Any], Mapping[str, Any]]  # by (extension, id) and (extension, index)


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
    made_at = max((moment for end in ends if (moment := moment_of(end))), default=None)
    return Finding(count["critical"] == 0, count, made_at, commits[0] if commits else "")


def _severities(run: Mapping[str, Any]) -> Iterator[str]:
    if run.get("results") is None:
        raise BadReport("failed_scan")  # an empty list says that nothing was found; none at all, that nobody looked
    rules = dict(_rules(run["tool"]))
    for result in run["results"]:
        if result.get("kind", "fail") not in STANDS or _is_suppressed(result):
            continue
        rule = _rule_of(result, rules)
        told = result.get("properties", {}).get("security-severity") or rule.get("properties", {}).get(
            "security-severity"
        )
        if told is None:
            level = result.get("level") or rule.get("defaultConfiguration", {}).get("level", "warning")
            yield OF_LEVEL.get(level, "other")
        elif not 0 <= float(told) <= HIGHEST:
            raise ValueError(told)
        else:
            yield "critical" if float(told) >= CRITICAL else "high" if float(told) >= HIGH else "other"


def _is_suppressed(result: Mapping[str, Any]) -> bool:
    """Asked for is not granted: only where every one of its suppressions is accepted."""
    found = result.get("suppressions") or ()
    return bool(found) and all(one.get("status", "accepted") == "accepted" for one in found)


def _rules(tool: Mapping[str, Any]) -> Iterator[tuple[tuple[int | None, Any], Mapping[str, Any]]]:
    """Of the scanner and of its extensions, by name and by place."""
    parts: list[tuple[int | None, Mapping[str, Any]]] = [
        (None, tool["driver"]),
        *enumerate(tool.get("extensions") or ()),
    ]
    for part, component in parts:
        for place, rule in enumerate(component.get("rules") or ()):
            yield (part, place), rule
            yield (part, rule["id"]), rule


def _rule_of(result: Mapping[str, Any], rules: Rules) -> Mapping[str, Any]:
    reference = result.get("rule") or {}
    part = (reference.get("toolComponent") or {}).get("index")
    name, place = result.get("ruleId", reference.get("id")), result.get("ruleIndex", reference.get("index"))
    for key in ((part, place), (part, name)):
        if key[1] is not None and key in rules:
            return rules[key]
    return next((rule for (_, key), rule in rules.items() if name is not None and key == name), {})
