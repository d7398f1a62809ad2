"""Writing: one key one effect, nobody overwrites what they have not seen, nothing odd gets in."""

import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from sqlalchemy import func, select

from app.http.security.rate_limits import limiter
from app.models.accounts.api_token import ApiToken
from app.models.audit.audit_log import AuditEntry, Via
from app.models.customers.customer import Customer
from app.models.idempotency import IdempotencyKey
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.api.conftest import Program, key_of
from tests.factories import make_admin, make_company, make_cs, make_customer, make_technician, make_visit

PAK_AGUS = {"name": "Pak Agus", "phone_e164": "0812-3456-7890", "street": "Jl. Merdeka 1", "city": "Bandung"}


def count(session, model=Customer):
    return session.scalar(select(func.count()).select_from(model))


# --- one key, one effect ---


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
    refused = machine.post(f"/visits/{visit.id}/publish", Idempotency_Key=key)
    assert refused.status_code == 409
    visit.status = VisitStatus.DRAFT
    again = machine.post(f"/visits/{visit.id}/publish", Idempotency_Key=key)
    assert (again.status_code, again.data, again.mimetype) == (409, refused.data, "application/problem+json")
    assert machine.post(f"/visits/{visit.id}/publish").status_code == 200


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
    key, gate = uuid.uuid4().hex, threading.Barrier(6)

    def press(_number):
        machine = Program(committed_app.test_client(), token)
        gate.wait()
        return machine.post("/customers", PAK_AGUS, Idempotency_Key=key)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(press, range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert count(open_session()) == 1


# --- nobody overwrites what they have not seen ---


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
    gate = threading.Barrier(5)

    def edit(number):
        machine = Program(committed_app.test_client(), token)
        gate.wait()
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


# --- nothing odd gets in ---


@pytest.mark.parametrize(
    "unasked", ["id", "code", "status", "created_by_id", "deleted_at", "source", "version", "total_idr"]
)
def test_what_nobody_may_set_is_refused_by_name(session, program, unasked):
    answer = program(make_cs(session)).post("/customers", {**PAK_AGUS, unasked: 1})
    assert answer.status_code == 422
    assert unasked in answer.json["errors"]
    assert count(session) == 0


ODD = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"1",
    b'{"name": "a\\u0000b"}',
    b'{"name": "\\ud800"}',
    b'{"name": NaN}',
    b'{"name": ' + b"9" * 5000 + b"}",
    b'{"name": 1e999}',
    b"[" * 100_000,
    b'{"a":' * 5000 + b"1" + b"}" * 5000,
    b"\xff\xfe",
    b'{"name": {"$ne": null}}',
    b'{"__proto__": {}}',
]


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("path", ["/customers", "/visits", "/invoices", "/users", "/auth/token"])
def test_odd_bodies_are_refused_in_words(session, program, body, path):
    machine = program(make_admin(session))
    answer = machine.client.post(
        f"/api/v1{path}",
        data=body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {machine.token}", "Idempotency-Key": uuid.uuid4().hex},
    )
    assert 400 <= answer.status_code < 500
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"]


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "limit=x", "limit=١", "cursor=x", "cursor=W10", "cursor=WzFd", "cursor=Ww", "sort=password_hash",
     "status=NONE", "customer_id=99999999999999999999", "customer_id=-1", "planned_from=yesterday", "unknown=1", "number=%00"],
)  # fmt: skip
def test_odd_questions_are_refused_in_words(session, program, query):
    answer = program(make_cs(session)).get(
        f"/visits?{query}&sort=planned_start" if "cursor" in query else f"/visits?{query}"
    )
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert answer.json["errors"]


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999999", "9223372036854775808", "x", "1.5", "%00"])
def test_odd_numbers_name_no_record(session, program, number):
    machine = program(make_cs(session))
    assert machine.get(f"/visits/{number}").status_code == 404
    assert machine.post(f"/visits/{number}/publish").status_code in {404, 405}


