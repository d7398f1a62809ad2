"""Customers in the panel."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models.customers.customer import Customer, CustomerStatus, Site
from tests.factories import make_cs, make_customer, make_manager, make_sales, make_visit
from tests.support.people import sign_in, submit
from workflows.customers import list_timeline_entries


@pytest.fixture
def dewi(session, client):
    dewi = make_cs(session)
    sign_in(client, dewi)
    return dewi


def test_a_customer_is_made_with_a_site_on_the_map(session, client, dewi):
    answer = submit(
        client, "/admin/customers/new/", name="Bu Tini", phone_e164="0812 1111 2222", street="Jl. A", city="Makassar",
        latitude="-5,1477", longitude="119.4327",
    )  # fmt: skip
    assert answer.status_code == 302
    site = session.scalars(select(Site)).one()
    assert (site.latitude, site.longitude, site.time_zone) == (-5.1477, 119.4327, "Asia/Makassar")


def test_a_taken_phone_is_refused_in_words(session, client, dewi):
    agus = make_customer(session)
    answer = submit(client, "/admin/customers/new/", name="Bu Tini", phone_e164=agus.phone_e164)
    assert f"sudah dipakai Pak Agus ({agus.code})" in answer.text


def test_sales_looks_and_does_not_touch(session, client):
    agus = make_customer(session)
    sign_in(client, make_sales(session))
    assert client.get(f"/admin/customers/details/?id={agus.id}").status_code == 200
    assert client.get("/admin/customers/new/").status_code == 403
    assert client.get(f"/admin/customers/edit/?id={agus.id}").status_code == 403
    assert client.get(f"/admin/customers/{agus.id}/delete").status_code == 403


def test_the_manager_does_not_enter(session, client):
    sign_in(client, make_manager(session))
    assert client.get("/admin/customers/").status_code == 403


def test_a_deleted_customer_leaves_the_list_and_can_be_restored(session, client, dewi):
    agus = make_customer(session)
    submit(client, f"/admin/customers/{agus.id}/delete", to="/delete", reason="ganda")
    session.refresh(agus)
    assert agus.status == CustomerStatus.DELETED
    client.get("/admin/")  # the sentence about the deletion names the customer once
    assert agus.code not in client.get("/admin/customers/").text
    assert agus.code in client.get("/admin/customers/?flt_status=DELETED").text
    submit(client, f"/admin/customers/details/?id={agus.id}", to="/restore")
    session.refresh(agus)
    assert agus.status == CustomerStatus.ACTIVE


@pytest.mark.parametrize("words", ["0813-5550-1234", "+62 813 5550 1234", "agus", "PLG-"])
def test_search_finds_by_phone_name_and_code(session, client, dewi, words):
    agus = make_customer(session, phone_e164="+6281355501234")
    assert agus.code in client.get("/admin/customers/", query_string={"search": words}).text


def test_a_site_is_added_and_removed(session, client, dewi):
    agus = make_customer(session)
    submit(client, f"/admin/sites/new/?customer={agus.id}", name="Gudang", street="Jl. B", city="Bandung")
    gudang = session.scalars(select(Site)).one()
    assert gudang.customer_id == agus.id
    submit(client, f"/admin/sites/details/?id={gudang.id}", to="/remove")
    session.refresh(gudang)
    assert gudang.deleted_at is not None


@pytest.mark.slow
def test_the_timeline_is_walked_without_gap_or_repeat(demo):
    customers = demo.scalars(select(Customer.id).order_by(Customer.id).limit(5)).all()
    assert len(customers) == 5
    for customer_id in customers:
        whole = [(one.kind, one.id) for one in list_timeline_entries(demo, customer_id=customer_id, page=10_000)]
        walked, before = [], None
        while page := list_timeline_entries(demo, customer_id=customer_id, before=before, page=3):
            walked += [(one.kind, one.id) for one in page]
            before = (page[-1].at, page[-1].kind, page[-1].id)
        assert walked == whole != []


def test_the_customers_page_shows_the_visit_and_any_cursor(session, client, dewi):
    agus = make_customer(session)
    visit = make_visit(session, customer=agus)
    path = "/admin/customers/details/"
    assert visit.number in client.get(path, query_string={"id": agus.id}).text
    assert client.get(path, query_string={"id": agus.id, "before": "x~visit~9"}).status_code == 200
    later = (visit.planned_start - timedelta(days=1)).isoformat()
    older = client.get(path, query_string={"id": agus.id, "before": f"{later}~visit~1"})
    assert visit.number not in older.text
