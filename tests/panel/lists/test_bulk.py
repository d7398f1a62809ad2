"""One step on many rows: what became of each, the rest by a job, everything that a filter finds; news and team views of a list."""

import re

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.jobs.bulk import run_bulk
from app.models.accounts.user import UserStatus
from app.models.bulk_run import BulkRow, BulkRun, RowOutcome
from app.models.customers.customer import Customer, CustomerStatus
from tests.factories import make_admin, make_company, make_cs, make_customer
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.bulk import ask_bulk, do_next_row
from workflows.customers import deactivate_customer


@pytest.fixture
def ani(session, client):
    make_company(session)
    ani = make_admin(session)
    log_in(client, ani)
    return ani


def customers(session, count):
    return [make_customer(session, name=f"Pelanggan {number}") for number in range(count)]


def outcomes(session):
    rows = select(BulkRow).order_by(BulkRow.id).execution_options(populate_existing=True)
    return [(row.outcome, row.why) for row in session.scalars(rows)]


def test_each_row_has_its_result_and_its_reason(session, client, ani):
    first, second, third = customers(session, 3)
    deactivate_customer(session, customer_id=second.id, actor=ani, now=utc_now())
    sent = {"action": "deactivate", "rowid": [first.id, second.id, third.id]}
    answer = post(client, "/admin/customers/action/", sent)
    page = client.get(answer.location).text
    assert [outcome for outcome, _why in outcomes(session)] == ["DONE", "REFUSED", "DONE"]
    why = outcomes(session)[1][1]
    row = next(one for one in page.split("<tr") if "Ditolak" in one)
    assert why
    assert why in row
    assert str(second.name) in row
    assert "3 dari 3" in page
    assert "1 gagal" in page
    session.refresh(third)
    assert third.status == CustomerStatus.INACTIVE


def test_when_everything_worked_the_list_says_so(session, client, ani):
    sent = {"action": "deactivate", "rowid": [one.id for one in customers(session, 2)]}
    answer = post(client, "/admin/customers/action/", sent)
    assert answer.location.endswith("/admin/customers/")
    assert "2 berhasil" in client.get("/admin/customers/").text


def test_all_that_the_filter_finds_and_not_only_the_page(session, client, ani, monkeypatch):
    monkeypatch.setattr("admin_views.framework.bulk_actions.AT_ONCE", 2)
    found = customers(session, 4)
    other = make_customer(session, name="Bu Rita")
    sent = {"action": "deactivate", "all": "1", "rowid": [found[0].id]}
    answer = post(client, "/admin/customers/action/?search=Pelanggan", sent)
    page = client.get(answer.location).text
    assert "data-poll-url" in page
    assert "2 dari 4" in page
    with client.application.app_context():
        run_bulk()
    session.expire_all()
    states = session.scalars(select(Customer.status).where(Customer.id != other.id)).all()
    assert set(states) == {CustomerStatus.INACTIVE}
    assert session.get_one(Customer, other.id).status == CustomerStatus.ACTIVE
    assert "data-poll-url" not in client.get(answer.location).text.partition("<main")[2]


def test_a_run_is_its_askers_own_and_stops_with_them(session, client, ani):
    dewi = make_cs(session)
    row = [(make_customer(session), "Pak Agus")]
    run = ask_bulk(
        session, endpoint="customers", flow="customer", step="deactivate", records=row, actor=dewi, now=utc_now()
    )
    assert client.get(f"/admin/bulk/{run.id}").status_code == 404
    dewi.status = UserStatus.INACTIVE
    session.flush()
    assert do_next_row(session, now=utc_now()) is not None
    assert do_next_row(session, now=utc_now()) is None
    assert outcomes(session)[0][0] == RowOutcome.REFUSED


def test_what_nobody_foresaw_is_a_result_too_and_the_next_row_has_its_turn(session, client, ani):
    rows = [(one, one.name) for one in customers(session, 2)]
    given = {"endpoint": "customers", "flow": "customer", "actor": ani, "now": utc_now()}
    ask_bulk(session, step="no_such_step", records=rows[:1], **given)
    ask_bulk(session, step="deactivate", records=rows[1:], **given)
    session.commit()
    with client.application.app_context():
        run_bulk()
    assert [outcome for outcome, _why in outcomes(session)] == ["REFUSED", "DONE"]
    assert session.scalars(select(BulkRun.total)).all() == [1, 1]


def test_a_list_says_how_many_rows_came_that_it_would_show(session, client, ani):
    make_customer(session, name="Pelanggan lama")
    for address, count in (("/admin/customers/", 2), ("/admin/customers/?search=Pelanggan", 1)):
        page = client.get(address).text
        news = re.search(r'data-poll-url="([^"]*/news[^"]*)"', page)[1].replace("&amp;", "&")
        assert "baru" not in client.get(news).text
        make_customer(session, name="Pelanggan baru saja")
        if count == 2:
            make_customer(session, name="Bu Rita")
        told = client.get(news)
        assert f"{count} baru: tampilkan" in told.text
        assert f'href="{address}"' in told.text
        assert client.get(news, headers={"If-None-Match": told.headers["ETag"]}).status_code == 304
    assert "/news" not in client.get("/admin/customers/?end=1").text


def test_a_view_of_the_team_is_seen_by_all_and_forgotten_by_its_maker_only(session, client, ani):
    kept = {"url": "/admin/customers/?search=Agus", "label": "Semua Agus", "shared": "1"}
    post(client, "/admin/customers/saved/", kept)
    post(client, "/admin/customers/saved/", {**kept, "label": "Hanya saya", "shared": ""})
    mine = client.get("/admin/customers/").text
    assert mine.count("/delete") >= 2
    log_in(client, make_cs(session))
    seen = client.get("/admin/customers/").text
    assert "Semua Agus" in seen
    assert "Hanya saya" not in seen
    assert "Hapus saringan tersimpan" not in seen
