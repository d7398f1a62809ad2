"""One press has one effect; another press, be it from the same page, has its own."""

from app.models.customers.customer import CustomerStatus
from tests.factories import make_admin, make_customer
from tests.support.logins import log_in
from tests.support.walking.posting import post

KEY = "k" * 32


def test_two_bulk_moves_from_one_page_both_happen(client, session):
    agus = make_customer(session)
    log_in(client, make_admin(session))
    for transition in ("deactivate", "activate"):
        sent = {"action": transition, "rowid": agus.id, "idempotency_key": KEY}
        assert post(client, "/admin/customers/action/", sent).status_code == 302
    assert agus.status == CustomerStatus.ACTIVE


def test_a_bulk_move_that_is_not_repeated_is_not_called_done(client, session):
    agus = make_customer(session)
    log_in(client, make_admin(session))
    for transition in ("deactivate", "activate", "deactivate"):
        sent = {"action": transition, "rowid": agus.id, "idempotency_key": KEY}
        post(client, "/admin/customers/action/", sent)
    assert agus.status == CustomerStatus.ACTIVE
    page = client.get("/admin/customers/").text
    assert "1 sudah dilakukan dari halaman ini" in page
    assert "0 berhasil" in page


def test_a_bulk_move_without_a_key_is_refused(client, session):
    agus = make_customer(session)
    log_in(client, make_admin(session))
    sent = {"action": "deactivate", "rowid": agus.id, "idempotency_key": ""}
    assert post(client, "/admin/customers/action/", sent).status_code == 422
    assert agus.status == CustomerStatus.ACTIVE
