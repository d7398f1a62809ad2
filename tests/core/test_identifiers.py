"""Ids that come from outside."""

import re
from pathlib import Path

import pytest

from app.core.errors import NotFound
from app.core.identifiers import read_id, require_id

OWN_READER = re.compile(
    r"isascii\(\) and \w+\.isdec[a-z]+\(\)[^\n]*len\(\w+\) <=? (19|18|LONGEST_ID|len\(str\(2\*\*63)"
)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_plain_digits_that_a_bigint_can_hold_are_an_id(text, number):
    assert read_id(text) == require_id(text) == number


@pytest.mark.parametrize("text", ["", " 7", "+7", "-7", "7.0", "1_000", "٣", "²", "7\n", "7\x00", "9" * 19])
def test_anything_else_leads_to_no_record(text):
    assert read_id(text) is None
    with pytest.raises(NotFound):
        require_id(text)


def test_nobody_reads_ids_in_a_way_of_their_own():
    """Use `read_id` (or None) or `require_id` (or NotFound) of app/core/identifiers.py."""
    files = [file for folder in ("app", "admin_views", "workflows") for file in Path(folder).rglob("*.py")]
    own = [str(file) for file in files if file.name != "identifiers.py" and OWN_READER.search(file.read_text())]
    assert own == []
