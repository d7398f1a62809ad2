"""The columns of a customer file: as we write them in the sample and the export, and what else people call them."""

import re

COLUMNS: dict[str, tuple[str, ...]] = {  # column → our heading, then what others are once their words are made plain
    "name": ("Nama", "pelanggan", "toko", "perusahaan"),
    "phone_e164": ("Telepon", "telepon 1"),
    "other_phone": ("Telepon lain", "telepon 2", "telepon kantor", "telepon rumah", "telepon alternatif"),
    "email": ("E-mail", "email 1", "alamat email"),
    "npwp": ("NPWP", "npwp nik"),
    "street": ("Jalan", "alamat", "alamat rumah", "alamat pemasangan", "alamat servis", "jalan rumah"),
    "rt_rw": ("RT/RW", "rtrw"),
    "rt": ("RT",),
    "rw": ("RW",),
    "village": ("Kelurahan", "desa", "kelurahan desa"),
    "district": ("Kecamatan",),
    "city": ("Kota", "kabupaten", "kota kabupaten"),
    "province": ("Provinsi",),
    "postal_code": ("Kode pos", "pos"),
    "landmark": ("Patokan",),
    "notes": ("Catatan", "catatan khusus", "catatan tambahan"),
}
HALVES = ("rt", "rw")  # together they are RT/RW, which our own files have in one column
HEADINGS = tuple(names[0] for name, names in COLUMNS.items() if name not in HALVES)
_SAME = {
    "nama": "nm name",
    "pelanggan": "customer konsumen klien client plggn pemilik pemesan",
    "perusahaan": "pt company instansi",
    "telepon": "telp tlp tlpn telpon telfon tel phone telephone hp handphone ponsel mobile cell "
    "cellphone wa whatsapp kontak contact",
    "email": "e-mail surel mail",
    "jalan": "jl jln street",
    "alamat": "almt address",
    "kelurahan": "kel",
    "kecamatan": "kec district",
    "kabupaten": "kab",
    "kota": "city town",
    "provinsi": "prov propinsi prop province",
    "kode pos": "kodepos zip postcode postalcode postal",
    "patokan": "landmark",
    "catatan": "keterangan ket note notes remark remarks",
    "2": "kedua ii",
    "rumah": "home",
    "kantor": "office",
}  # fmt: skip
_PLAIN: dict[str, str] = {word: plain for plain, words in _SAME.items() for word in (plain, *words.split())}
_WITHOUT_MEANING = {"no", "nomor", "number", "dan", "and", "code", "value", "full"} | {
    "lengkap",
    "aktif",
    "wajib",
    "nomer",
}
_OF_THE_CUSTOMER = {"nama": {"pelanggan", "toko", "perusahaan"}, "telepon": {"pelanggan"}, "alamat": {"pelanggan"}}
SAMPLE = (
    ("Bu Ratna Dewi", "0812-3456-7890", "022-4200100", "ratna@contoh.id", "", "Jl. Dago No. 12", "001/002",
     "Lebak Gede", "Coblong", "Kota Bandung", "Jawa Barat", "40132", "seberang masjid", ""),
    ("Hotel Losari Indah", "0811-4455-667", "", "", "0925429434070000", "Jl. Penghibur 3", "", "Losari",
     "Ujung Pandang", "Kota Makassar", "Sulawesi Selatan", "90111", "", "Masuk lewat pintu belakang"),
)  # fmt: skip


def column_of(heading: str) -> str | None:
    """Whatever its case, spaces, signs and language: `No. HP`, `NO_HP*`, `Nama Konsumen`, `Phone 1 - Value`."""
    return _COLUMN_OF.get(_bare(heading))


def _bare(text: str) -> str:
    """Its words in one spelling, each once, without those that tell columns of customers not apart."""
    joined = re.sub(r"e[-_ ]mail", "email", re.sub(r"\(.*?\)", "", text).lower())
    spelled = re.sub(r"\b(?:[a-z]\.)+[a-z]\b", lambda found: found[0].replace(".", ""), joined)  # n.p.w.p
    words: list[str] = re.findall(r"[a-z]+|[0-9]+", re.sub(r"['*]", "", spelled))
    plain = " ".join(_PLAIN.get(word, word) for word in words if word not in _WITHOUT_MEANING)
    record = list(dict.fromkeys(plain.split()))
    for subject, owners in _OF_THE_CUSTOMER.items():
        if subject in record:
            record = [word for word in record if word not in owners]
    return "".join(sorted(record))


_COLUMN_OF = {_bare(one): name for name, names in COLUMNS.items() for one in names}
