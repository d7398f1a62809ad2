"""Dates in words, as solemn Indonesian papers write them."""

from datetime import date

from babel.dates import format_date
from num2words import num2words


def spelled_date(on: date) -> str:
    """`Sabtu, tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam (21-11-2026)`."""
    weekday, month = format_date(on, "EEEE", locale="id"), format_date(on, "MMMM", locale="id")
    day, year = num2words(on.day, lang="id"), num2words(on.year, lang="id")
    return f"{weekday}, tanggal {day} bulan {month} tahun {year} ({on:%d-%m-%Y})"
