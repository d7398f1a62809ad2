"""Customers: made once per phone number, changed, hidden and restored."""

import pytest

from app.core.errors import Invalid, NotAvailable
from app.models.customers.customer import CustomerSource, CustomerStatus
from tests.factories import NOW, make_cs, make_customer, make_visit
from workflows.customers import (
    PhoneTaken,
    add_site,
    delete_customer,
    edit_customer,
    register_customer,
    remove_site,
    restore_customer,
)


def register(session, **given):
    facts = {"name": "Pak Agus", "phone_e164": "0813 2000 3000", "address": "Jl. Merdeka 1, Bandung"}
    return register_customer(session, source=CustomerSource.MANUAL, now=NOW, **facts | given)


def test_a_customer_gets_a_code_and_a_first_site(session):
    first, second = register(session), register(session, phone_e164="0813 2000 3001")
    assert int(second.code.removeprefix("PLG-")) == int(first.code.removeprefix("PLG-")) + 1
    assert first.phone_e164 == "+6281320003000"
    assert [site.street for site in first.sites] == ["Jl. Merdeka 1, Bandung"]


def test_the_site_counts_its_days_where_it_stands(session):
    customer = register(session, address={"street": "Jl. Sentani 1", "city": "Jayapura", "province": "Papua"})
    assert customer.sites[0].time_zone == "Asia/Jayapura"


def test_a_taken_phone_names_the_customer_who_has_it(session, app):
    agus = register(session)
    with pytest.raises(PhoneTaken) as refused:
        register(session, name="Orang lain", phone_e164="+62 813-2000-3000")
    assert refused.value.facts["customer_id"] == agus.id
    with app.test_request_context():
        assert agus.code in str(refused.value)
        assert "Pak Agus" in str(refused.value)


def test_a_customer_may_hide_the_phone(session):
    assert register(session, phone_e164=None).phone_e164 is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"npwp": "123"}, "npwp"),
        ({"email": "bukan"}, "email"),
        ({"name": " "}, "name"),
        ({"address": {"postal_code": "12"}}, "postal_code"),
        ({"address": {"rt_rw": "satu"}}, "rt_rw"),
    ],
)
def test_a_bad_value_is_refused_at_its_field(session, given, field):
    with pytest.raises(Invalid) as refused:
        register(session, **given)
    assert refused.value.field == field


def test_rt_rw_and_npwp_are_kept_in_one_way(session):
    customer = register(session, npwp="09.254.294.3-407.000", address={"rt_rw": "RT 1 / RW 12"})
    assert customer.npwp == "092542943407000"
    assert customer.rt_rw == "001/012"


def test_a_deleted_customer_frees_the_phone_and_comes_back_only_if_it_is_still_free(session):
    dewi, agus = make_cs(session), register(session)
    delete_customer(session, customer_id=agus.id, actor=dewi, now=NOW, reason="ganda")
    assert agus.status == CustomerStatus.DELETED
    other = register(session, name="Bu Tini")
    with pytest.raises(PhoneTaken):
        restore_customer(session, customer_id=agus.id, actor=dewi, now=NOW)
    edit_customer(
        session, customer_id=other.id, actor=dewi, now=NOW, name="Bu Tini", phone_e164="081320009999", address={}
    )
    restore_customer(session, customer_id=agus.id, actor=dewi, now=NOW)
    assert agus.deleted_at is None


def test_a_site_with_a_visit_is_not_removed(session):
    dewi, customer = make_cs(session), make_customer(session)
    site = add_site(session, customer_id=customer.id, actor=dewi, now=NOW, name="Gudang", address={"street": "Jl. A"})
    make_visit(session, customer=customer, site=site)
    with pytest.raises(NotAvailable):
        remove_site(session, site_id=site.id, actor=dewi, now=NOW)


def test_half_a_position_is_refused(session):
    dewi, customer = make_cs(session), make_customer(session)
    with pytest.raises(Invalid) as refused:
        add_site(session, customer_id=customer.id, actor=dewi, now=NOW, name="G", address={}, latitude=-6.9)
    assert refused.value.field == "longitude"
