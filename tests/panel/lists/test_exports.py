"""Exports are whole, calculate, and wait in the background when they are large."""

import datetime as dt
import io

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin_views.framework.export import export
from app.core.clock import WIB, utc_now
from app.http.files.storage import storage
from app.jobs.exports import delete_old_exports, write_exports
from app.models.accounts.user import Role, UserStatus
from app.models.feedback.bug import BugReport
from app.models.files.exports import Export, ExportStatus
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.visit_status import Priority
from integrations.storage import Missing
from tests.bugs.reports import make_bug
from tests.documents.all_kinds import one_of_every_kind
from tests.factories import make_company, make_cs, make_customer, make_user, make_visit
from tests.feedback.desk.desk_cast import make_feedback
from tests.support.people import sign_in


def rows_of(content: bytes) -> list[list]:
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "SMALL", 2)


def test_figures_days_and_moments_are_values_in_a_workbook(session: Session, client) -> None:
    visit = make_visit(session, quota=1)
    make_company(session)
    one_of_every_kind(session, visit, "=1+1")
    sign_in(client, make_cs(session))
    book = rows_of(client.get("/admin/invoices/export/xlsx/").data)
    row = dict(zip(book[0], book[1], strict=True))
    assert row["Total"] == 832_500
    assert row["Jatuh tempo"].date() == session.scalars(select(Invoice.due_date)).one()
    paid = rows_of(client.get("/admin/payments/export/xlsx/").data)
    made = next(place for place, head in enumerate(paid[0]) if head.endswith("(WIB)"))
    at = session.scalars(select(Payment.created_at)).one().astimezone(WIB).replace(tzinfo=None)
    assert abs(paid[1][made] - at) < dt.timedelta(seconds=1)
    make_customer(session, "=1+1", phone_e164="+6281211112222")
    names = rows_of(client.get("/admin/customers/export/xlsx/").data)
    assert ("=1+1", "+6281211112222") in [tuple(row[1:3]) for row in names]


def test_csv_has_plain_figures_and_iso_dates(session: Session, client) -> None:
    make_company(session)
    one_of_every_kind(session, make_visit(session, quota=1), "Pak Agus")
    sign_in(client, make_cs(session))
    text = client.get("/admin/invoices/export/csv/").get_data(as_text=True)
    assert ",832500" in text
    assert "Rp" not in text
    assert session.scalars(select(Invoice.due_date)).one().isoformat() in text


def test_a_priority_is_exported_as_its_word(session: Session, client) -> None:
    urgent = make_bug(session, None)
    urgent.priority = Priority.CRITICAL
    make_feedback(session)
    session.commit()
    sign_in(client, make_cs(session))
    book = rows_of(client.get("/admin/user-reports/export/xlsx/").data)
    assert sorted(str(row[book[0].index("Prioritas")]) for row in book[1:]) == ["Kritis", "Rendah"]


def test_words_are_exported_whole_and_without_the_marks_of_the_list(session: Session, client) -> None:
    fajar = make_user(session, "Fajar", Role.DEVELOPER)
    title = f"Tombol {'sangat ' * 12}lambat"
    bug = BugReport(
        number="BUG-2026-000901", title=title, steps="Tekan", internal=True, reporter_id=fajar.id, unread_at=utc_now()
    )
    session.add(bug)
    session.commit()
    sign_in(client, fajar)
    assert f",{title}," in client.get("/admin/bugs/export/csv/").get_data(as_text=True)


def test_who_took_what_and_how_many_rows_is_kept(session: Session, client) -> None:
    dewi = make_cs(session)
    sign_in(client, dewi)
    make_customer(session)
    client.get("/admin/customers/export/csv/?flt_status=ACTIVE")
    kept = session.scalars(select(Export)).one()
    assert (kept.user_id, kept.query, kept.rows_done, kept.status) == (dewi.id, "flt_status=ACTIVE", 1, "DONE")


@pytest.mark.usefixtures("few_at_once")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_large_one_is_written_by_a_job_and_its_owner_told(app: Flask, session: Session, client, kind) -> None:
    sign_in(client, make_cs(session))
    made = [make_customer(session, f"Orang {n}") for n in range(7)]
    make_customer(session, "Lain", status="INACTIVE")
    answer = client.get(f"/admin/customers/export/{kind}/?flt_status=ACTIVE")
    assert answer.status_code == 302
    waiting = client.get(answer.headers["Location"]).text
    assert "Menunggu" in waiting
    assert 'data-poll-url="/admin/exports/rows"' in waiting
    assert "<progress" in client.get("/admin/exports/rows").text
    session.commit()
    with app.app_context():
        write_exports()
    session.expire_all()
    done = session.scalars(select(Export)).one()
    assert (done.status, done.rows_done) == (ExportStatus.DONE, 7)
    page = client.get("/admin/exports/").text
    assert "<progress" not in page
    assert f"/admin/exports/{done.id}/file" in page
    content = client.get(f"/admin/exports/{done.id}/file").data
    shown = content.decode() if kind == "csv" else str(rows_of(content))
    assert all(one.code in shown for one in made)
    assert "Lain" not in shown
    assert "export.ready" in set(session.scalars(select(OutboxMessage.kind)))


@pytest.mark.usefixtures("few_at_once")
def test_it_is_its_owners_alone_and_of_nobody_who_was_deactivated(app: Flask, session: Session, client) -> None:
    dewi = make_cs(session)
    sign_in(client, dewi)
    for number in range(3):
        make_customer(session, f"Orang {number}")
    client.get("/admin/customers/export/csv/")
    dewi.status = UserStatus.INACTIVE
    session.commit()
    with app.app_context():
        write_exports()
    session.expire_all()
    failed = session.scalars(select(Export)).one()
    assert (failed.status, failed.file_id) == (ExportStatus.FAILED, None)
    dewi.status = UserStatus.ACTIVE
    session.commit()
    sign_in(client, dewi)
    page = client.get("/admin/exports/").text
    assert "Berkas ini tidak dapat dibuat" in page
    assert 'href="/admin/customers/?' in page
    sign_in(client, make_cs(session, "Sinta"))
    assert client.get(f"/admin/exports/{failed.id}/file").status_code == 404


@pytest.mark.usefixtures("few_at_once")
def test_its_file_is_deleted_after_a_day(app: Flask, session: Session, client) -> None:
    sign_in(client, make_cs(session))
    for number in range(3):
        make_customer(session, f"Orang {number}")
    client.get("/admin/customers/export/csv/")
    session.commit()
    with app.app_context():
        write_exports()
        session.expire_all()
        done = session.scalars(select(Export)).one()
        key = done.file.storage_key
        delete_old_exports()
        assert storage().open(key).read()
        done.finished_at = utc_now() - dt.timedelta(days=1, minutes=1)
        session.commit()
        delete_old_exports()
        session.expire_all()
        assert session.scalars(select(Export.status)).one() == ExportStatus.EXPIRED
        with pytest.raises(Missing):
            storage().open(key)


def test_a_search_leaves_nothing_out_of_an_export(session: Session, client, monkeypatch) -> None:
    monkeypatch.setattr("admin_views.framework.lists.search.PROBE", 2)
    monkeypatch.setattr("admin_views.framework.lists.search.COMMON", 10_000)
    sign_in(client, make_cs(session))
    made = [make_customer(session, f"Sumber Rejeki {number}") for number in range(6)]
    text = client.get("/admin/customers/export/csv/?search=rejeki").get_data(as_text=True)
    assert all(one.code in text for one in made)
