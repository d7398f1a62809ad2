"""Headings of customer files and the columns they mean."""

import pytest

from workflows.customers.imports.import_columns import column_of


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("*Nama", "name"),
        ("Alamat E-mail", "email"),
        ("Alamat Pemasangan", "street"),
        ("Alamat Rumah", "street"),
        ("Almt", "street"),
        ("Catatan Khusus", "notes"),
        ("Desa/Kelurahan", "village"),
        ("E-mail 1 - Value", "email"),
        ("Email Address", "email"),
        ("HP 1", "phone_e164"),
        ("HP 2", "other_phone"),
        ("HP/WA", "phone_e164"),
        ("HP/WhatsApp", "phone_e164"),
        ("Kab.", "city"),
        ("Kab/Kota", "city"),
        ("Kec.", "district"),
        ("Kel.", "village"),
        ("Ket.", "notes"),
        ("N.P.W.P", "npwp"),
        ("NPWP/NIK", "npwp"),
        ("Nama (sesuai KTP)", "name"),
        ("Nama Konsumen", "name"),
        ("Nama Toko", "name"),
        ("No Telp/WA", "phone_e164"),
        ("No. Handphone", "phone_e164"),
        ("No. Telp/HP", "phone_e164"),
        ("No. Tlp", "phone_e164"),
        ("Nomor Kontak", "phone_e164"),
        ("Nomor WA (aktif)", "phone_e164"),
        ("Phone 1 - Value", "phone_e164"),
        ("Postal Code", "postal_code"),
        ("Propinsi", "province"),
        ("RT", "rt"),
        ("RT/RW", "rt_rw"),
        ("RW.", "rw"),
        ("Remarks", "notes"),
        ("Telepon Kantor", "other_phone"),
        ("ZIP Code", "postal_code"),
        ("e_mail", "email"),
        ("Alamat IP", None),
        ("Email Teknisi", None),
        ("Kode", None),
        ("Nama Barang", None),
        ("Nama Teknisi", None),
        ("No", None),
        ("Phone 1 - Type", None),
        ("Telepon Teknisi", None),
        ("Umur", None),
    ],
)
def test_headings_of_real_files_are_known_and_of_other_things_are_not(heading, column):
    assert column_of(heading) == column
