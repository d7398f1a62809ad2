"""What is wrong with a report, in words; apart from the readers, whose process starts without sentences."""

from collections.abc import Mapping

from app.core.i18n import N_, Sentence, filled
from app.releases.evidence.finding import BadReport

COMPLAINTS: Mapping[str, Sentence] = {
    "commits": N_("berkasnya dari commit yang berbeda"),
    "failed_scan": N_("pemeriksa keamanan tidak selesai dengan baik"),
    "no_lines": N_("coverage.xml tanpa jumlah baris"),
    "no_runs": N_("SARIF tanpa satu pun pemeriksaan"),
    "not_this": N_("bukan %(wanted)s: %(found)s"),
    "not_whole": N_("%(name)s bukan bilangan"),
    "one_file": N_("hanya JUnit boleh beberapa berkas"),
    "rate": N_("coverage.xml: line-rate di luar 0–1"),
    "too_large": N_("lebih dari 20 MB"),
    "unreadable": N_("bukan berkas %(wanted)s yang utuh"),
    "unfinished": N_("tidak selesai dibaca dalam batas waktu dan memori"),
}


def complaint(problem: BadReport) -> Sentence:
    """In the language of whoever reads."""
    return filled(COMPLAINTS[problem.code], problem.values)
