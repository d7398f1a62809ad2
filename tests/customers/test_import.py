"""Customers from a file: looked at first, made once, and nothing in the file is believed."""

import io
import sys
import zipfile

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from app.core.errors import Invalid, NotFound
from app.http.files.reading.sheets import read_sheets
from app.jobs.imports import import_customers
from app.models.customers.customer import Customer, Site
from app.models.customers.customer_import import CustomerImport, ImportStatus
from tests.factories import NOW, make_cs, make_customer
from tests.support.people import sign_in, submit
from workflows.customers import (
    confirm_import,
    get_import,
    import_next_rows,
    missing_columns,
    preview_import,
    store_import,
)

GOOD = "Nama;Telepon;NPWP;Kota\nBu Tini;0812-1111-2222;092542943407000;Kota Makassar\nPak Eko;081311112222;;Bandung\n"


def keep(session, actor, text=GOOD):
    content = text.encode() if isinstance(text, str) else text
    return store_import(session, file_name="a.csv", sheets=read_sheets(content), actor=actor)


def finish(session, kept):
    """The job's turn, until nothing is left."""
    while import_next_rows(session, now=NOW):
        pass
    session.refresh(kept)
    assert kept.status == ImportStatus.DONE
    return kept


def xlsx(rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_yes_makes_all_good_rows_once(session):
    dewi = make_cs(session)
    kept = keep(session, dewi)
    for _ in range(2):
        confirm_import(session, import_id=kept.id, actor=dewi, now=NOW)
        assert finish(session, kept).created_count == 2
    tini = session.scalars(select(Customer).where(Customer.phone_e164 == "+6281211112222")).one()
    assert tini.npwp == "092542943407000"
    assert tini.source == "IMPORT"
    assert session.scalars(select(Site.time_zone).where(Site.customer_id == tini.id)).one() == "Asia/Makassar"
    assert session.scalar(select(func.count()).select_from(Customer)) == 2


def test_one_that_breaks_stops_in_sight_and_goes_on_when_asked(app, session, client):
    dewi = make_cs(session)
    broken, whole = keep(session, dewi), keep(session, dewi, "Nama;Telepon\nBu Ida;081322223333\n")
    for kept in (broken, whole):
        confirm_import(session, import_id=kept.id, actor=dewi, now=NOW)
    session.commit()
    sign_in(client, dewi)
    assert f'data-poll-url="/admin/imports/{broken.id}/progress"' in client.get(f"/admin/imports/{broken.id}").text
    kept_rows = broken.rows
    broken.rows = [{"number": 2}]  # no cells: what no reader of files makes
    session.commit()
    with app.app_context():
        import_customers()
    session.expire_all()
    assert (broken.status, broken.error, whole.status) == (ImportStatus.FAILED, "KeyError", ImportStatus.DONE)
    piece = client.get(f"/admin/imports/{broken.id}/progress").text
    assert "berhenti di baris 1" in piece
    assert "KeyError" in piece
    broken.rows = kept_rows
    confirm_import(session, import_id=broken.id, actor=dewi, now=NOW)
    assert finish(session, broken).created_count == 2


def test_bad_rows_are_named_by_row_and_column(session, app):
    rows = "Nama,No HP,NPWP,E-mail\n,0812,12,x\nBu A,081211112222,,\nBu B,+62 812 1111 2222,,\n"
    preview = preview_import(session, keep(session, make_cs(session), rows))
    with app.test_request_context():
        said = {(number, column): str(sentence) for number, column, sentence in preview.bad}
    assert set(said) == {(2, "Nama"), (2, "Telepon"), (2, "NPWP"), (2, "E-mail"), (4, "Telepon")}
    assert "baris 3" in said[4, "Telepon"]
    assert [row["name"] for row in preview.good] == ["Bu A"]


def test_known_phones_are_skipped_and_say_whose_they_are(session):
    agus = make_customer(session, phone_e164="+6281211112222")
    preview = preview_import(session, keep(session, make_cs(session)))
    assert [row["owner"] for row in preview.known] == [f"Pak Agus ({agus.code})"]
    assert len(preview.good) == 1


def test_nobody_sees_another_persons_file(session):
    kept = keep(session, make_cs(session))
    with pytest.raises(NotFound):
        get_import(session, import_id=kept.id, actor=make_cs(session, "Sinta"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_as_programs_write_it(encoding, delimiter):
    (sheet,) = read_sheets(f"Nama{delimiter}Telepon\r\nRené{delimiter}'+62812\r\n".encode(encoding))
    assert sheet.rows[1] == (2, ["René", "+62812"])


def test_xlsx_keeps_leading_zeros_and_executes_nothing():
    rows = [["Nama", "Telepon", "NPWP"], ["=1+1", "081211112222", "0012"], ["B", 81311112222, None]]
    (sheet,) = read_sheets(xlsx(rows))
    assert sheet.rows[1][1] == [{"formula": True}, "081211112222", "0012"]
    assert sheet.rows[2][1][1] == "81311112222"


def test_a_zip_bomb_is_refused_before_it_is_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (120 * 1024 * 1024))
    with pytest.raises(Invalid):
        read_sheets(out.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04broken",
        b"\x00\x01\x02",
        b"\xff\xd8\xff\xe0jpeg\x00",
        b"\xff\xd8\xffNama,Telepon\na,b\n",
        b"%PDF-1.7\n1 0 obj,x\nendobj,y\n",
        ("Nama,Telepon\n" + "a,b\n" * 5100).encode(),
    ],
    ids=["nothing", "blank", "broken zip", "binary", "picture", "picture of text", "PDF", "too many rows"],
)
def test_other_files_are_refused_with_a_sentence(content):
    with pytest.raises(Invalid):
        read_sheets(content)


def test_a_file_without_the_needed_columns_asks_which_they_are(session):
    kept = keep(session, make_cs(session), "Nama,Kota\nA,B\n")
    assert missing_columns(kept) == ["Telepon"]
    assert preview_import(session, kept).good == []


def test_one_row_too_many_is_refused(session):
    with pytest.raises(Invalid, match="paling banyak"):
        keep(session, make_cs(session), "Nama,Telepon\n" + "a,b\n" * 5001)


def test_a_phone_that_somebody_got_meanwhile_is_skipped(session):
    dewi = make_cs(session)
    kept = keep(session, dewi)
    confirm_import(session, import_id=kept.id, actor=dewi, now=NOW)
    make_customer(session, phone_e164="+6281211112222")
    done = finish(session, kept)
    assert (done.created_count, done.skipped_count) == (1, 1)


def test_a_step_takes_few_rows_so_that_numbers_are_free_between(session, monkeypatch):
    monkeypatch.setattr(sys.modules["workflows.customers.imports.import_next_rows"], "AT_ONCE", 2)
    dewi = make_cs(session)
    rows = "Nama,Telepon\n" + "".join(f"Orang {n},0812{20000000 + n}\n" for n in range(5))
    kept = keep(session, dewi, rows)
    confirm_import(session, import_id=kept.id, actor=dewi, now=NOW)
    made = []
    while import_next_rows(session, now=NOW):
        made.append(kept.rows_done)
    assert made == [2, 4, 5]
    assert kept.created_count == 5


@pytest.mark.slow
def test_five_thousand_rows_are_made_at_once(session):
    dewi = make_cs(session)
    rows = "Nama,Telepon,Alamat\n" + "".join(f"Orang {n},0812{20000000 + n},Jl. A {n}\n" for n in range(5000))
    kept = keep(session, dewi, rows)
    confirm_import(session, import_id=kept.id, actor=dewi, now=NOW)
    assert finish(session, kept).created_count == 5000


def test_upload_preview_and_confirm_in_the_panel(session, client):
    sign_in(client, make_cs(session))
    sent = submit(client, "/admin/imports/", file=(io.BytesIO(GOOD.encode()), "pelanggan.csv"))
    assert sent.status_code == 302
    page = sent.headers["Location"]
    assert "Bu Tini" in client.get(page).text
    assert session.scalar(select(func.count()).select_from(Customer)) == 0
    done = submit(client, page, to="/confirm")
    assert done.status_code == 302
    assert "0 dari 2" in client.get(page).text
    finish(session, session.scalars(select(CustomerImport)).one())
    assert session.scalar(select(func.count()).select_from(Customer)) == 2
    assert "sudah diimpor" in client.get(page).text


def test_the_sample_can_be_imported(session, client):
    dewi = make_cs(session)
    sign_in(client, dewi)
    sample = client.get("/admin/imports/sample.csv").data
    preview = preview_import(session, keep(session, dewi, sample))
    assert preview.bad == []
    assert len(preview.good) == 2


@pytest.mark.parametrize(
    ("rt", "rw", "kept"),
    [
        ("", "", ""),
        ("003", "012", "003/012"),
        ("3", "12.0", "003/012"),
        ("RT 3", "RW 12", "003/012"),
        ("RT. 03", "RW. 5", "003/005"),
    ],
)
def test_rt_and_rw_in_columns_of_their_own_become_one(session, rt, rw, kept):
    file = f"Nama;Telepon;RT;RW\nBu Tini;0812-1111-2222;{rt};{rw}\n"
    preview = preview_import(session, keep(session, make_cs(session), file))
    assert [row["rt_rw"] for row in preview.good] == [kept]


def test_an_rt_without_its_rw_is_named(session):
    file = "Nama;Telepon;RT;RW\nBu Tini;0812-1111-2222;3;\n"
    preview = preview_import(session, keep(session, make_cs(session), file))
    assert [(row, heading) for row, heading, _ in preview.bad] == [(2, "RT/RW")]


def test_a_bad_file_is_answered_with_a_sentence(session, client):
    sign_in(client, make_cs(session))
    answer = submit(client, "/admin/imports/", file=(io.BytesIO(b"PK\x03\x04xx"), "a.xlsx"))
    assert answer.status_code == 422
    assert "rusak" in answer.text
