"""What the steps of a visit ask of the person who takes them."""

from app.core.flow import Ask
from app.core.i18n import N_
from app.models.visits.goods import GOODS_COLUMNS
from app.models.visits.release import RELEASE_CHOICES

RESCHEDULE = (
    Ask("planned_start", N_("Mulai baru"), "moment"),
    Ask("planned_end", N_("Selesai baru"), "moment"),
    Ask("reason", N_("Alasan"), "long_text"),
)
MAKE_LETTER = (
    Ask("vehicle", N_("Kendaraan / No. polisi"), required=False, max_length=80),
    Ask("tools", N_("Alat dan perlengkapan"), "long_text", required=False, max_length=300),
)
UPLOAD = (Ask("paper", N_("Berkas"), "file", hint=N_("PDF atau foto, paling besar 12 MB.")),)
MAKE_NOTE = (
    Ask(
        "goods",
        N_("Barang"),
        "table",
        max_length=8000,
        hint=N_("Jumlah dan satuan boleh ditulis bersama namanya: “2 kg freon R32”."),
        columns=GOODS_COLUMNS,
    ),
    Ask("vehicle", N_("Kendaraan / No. polisi"), required=False, max_length=80),
    Ask("driver", N_("Pengemudi"), required=False, max_length=80),
    Ask("order_number", N_("No. PO pelanggan"), required=False, max_length=40),
)
RELEASE = (
    Ask("technician_id", N_("Teknisi yang dilepas"), "person"),
    Ask("reason", N_("Alasan"), "choice", choices=tuple(RELEASE_CHOICES.items())),
    Ask("note", N_("Keterangan"), "long_text", required=False, max_length=300),
    Ask(
        "substitute_id",
        N_("Pengganti"),
        "person",
        required=False,
        hint=N_("Kosongkan untuk membuka tempatnya ke antrean dan pool."),
    ),
)
KEEP = (
    Ask("technician_id", N_("Teknisi"), "person"),
    Ask("note", N_("Jawaban untuk teknisi"), "long_text", max_length=300),
)
ASK_RELEASE = (Ask("reason", N_("Alasan"), "long_text", max_length=300),)
