"""The table that holds the product against ASVS says all of it, once, and names only tests there are."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERDICTS = ("held", "partly", "not", "does not apply")
_ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@cache
def table():
    return (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_requirement_that_applies_stands_there_once():
    wanted = re.findall(r"V\d+\.\d+\.\d+", table().rpartition("<!--")[2])
    assert len(wanted) == len(set(wanted)) == 194
    assert Counter(row[0] for row in _ROW.findall(table())) == Counter(wanted)


def test_each_is_judged_and_the_summary_counts_them():
    judged = Counter(row[2] for row in _ROW.findall(table()))
    assert set(judged) <= set(VERDICTS)
    together = next(line for line in table().splitlines() if line.startswith("| **together**"))
    assert [int(number) for number in re.findall(r"\d+", together)] == [judged[verdict] for verdict in VERDICTS]


def test_what_is_missing_is_said():
    for requirement, _, verdict, where, _ in _ROW.findall(table()):
        assert verdict == "held" or len(where) > 12, f"{requirement}: {verdict}, and why?"


def test_what_is_held_is_tested():
    untested = [row[0] for row in _ROW.findall(table()) if row[2] == "held" and not _TEST.findall(row[4])]
    assert untested == []


def test_every_test_that_is_named_exists():
    named = set(_TEST.findall(table()))
    assert len(named) > 80
    written = {path: (ROOT / path).read_text(encoding="utf-8") for path, _ in named if (ROOT / path).exists()}
    gone = sorted(f"{path}::{name}" for path, name in named if f"def {name}(" not in written.get(path, ""))
    assert not gone, f"docs/security.md names tests that are not there: {gone}"
