"""The demo's members: outsiders, two of them customers with something to show."""

from sqlalchemy import select

from app.models.accounts.user import Role, User
from tests.factories import NOW
from workflows.accounts.members import list_own_invoices, list_own_visits


def test_agus_is_a_customer_with_visits_and_invoices(demo):
    agus = demo.scalars(select(User).where(User.username == "agus")).one()
    assert (agus.role, agus.email) == (Role.MEMBER, "agus@surel.example")
    visits = list_own_visits(demo, customer_id=agus.customer_id, now=NOW, size=50)
    assert visits
    assert {own.visit.customer.name for own in visits} == {agus.name}
    assert list_own_invoices(demo, customer_id=agus.customer_id, size=50)
