"""An edit needs the state it was made on."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.models.customers.customer import Customer
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.api.conftest import Program, key_of
from tests.factories import make_company, make_cs, make_customer, make_visit


def test_an_edit_needs_the_state_it_was_made_on(session, program):
    customer = make_customer(session)
    machine = program(make_cs(session))
    seen = machine.get(f"/customers/{customer.id}").headers["ETag"]
    assert machine.patch(f"/customers/{customer.id}", {"name": "Bu Ani"}).status_code == 428
    done = machine.patch(f"/customers/{customer.id}", {"name": "Bu Ani"}, If_Match=seen)
    assert (done.status_code, done.json["name"], done.json["city"]) == (200, "Bu Ani", "Bandung")
    stale = machine.patch(f"/customers/{customer.id}", {"name": "Bu Eni"}, If_Match=seen)
    assert (stale.status_code, stale.json["code"]) == (412, "stale")
    fresh = machine.patch(f"/customers/{customer.id}", {"name": "Bu Eni"}, If_Match=done.headers["ETag"])
    assert fresh.json["name"] == "Bu Eni"


def test_what_was_read_need_not_be_read_again(session, program):
    customer = make_customer(session)
    machine = program(make_cs(session))
    seen = machine.get(f"/customers/{customer.id}").headers["ETag"]
    assert machine.get(f"/customers/{customer.id}", If_None_Match=seen).status_code == 304


@pytest.mark.concurrency
def test_of_two_edits_at_once_one_wins_and_the_other_learns_it(committed_app, open_session):
    setup = open_session()
    make_company(setup)
    customer, token = make_customer(setup), key_of(setup, make_cs(setup))
    setup.commit()
    seen = Program(committed_app.test_client(), token).get(f"/customers/{customer.id}").headers["ETag"]
    barrier = threading.Barrier(5)

    def edit(number):
        machine = Program(committed_app.test_client(), token)
        barrier.wait()
        return machine.patch(f"/customers/{customer.id}", {"name": f"Nama {number}"}, If_Match=seen)

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(edit, range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]
    won = next(answer.json["name"] for answer in answers if answer.status_code == 200)
    assert open_session().get(Customer, customer.id).name == won


@pytest.mark.concurrency
def test_the_edit_that_waits_for_the_row_sees_what_was_written_meanwhile(committed_app, open_session):
    """Deterministic: the other hand holds the row and commits while the edit waits."""
    setup = open_session()
    make_company(setup)
    visit, token = make_visit(setup, status=VisitStatus.DRAFT), key_of(setup, make_cs(setup))
    setup.commit()
    machine = Program(committed_app.test_client(), token)
    seen = machine.get(f"/visits/{visit.id}").headers["ETag"]
    other = open_session()
    held = other.get(VisitTicket, visit.id, with_for_update=True)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(machine.patch, f"/visits/{visit.id}", {"notes": "baru"}, If_Match=seen)
        held.version += 1
        other.commit()
        assert waiting.result(timeout=60).status_code == 412
