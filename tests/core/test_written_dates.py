"""Days and moments as people write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.core.written_dates import read_day, read_moment, write_day_plain, write_moment_plain

WITA = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 30, 10, 15, tzinfo=WITA)  # a Monday

MOMENTS = [
    ("+2 hari", "2026-12-02 10:15"),
    ("+30m", "2026-11-30 10:45"),
    ("+3h", "2026-11-30 13:15"),
    ("+3 jam", "2026-11-30 13:15"),
    ("1 agu", "2027-08-01 00:00"),
    ("1 des 10.00", "2026-12-01 10:00"),
    ("5 Desember 2026, 7 malam", "2026-12-05 19:00"),
    ("Sen, 30 Nov 2026, 22.45 WITA", "2026-11-30 22:45"),
    ("besok 11 siang", "2026-12-01 11:00"),
    ("besok 2 siang", "2026-12-01 14:00"),
    ("besok jam 9 pagi", "2026-12-01 09:00"),
    ("01/12/26 7", "2026-12-01 07:00"),
    ("1/12 7.30", "2026-12-01 07:30"),
    ("2026-11-30 08:00", "2026-11-30 08:00"),
    ("2026-11-30T08:00", "2026-11-30 08:00"),
    ("29/11 9", "2027-11-29 09:00"),
    ("30-11-2026 08.00", "2026-11-30 08:00"),
    ("30/11/2026", "2026-11-30 00:00"),
    ("30/11/2026 08.00", "2026-11-30 08:00"),
    ("30/11/2026 08:05", "2026-11-30 08:05"),
    ("30/11/2026 jam 8", "2026-11-30 08:00"),
    ("Besok 9", "2026-12-01 09:00"),
    ("besok, pukul 14.30", "2026-12-01 14:30"),
    ("hari ini 23.59", "2026-11-30 23:59"),
    ("lusa 8", "2026-12-02 08:00"),
    ("monday 8", "2026-12-07 08:00"),
    ("sekarang", "2026-11-30 10:15"),
    ("selasa 8", "2026-12-01 08:00"),
    ("senin 8", "2026-12-07 08:00"),
    ("tomorrow 9", "2026-12-01 09:00"),
    ("2026-11-30T01:00Z", "2026-11-30 09:00"),
    ("2026-11-30T08:00:00+07:00", "2026-11-30 09:00"),
    ("2026/12/01 08:00", "2026-12-01 08:00"),
    ("30 Nopember 2026", "2026-11-30 00:00"),
    ("30 Okt. 2026 9", "2026-10-30 09:00"),
    ("30 Sept '26", "2026-09-30 00:00"),
    ("Des 1, 2026", "2026-12-01 00:00"),
    ("Jum'at, 4 Desember 2026", "2026-12-04 00:00"),
    ("hari Jumat jam 9", "2026-12-04 09:00"),
    ("jum’at 9.30", "2026-12-04 09:30"),
    ("tanggal 5 desember", "2026-12-05 00:00"),
]
NONSENSE = [
    "",
    "+",
    "+3",
    "+99999h",
    "30",
    "30/13/2026 8",
    "31/11/2026",
    "32/1",
    "besok 24",
    "30 Nov 2026 08.00 WIB",
    "besok 12 malam",
    "besok 13 sore",
    "besok 8 siang",
    "3 xyz 8",
    "29 feb 2027",
    "besok 9.60",
    "jumat x",
    "Sabtu 28 November jam 10",  # over, and a Sunday next year
    "Senin, 5 Des 2026",
    "2026-13-01T08:00Z",
    "hari",
]


@pytest.mark.parametrize(("text", "read"), MOMENTS)
def test_a_moment_is_read_as_people_write_it(text: str, read: str) -> None:
    found = read_moment(text, now=NOW)
    assert f"{found:%Y-%m-%d %H:%M}" == read
    assert found.tzinfo is WITA


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  what it says is for no reader
        read_moment(text, now=NOW)


def test_a_day_is_read_without_a_clock() -> None:
    today = NOW.date()
    assert read_day("besok", today=today) == date(2026, 12, 1)
    assert read_day("1/12", today=today) == date(2026, 12, 1)
    with pytest.raises(ValueError, match="9"):
        read_day("besok 9", today=today)


def test_what_is_written_is_read_back() -> None:
    assert read_moment(write_moment_plain(NOW), now=NOW) == NOW
    assert read_day(write_day_plain(NOW.date()), today=NOW.date()) == NOW.date()
