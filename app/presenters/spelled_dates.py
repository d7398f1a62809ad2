"""Dates in words, as Indonesian documents write them."""

from datetime import date

from babel.dates import format_date

from app.presenters.finance.terbilang import terbilang


def spelled_date(on: date) -> str:
    """`Sabtu, tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam (21-11-2026)`."""
    weekday, month = format_date(on, "EEEE", locale="id"), format_date(on, "MMMM", locale="id")
    return f"{weekday}, tanggal {terbilang(on.day)} bulan {month} tahun {terbilang(on.year)} ({on:%d-%m-%Y})"
