"""The columns in which the goods of a Surat Jalan are entered: name, label, longest text."""

from app.core.i18n import N_

GOODS_COLUMNS = (
    ("name", N_("Nama barang"), 120),
    ("quantity", N_("Jumlah"), 12),
    ("unit", N_("Satuan"), 20),
    ("code", N_("Kode"), 30),
    ("note", N_("Keterangan"), 80),
)
