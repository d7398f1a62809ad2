"""Whoever types the variables of a WhatsApp template reads nothing of a record that no message is to say."""

from types import SimpleNamespace

import pytest

from app.demo.conversations import TEMPLATES
from app.models.customers.customer import Customer
from app.policies.template_variables import COLUMNS, names_in, read_fact, unreadable
from tests.factories import make_admin, make_company, make_cs
from tests.support.people import sign_in, submit

SECRET = "$argon2id$rahasia"
FACTS = {
    "visit": SimpleNamespace(
        number="VT-7",
        customer=SimpleNamespace(name="Pak Agus", user=SimpleNamespace(name="Agus", password_hash=SECRET)),
        created_by=SimpleNamespace(name="Dewi", password_hash=SECRET),
        access_link=SimpleNamespace(token=SECRET),
    ),
    "reason": "hujan",
    "link": SimpleNamespace(token=SECRET),
}
HOSTILE = [
    "alasan batal",
    "customer.__class__.__mro__",
    "link.token",
    "visit.__class__",
    "visit.__init__.__globals__",
    "visit.access_link.token",
    "visit.created_by.password_hash",
    "visit.customer.user.password_hash",
    "visit.customer.user.telegram_chat_id",
    "visit.metadata.tables",
    "visit.number.__class__",
    "visit.number.format",
    "visit..number",
    "visit.{number}",
    "{{reason}}",
]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_path_to_something_else_is_refused_and_fills_nothing(path):
    assert unreadable([path]) == [path]
    assert read_fact(FACTS, path) == ""


@pytest.mark.parametrize(
    ("path", "value"),
    [("nothing", ""), ("reason", "hujan"), ("visit.customer.name", "Pak Agus"), ("visit.number", "VT-7")],
)
def test_what_a_message_says_is_filled_in(path, value):
    assert (unreadable([path]), read_fact(FACTS, path)) == ([], value)


def test_the_templates_of_the_example_company_are_filled():
    assert [strange for one in TEMPLATES if (strange := unreadable(names_in(one[3])))] == []


def test_no_column_that_proves_somebody_is_named():
    hidden = ("hash", "token", "secret", "nonce", "code_sha", "key", "chat_id")
    assert [one for one in COLUMNS if any(word in one for word in hidden)] == []
    assert "password_hash" not in COLUMNS
    assert COLUMNS & set(Customer.__table__.columns.keys())


def test_the_form_names_the_variable_that_nothing_fills(client, session):
    make_company(session), make_admin(session)
    dewi = sign_in(client, make_cs(session))
    given = {"kind": "visit.rescheduled", "name": "jadwal", "language": "id", "body": "{{1}}"}
    answer = submit(dewi, "/admin/templates/new/", **given, variables="visit.created_by.password_hash")
    assert "Tidak dikenal: visit.created_by.password_hash" in answer.get_data(as_text=True)
