"""Tables as programs and people make them: every oddity is read rightly or named."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.core.errors import Invalid
from app.http.files.reading.sheets import read_sheets
from app.models.customers.address import ADDRESS_PARTS
from app.models.customers.customer import Customer
from tests.customers.sheets import book, good, kept, ods
from tests.factories import NOW, make_cs, make_customer
from tests.support.people import sign_in
from workflows.customers import (
    confirm_import,
    import_next_rows,
    map_import,
    missing_columns,
    preview_import,
)

PAK_EKO = [("Pak Eko", "+6281311112222")]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\nNama;Telepon\r\nPak Eko;081311112222\r\n",
        "Daftar pelanggan 2026\n\nNama;Telepon\nPak Eko;081311112222\n",
        "Daftar pelanggan, cabang Bandung, 2026\nNama\tNo. HP/WA\nPak Eko\t081311112222\n",
        "NAMA PELANGGAN|No_HP (wajib)\nPak Eko|0813-1111-2222\n",
        '\ufeffNama,Telepon\n"Pak Eko",\'+6281311112222\n',
        "Nama,Telepon\nPak Eko,'081311112222\n",
        "Nama;Telepon\rPak Eko;081311112222\r",
        "Customer Name,Phone Number\nPak Eko,081311112222\n",
    ],
)
def test_csv_as_people_have_it(session, text):
    assert good(session, text.encode()) == PAK_EKO


def test_curly_quotes_and_accents_of_windows_are_read(session):
    content = "Nama;Telepon\nToko “Maju” – René;081311112222\n".encode("cp1252")
    assert good(session, content) == [("Toko “Maju” – René", "+6281311112222")]


def test_utf_16_without_a_mark_is_read(session):
    assert good(session, "Nama;Telepon\nPak Eko;081311112222\n".encode("utf-16-le")) == PAK_EKO


def test_characters_that_cannot_be_told_are_asked_for(session):
    with pytest.raises(Invalid, match="CSV UTF-8"):
        read_sheets(b"Nama;Telepon\nPak \x81ko;0813\n")


def test_title_lines_hints_and_hidden_sheets_are_passed_over(session):
    hints = [("Petunjuk", [["Isi kolom Nama dan Telepon"], ["Jangan ubah judul"]])]
    old = [("Lama", [["Nama", "Telepon", "Kota"], ["Bu Lama", "081211112222", "X"], ["Bu Dua", "081211113333", "Y"]])]
    rows = [["PT SEJUK"], [None], ["Nama", "Telepon"], ["Pak Eko", "081311112222"]]
    assert good(session, book(rows, before=hints, hidden=old)) == PAK_EKO


def test_headings_over_two_rows_are_read_as_one(session):
    rows = [["Pelanggan", None, "Alamat", None], ["Nama", "Telepon", "Jalan", "Kota"]]
    kept_file = kept(session, book([*rows, ["Pak Eko", "081311112222", "Jl. Dago 1", "Bandung"]]))
    assert kept_file.mapping == ["name", "phone_e164", "street", "city"]
    assert preview_import(session, kept_file).good[0]["city"] == "Bandung"


def test_an_open_document_is_read(session):
    assert good(session, ods([["Nama", "Telepon"], ["Pak Eko", "081311112222"]])) == PAK_EKO


@pytest.mark.parametrize(
    ("first", "second", "phone", "notes"),
    [
        ("081311112222", "022-4200100", "+6281311112222", "Telepon lain: 022-4200100"),
        ("", "081311112222", "+6281311112222", ""),
        ("081311112222", "081311112222", "+6281311112222", ""),
    ],
)
def test_a_second_phone_column_is_not_lost(session, first, second, phone, notes):
    rows = [["Nama", "Telepon", "HP"], ["Pak Eko", first, second]]
    (row,) = preview_import(session, kept(session, book(rows))).good
    assert (row["phone_e164"], row["notes"]) == (phone, notes)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("081311112222.0", "081311112222.0"),
        ("0813-1111-2222", None),
        ("(0813) 1111-2222", None),
        ("0813.1111.2222", None),
        ("+62 813 1111 2222", None),
        (81311112222, "81311112222"),
    ],
)
def test_a_number_that_a_spreadsheet_changed_is_mended_in_sight(session, client, cell, told):
    dewi = make_cs(session)
    kept_file = kept(session, book([["Nama", "Telepon", "Ket."], ["Pak Eko", cell, "lantai 2"]]), dewi)
    (row,) = preview_import(session, kept_file).good
    assert (row["phone_e164"], row.get("written_phone")) == ("+6281311112222", told)
    session.commit()
    sign_in(client, dewi)
    page = client.get(f"/admin/imports/{kept_file.id}").text
    assert ("Di berkas tertulis" in page) is (told is not None)
    assert "lantai 2" in page


def test_error_cells_and_formulas_without_value_are_named_and_never_stored(session, app):
    made, out = Workbook(), io.BytesIO()
    sheet = made.active
    sheet.append(["Nama", "Telepon", "Kota", "Catatan"])
    sheet.append(["Pak Eko", "081311112222", "#REF!", "=A2"])
    sheet["C2"].data_type = "e"
    made.save(out)
    preview = preview_import(session, kept(session, out.getvalue()))
    with app.test_request_context():
        said = {(number, column): str(sentence) for number, column, sentence in preview.bad}
    assert "#REF!" in said[2, "Kota"]
    assert "rumus" in said[2, "Catatan"]
    assert preview.good == []


def test_unknown_headings_are_offered_and_what_is_chosen_is_read(session):
    dewi = make_cs(session)
    kept_file = kept(session, b"Siapa;Panggilan;Zona\nPak Eko;081311112222;Utara\n", dewi)
    assert missing_columns(kept_file) == ["Nama", "Telepon"]
    assert kept_file.ignored_columns == ["Siapa", "Panggilan", "Zona"]
    map_import(session, import_id=kept_file.id, mapping=["name", "phone_e164", ""], actor=dewi)
    assert [row["name"] for row in preview_import(session, kept_file).good] == ["Pak Eko"]
    with pytest.raises(Invalid, match="dua judul"):
        map_import(session, import_id=kept_file.id, mapping=["name", "name", ""], actor=dewi)
    confirm_import(session, import_id=kept_file.id, actor=dewi, now=NOW)
    assert import_next_rows(session, now=NOW)
    assert session.query(Customer).one().name == "Pak Eko"


def test_dates_and_whole_numbers_are_texts_that_people_know():
    midnight = dt.datetime.combine(dt.date(2026, 11, 21), dt.time())
    rows = [["Nama", "Telepon"], [midnight, 81311112222.0], [dt.date(2026, 1, 2), 1.5]]
    (sheet,) = read_sheets(book(rows))
    assert [cells for _, cells in sheet.rows[1:]] == [["2026-11-21", "81311112222"], ["2026-01-02", "1.5"]]


def shared_strings_bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", b"<sst>" + b"<si><t/></si>" * 3_000_000 + b"</sst>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (shared_strings_bomb(), "terlalu besar"),
        (b"<html><table><tr><td>Nama</td></tr></table></html>", "halaman web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "rusak|sandi"),
        (b"\x00\x01\x02", "bukan CSV"),
    ],
    ids=["bomb", "web page", "old binary", "binary"],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content, sentence):
    with pytest.raises(Invalid, match=sentence):
        read_sheets(content)


def test_a_cell_at_the_far_corner_costs_nobody_but_the_sender():
    made, out = Workbook(), io.BytesIO()
    made.active["A1"] = "Nama"
    made.active["XFD1048576"] = "x"
    made.save(out)
    assert [cells for _, cells in read_sheets(out.getvalue())[0].rows] == [["Nama"]]


def test_a_file_of_old_excel_is_read(session, app):
    """Made by a program that writes BIFF8: title, hidden sheet, a phone as a number, a date, an error cell."""
    preview = preview_import(session, kept(session, (Path(__file__).parent / "old_excel.xls").read_bytes()))
    first, second = preview.good
    assert (first["name"], first["phone_e164"]) == ("Łukasz Đức – “Toko Łódź”", "+6281234567890")
    assert "022-4200100" in first["notes"]
    assert "2026-03-01" in first["notes"]
    assert (second["name"], second["city"]) == ("Bu Sari", "Denpasar")
    with app.test_request_context():
        assert "#REF!" in str(preview.bad[0])


def test_an_export_can_be_imported_again(client, session):
    """Under the headings of the sample: every column that the import knows comes back under its own name."""
    agus = make_customer(session, "Pak Agus", phone_e164="+6281311112222", email="agus@contoh.id", street="Jl. Dago 1")
    agus.city, agus.postal_code, agus.notes = "Kota Bandung", "40132", "Anjing galak"
    session.commit()
    sign_in(client, make_cs(session))
    for form in ("csv", "xlsx"):
        content = client.get(f"/admin/customers/export/{form}/").data
        kept_file = kept(session, content, actor=make_cs(session))
        known = {"name", "phone_e164", "email", "npwp", *ADDRESS_PARTS, "notes"}
        assert known <= set(kept_file.mapping), form
        agus.phone_e164, agus.email = "+6281311113333", None
        session.flush()
        (row,) = preview_import(session, kept_file).good
        told = (row["name"], row["phone_e164"], row["street"], row["city"], row["postal_code"], row["notes"])
        assert told == ("Pak Agus", "+6281311112222", "Jl. Dago 1", "Kota Bandung", "40132", "Anjing galak")
        agus.phone_e164, agus.email = "+6281311112222", "agus@contoh.id"
        session.commit()
