"""Bodies, queries and numbers of every shape are answered in words."""

import uuid

import pytest

from app.api.request_body import MOST_BYTES
from tests.api.customers import PAK_AGUS, count
from tests.factories import make_admin, make_cs


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
    b"[" + b"[]," * (MOST_BYTES // 3) + b"1]",
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
