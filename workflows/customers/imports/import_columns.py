"""The columns of a customer file: as we write them in the sample and the export, and what else people call them."""

import re

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": (
        "Nama",
        "nama pelanggan",
        "nama lengkap",
        "nama customer",
        "pelanggan",
        "customer",
        "name",
        "customer name",
        "full name",
    ),
    "phone_e164": (
        "Telepon",
        "no telepon",
        "nomor telepon",
        "no hp",
        "nomor hp",
        "hp",
        "no hp wa",
        "whatsapp",
        "no whatsapp",
        "nomor whatsapp",
        "wa",
        "no wa",
        "phone",
        "phone number",
        "mobile",
        "mobile number",
        "mobile phone",
        "telp",
        "no telp",
        "kontak",
        "handphone",
        "no handphone",
        "nomor handphone",
        "hp wa",
        "nomor wa",
        "nomor telp",
        "telp hp",
        "no telp hp",
        "no telepon hp",
    ),
    "other_phone": ("Telepon lain", "telepon 2", "hp 2", "no hp 2", "telp kantor", "telepon kantor", "telepon rumah"),
    "email": ("E-mail", "email", "surel", "alamat email", "email address"),
    "npwp": ("NPWP", "no npwp", "nomor npwp"),
    "street": ("Jalan", "alamat", "alamat lengkap", "alamat rumah", "jalan dan nomor", "address", "street"),
    "rt_rw": ("RT/RW", "rtrw"),
    "village": ("Kelurahan", "desa", "kelurahan / desa"),
    "district": ("Kecamatan",),
    "city": ("Kota", "kabupaten", "kota / kabupaten", "kota kab", "kab kota", "kabupaten kota", "city"),
    "province": ("Provinsi", "province"),
    "postal_code": ("Kode pos", "kodepos", "postal code"),
    "landmark": ("Patokan", "landmark"),
    "notes": ("Catatan", "keterangan", "ket", "notes"),
}
SAMPLE = (
    ("Bu Ratna Dewi", "0812-3456-7890", "022-4200100", "ratna@contoh.id", "", "Jl. Dago No. 12", "001/002",
     "Lebak Gede", "Coblong", "Kota Bandung", "Jawa Barat", "40132", "seberang masjid", ""),
    ("Hotel Losari Indah", "0811-4455-667", "", "", "0925429434070000", "Jl. Penghibur 3", "", "Losari",
     "Ujung Pandang", "Kota Makassar", "Sulawesi Selatan", "90111", "", "Masuk lewat pintu belakang"),
)  # fmt: skip


def column_of(heading: str) -> str | None:
    """Whatever its case, spaces and signs: `No. HP`, `no hp*`, `NO_HP`."""
    wanted = _bare(heading)
    return next((name for name, names in COLUMNS.items() if wanted in {_bare(one) for one in names}), None)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\(.*?\)", "", text).lower())
