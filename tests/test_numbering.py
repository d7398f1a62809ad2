"""Numbers of records begin anew in each of the company's years."""

from datetime import UTC, datetime

import pytest

from tests.factories import make_company
from workflows.numbering import next_number_of_year

TURN = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # 23.30 in Jakarta, 01.30 of the next day in Jayapura


@pytest.mark.parametrize(
    ("zone", "numbers"),
    [
        ("Asia/Jakarta", ["DKG-2026-000001", "DKG-2026-000002"]),
        ("Asia/Jayapura", ["DKG-2027-000001", "DKG-2027-000002"]),
    ],
)
def test_the_year_of_a_number_is_the_companys(session, zone, numbers):
    make_company(session, time_zone=zone)
    assert [next_number_of_year(session, "DKG", TURN) for _ in range(2)] == numbers
