"""Headings of customer files and the columns they mean."""

import pytest

from workflows.customers.imports.import_columns import column_of


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Alamat Rumah", "street"),
        ("Email Address", "email"),
        ("HP/WA", "phone_e164"),
        ("Kab/Kota", "city"),
        ("Ket.", "notes"),
        ("No. Handphone", "phone_e164"),
        ("No. Telp/HP", "phone_e164"),
        ("Nomor WA (aktif)", "phone_e164"),
        ("Umur", None),
    ],
)
def test_headings_of_real_files_are_known(heading, column):
    assert column_of(heading) == column
