"""One key, one effect, one answer."""

import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.models.idempotency import IdempotencyKey
from app.models.visits.visit import VisitStatus
from tests.api.conftest import Program, key_of
from tests.api.customers import PAK_AGUS, count
from tests.factories import make_admin, make_company, make_cs, make_technician, make_visit


def test_the_same_key_gives_the_same_bytes_and_one_effect(session, program):
    machine, key = program(make_cs(session)), uuid.uuid4().hex
    first, second = (machine.post("/customers", PAK_AGUS, Idempotency_Key=key) for _ in range(2))
    assert (first.status_code, first.data) == (second.status_code, second.data)
    assert first.status_code == 201
    assert (first.headers["ETag"], second.headers["Idempotency-Replayed"]) == (second.headers["ETag"], "true")
    assert count(session) == 1


def test_a_refusal_is_an_answer_too(session, program):
    visit = make_visit(session, status=VisitStatus.DRAFT)
    machine, key = program(make_cs(session)), uuid.uuid4().hex
    visit.status = VisitStatus.DONE
    refused = machine.decide(f"/visits/{visit.id}/publish", Idempotency_Key=key)
    assert refused.status_code == 409
    visit.status = VisitStatus.DRAFT
    again = machine.decide(f"/visits/{visit.id}/publish", Idempotency_Key=key)
    assert (again.status_code, again.data, again.mimetype) == (409, refused.data, "application/problem+json")
    assert machine.decide(f"/visits/{visit.id}/publish").status_code == 200


def test_the_same_key_with_another_body_or_address_is_refused(session, program):
    machine, key = program(make_cs(session)), uuid.uuid4().hex
    machine.post("/customers", PAK_AGUS, Idempotency_Key=key)
    other = machine.post("/customers", {**PAK_AGUS, "name": "Bu Ani"}, Idempotency_Key=key)
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")
    elsewhere = machine.post("/sites", {"customer_id": 1, "name": "x"}, Idempotency_Key=key)
    assert elsewhere.json["code"] == "idempotency_key_reused"


def test_the_order_of_names_in_a_body_is_no_difference(session, program):
    machine, key = program(make_cs(session)), uuid.uuid4().hex
    machine.post("/customers", PAK_AGUS, Idempotency_Key=key)
    turned = dict(reversed(PAK_AGUS.items()))
    assert machine.post("/customers", turned, Idempotency_Key=key).headers["Idempotency-Replayed"] == "true"


def test_keys_are_their_owners_own(session, program):
    key = uuid.uuid4().hex
    program(make_cs(session)).post("/customers", PAK_AGUS, Idempotency_Key=key)
    other = program(make_cs(session, "Dina")).post(
        "/customers", {**PAK_AGUS, "phone_e164": "081298765432"}, Idempotency_Key=key
    )
    assert other.status_code == 201
    assert count(session) == 2


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with space", "näh-näh-näh"])
def test_a_post_without_a_fit_key_is_refused(session, program, key):
    answer = program(make_cs(session)).post("/customers", PAK_AGUS, Idempotency_Key=key.encode().decode("latin-1"))
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_missing")


def test_no_password_can_be_guessed_from_what_a_key_remembers(session, program):
    ani, budi = make_admin(session), make_technician(session)
    body = {"password": "sawah hijau luas"}
    assert program(ani).post(f"/users/{budi.id}/reset_password", body).status_code == 200
    kept = session.scalars(select(IdempotencyKey)).one()
    assert "sawah" not in json.dumps(kept.answer)


@pytest.mark.concurrency
def test_sent_twice_at_once_it_happens_once(committed_app, open_session):
    setup = open_session()
    make_company(setup)
    token = key_of(setup, make_cs(setup))
    setup.commit()
    key, barrier = uuid.uuid4().hex, threading.Barrier(6)

    def press(_number):
        machine = Program(committed_app.test_client(), token)
        barrier.wait()
        return machine.post("/customers", PAK_AGUS, Idempotency_Key=key)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(press, range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert count(open_session()) == 1
