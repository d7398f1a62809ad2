"""Tables that people send: read in a limited process; nothing in them is executed, nothing of them is trusted."""

import json
from pathlib import Path

from app.core.errors import Invalid
from app.core.i18n import N_, Sentence
from app.http.files.reading.limited_process import Limits, place, run_limited
from workflows.customers import Sheet

SCRIPT = Path(__file__).with_name("sheet_process.py")
LIMITS = Limits(megabytes=600, seconds=15)
MOST_BYTES = 10 * 1024 * 1024

REFUSALS: dict[str, Sentence] = {
    "broken": N_("Berkas ini rusak atau tidak dapat dibaca."),
    "other": N_("Berkas ini bukan CSV, XLSX, XLS atau ODS."),
    "html": N_("Berkas ini halaman web, bukan tabel. Buka di Excel, lalu simpan sebagai XLSX."),
    "locked": N_("Berkas ini dikunci dengan kata sandi. Simpan ulang tanpa kata sandi."),
    "unpacked": N_("Berkas ini terlalu besar setelah dibuka."),
    "rows": N_("Terlalu banyak baris: paling banyak %(most)s sekali impor.", most="5.000"),
    "charset": N_("Huruf di berkas ini tidak dapat dikenali. Simpan ulang sebagai “CSV UTF-8”."),
}


def read_sheets(content: bytes) -> list[Sheet]:
    """The visible sheets that hold something. What kind it is, the content says and not the name; raises Invalid."""
    if not content.strip():
        raise Invalid(N_("Berkas ini kosong."), field="file")
    if len(content) > MOST_BYTES:
        raise Invalid(N_("Berkas terlalu besar: paling besar 10 MB."), field="file")
    with place():
        code, output = run_limited(SCRIPT, content, limits=LIMITS)
    answer = json.loads(output) if code == 0 else {"refused": "broken"}
    if "refused" in answer:
        raise Invalid(REFUSALS[answer["refused"]], field="file")
    if not answer["sheets"]:
        raise Invalid(N_("Berkas ini kosong."), field="file")
    return [Sheet(one["name"], [(number, cells) for number, cells in one["rows"]]) for one in answer["sheets"]]
