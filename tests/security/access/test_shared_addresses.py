"""A carrier puts thousands of people behind one address: what others get wrong keeps nobody out."""

import pytest

from tests.api.conftest import Program
from tests.factories import PASSWORD, make_company, make_cs
from tests.support.people import submit
from tests.support.walking.posting import post

pytestmark = pytest.mark.slow
TRIES = 160


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def test_made_up_names_of_one_address_lock_nobody_out(client, app, session, dewi):
    tries = [{"name": f"orang{number}", "password": "salah salah"} for number in range(TRIES)]
    answers = [post(client, "/login", sent) for sent in tries]
    assert {answer.status_code for answer in answers[:150]} == {422}
    assert {answer.status_code for answer in answers[150:]} == {429}
    assert int(answers[-1].headers["Retry-After"]) in range(1, 15 * 60 + 5)
    other = app.test_client()
    assert submit(other, "/login", name=dewi.username, password=PASSWORD).status_code == 302


def test_neither_at_the_api(client, session, dewi):
    machine = Program(client, None)
    for number in range(TRIES):
        last = machine.post("/auth/token", {"username": f"orang{number}", "password": "salah salah"})
    assert (last.status_code, "Retry-After" in last.headers) == (429, True)
    assert machine.post("/auth/token", {"username": dewi.username, "password": PASSWORD}).status_code == 200