def test_a_form_where_json_belongs_is_refused(session, program):
    machine = program(make_cs(session))
    headers = {"Authorization": f"Bearer {machine.token}", "Idempotency-Key": uuid.uuid4().hex}
    answer = machine.client.post("/api/v1/customers", data={"name": "x"}, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (415, "wrong_media_type")


def test_a_body_without_end_is_refused(session, program):
    machine = program(make_cs(session))
    answer = machine.post("/customers", {"notes": "x" * 13_000_000})
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")


# --- what is left behind ---


def test_the_trail_names_the_owner_of_the_key(session, program):
    dewi = make_cs(session)
    made = program(dewi).post("/customers", PAK_AGUS).json
    row = session.scalars(
        select(AuditEntry).where(AuditEntry.thing == "customers", AuditEntry.thing_id == made["id"])
    ).one()
    token = session.scalars(select(ApiToken)).one()
    assert (row.actor_id, row.via, row.token_id) == (dewi.id, Via.API, token.id)


def test_a_move_names_the_key_too(session, program):
    visit = make_visit(session, status=VisitStatus.DRAFT)
    program(make_cs(session)).post(f"/visits/{visit.id}/publish")
    row = session.scalars(select(AuditEntry).where(AuditEntry.action == "publish")).one()
    assert (row.via, row.token_id) == (Via.API, session.scalars(select(ApiToken.id)).one())


def test_strangers_are_noted_but_cannot_flood_the_trail(session, program):
    limiter.reset()  # what other tests of this process were refused
    for _ in range(12):
        program(None).get("/customers")
    noted = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "entry_refused").order_by(AuditEntry.id)
    ).all()
    assert [row.changes["times"] for row in noted] == [1, 10]


def test_refusals_are_said_in_the_language_asked_for(session, program):
    machine = program(make_cs(session))
    id_, en = (machine.get("/visits/999999", Accept_Language=language) for language in ("id", "en-GB,en;q=0.9"))
    assert id_.json["code"] == en.json["code"] == "not_found"
    assert id_.json["detail"] == "Data tidak ditemukan."
    assert en.json["detail"] != id_.json["detail"]


def test_errors_of_the_address_are_problem_documents_too(session, program):
    machine = program(make_cs(session))
    assert machine.get("/nothing").mimetype == "application/problem+json"
    wrong = machine.ask("DELETE", "/customers")
    assert (wrong.status_code, wrong.mimetype) == (405, "application/problem+json")
    assert {"GET", "POST"} <= set(wrong.headers["Allow"].split(", "))


def test_an_error_of_ours_tells_nothing_of_itself(app, session, program, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr("app.api.routes.read_page", lambda *_a, **_k: 1 / 0)
    answer = program(make_cs(session)).get("/customers")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "division" not in answer.text


def test_too_fast_is_told_how_long_to_wait(app_with, session):
    make_company(session)
    machine = Program(app_with(api_rate="3 per minute").test_client(), key_of(session, make_cs(session)))
    answers = [machine.get("/customers") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"default";q=3;w=60'
    assert [answer.headers["RateLimit"].split(";")[1] for answer in answers] == ["r=2", "r=1", "r=0", "r=0"]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 62  # Redis counts by its own clock, which runs on
    assert answers[-1].json["code"] == "too_many_requests"


def test_the_pace_of_one_key_is_no_others(app_with, session):
    make_company(session)
    app = app_with(api_rate="1 per minute")
    machines = [Program(app.test_client(), key_of(session, make_cs(session, name))) for name in ("Dewi", "Dina")]
    assert [machine.get("/customers").status_code for machine in machines] == [200, 200]


def test_the_pace_is_kept_in_memory_while_redis_is_away(app_with, session, monkeypatch):
    make_company(session)
    machine = Program(app_with(api_rate="2 per minute").test_client(), key_of(session, make_cs(session)))

    def away(*_given, **_named):
        raise RedisConnectionError

    monkeypatch.setattr(limiter, "_storage_dead", False)  # put back afterwards
    monkeypatch.setattr(limiter.storage, "incr", away)
    assert [machine.get("/customers").status_code for _ in range(4)] == [200, 200, 429, 429]
