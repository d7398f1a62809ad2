"""The generated matrix: every route × every role × the right scope, a wrong one, none, and another's record."""

import re

import pytest

from app.api.resources import RESOURCES
from app.core.clock import utc_now
from app.http.auth.access import access_rule_of
from app.models import FLOWS
from app.models.accounts.user import Role, User
from app.policies.scopes import THINGS, all_scopes_of
from tests.api.conftest import Program, key_of
from tests.api.contract.stock import fill
from tests.factories import make_cs, make_customer, make_technician, make_user, make_visit
from workflows.verbs import find_verb

pytestmark = pytest.mark.slow

PUBLIC = {"/api/v1/auth/token"}
NOWHERE = "/999999999"


def routes(app):
    """Each route of the API as (method, path with an id that exists nowhere, entry)."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.rule.startswith("/api/v1/") and rule.rule not in PUBLIC:
            path = re.sub(r"/<[^>]+>", NOWHERE, rule.rule).removeprefix("/api/v1")
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield method, path, access_rule_of(app, rule.endpoint)


def test_every_route_is_keyed_by_a_token_with_a_known_scope(app):
    known = {thing.scope(action): roles for thing in THINGS.values() for action, roles in thing.operations().items()}
    for method, path, entry in routes(app):
        assert entry.keyed_by == "token", f"{method} {path}"
        assert entry.roles, f"{method} {path} is open to nobody"
        assert entry.roles <= known[entry.scope], f"{method} {path} lets in more than {entry.scope} is for"


def test_every_scope_opens_a_route(app):
    used = {entry.scope for _, _, entry in routes(app)}
    assert {thing.scope(action) for thing in THINGS.values() for action in thing.operations()} == used


def test_every_move_of_every_flow_has_its_route(app):
    paths = {(method, path) for method, path, _ in routes(app)}
    things = {thing.flow.name: thing.name for thing in THINGS.values() if thing.flow}
    closed = set(FLOWS) - set(things)
    assert not closed, f"open {closed} in app.policies.scopes and app.api.resources"
    for flow in FLOWS.values():
        for name, transition in flow.transitions.items():
            if not transition.is_system and find_verb(flow, name):
                assert ("POST", f"/{things[flow.name]}{NOWHERE}/{name}") in paths, f"open {flow.name}.{name}"


@pytest.mark.parametrize("role", Role)
def test_every_route_asks_for_the_role_and_the_scope(app, session, program, role):
    """With the scope: in, or 403 for the role. With another scope: 403. Nothing is found, nothing breaks."""
    person = make_user(session, "Tono", role)
    everything, nothing = program(person), program(person, ["users:read"])
    for method, path, entry in routes(app):
        said = f"{method} {path} for {role}"
        answer = everything.ask(method, path, {})
        if role not in entry.roles:
            assert (answer.status_code, answer.json["code"]) == (403, "not_allowed"), said
            continue
        assert answer.status_code in {200, 400, 404, 415, 422, 428}, f"{said}: {answer.status_code}"
        if entry.scope != "users:read" and role == min(entry.roles):  # a scope is asked for alike whoever it is
            missing = nothing.ask(method, path, {})
            assert (missing.status_code, missing.json["code"]) == (403, "scope_missing"), said


def test_every_route_is_shut_for_visitors(app, program):
    visitor = program(None)
    for method, path, _ in routes(app):
        answer = visitor.ask(method, path, {})
        assert (answer.status_code, answer.json["code"]) == (401, "unauthorized"), f"{method} {path}"


def test_a_scope_of_each_role_is_what_the_role_may(session):
    assert "invoices:approve" in all_scopes_of(Role.SALES)
    assert "invoices:submit" not in all_scopes_of(Role.SALES)
    assert all_scopes_of(Role.TECHNICIAN).count("visits:claim") == 1
    assert set(all_scopes_of(Role.MEMBER)) == {
        *("users:read", "tokens:read", "tokens:revoke"),
        *("feedback:read", "feedback:write", "bugs:read", "bugs:write"),
        *("articles:read", "forum_questions:read", "forum_questions:write"),
        *("forum_posts:read", "forum_posts:write", "forum_posts:accept"),
    }


def test_another_technicians_records_are_no_records(session, program):
    """Sari is on nothing: lists are empty, records and moves are not found."""
    stock = fill(session)
    sari = program(make_technician(session, "Sari Lain"))
    for name in ("visits", "assignments", "attendance", "extensions", "documents"):
        assert sari.get(f"/{name}").json["items"] == [], name
        assert sari.get(f"/{name}/{stock[name].id}").status_code == 404, name
    done = stock["done"]
    for path in ("finish", "check_in", "check_out", "handover", "leave_line"):
        body = {"signer_name": "x", "signature": "data:image/png;base64,AAAA"} if path == "handover" else {}
        assert sari.post(f"/visits/{done.id}/{path}", body).status_code in {404, 415}, path


def test_the_technician_on_it_sees_it_and_no_money(session, program):
    stock = fill(session)
    budi = program(stock["budi"])
    for name in ("visits", "assignments", "attendance", "extensions", "documents"):
        assert budi.get(f"/{name}/{stock[name].id}").status_code == 200, name
    assert budi.get("/invoices").status_code == 403
    shown = budi.get(f"/visits/{stock['visits'].id}").json
    assert (shown["site"]["city"], shown["customer"]["name"]) == ("Bandung", "Pak Agus"), "where to go, and to whom"
    assert {paper["kind"] for paper in budi.get("/documents").json["items"]}.isdisjoint({"INVOICE", "RECEIPT"})


def test_people_see_themselves_and_whom_they_look_after(session, program):
    rina, dewi, budi = make_user(session, "Rina", Role.SALES), make_cs(session), make_technician(session)
    assert [user["id"] for user in program(rina).get("/users").json["items"]] == [rina.id]
    assert program(rina).get(f"/users/{budi.id}").status_code == 404
    assert {user["id"] for user in program(dewi).get("/users").json["items"]} == {dewi.id, budi.id, rina.id}
    assert program(dewi).post(f"/users/{rina.id}/reset_password", {"password": "sawah hijau luas"}).status_code == 403


def test_keys_are_seen_by_their_owner_only(session, program):
    dewi, budi = make_cs(session), make_technician(session)
    program(dewi)
    machine = program(budi)
    shown = machine.get("/tokens").json["items"]
    assert {token["user_id"] for token in shown} == {budi.id}
    assert not {"token_sha256", "secret"} & set(shown[0])
    theirs = shown[0]["id"] - 1
    assert machine.post(f"/tokens/{theirs}/revoke").status_code == 404


def test_no_secret_column_is_ever_shown():
    secret = {"password_hash", "token_sha256", "code_sha256", "verify_token", "storage_key", "raw", "payload", "search"}
    for resource in RESOURCES:
        assert secret.isdisjoint(resource.schema().fields), resource.name


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_a_list_is_a_handful_of_statements_however_long(session, program, statements, resource):
    fill(session)
    for _ in range(6):
        make_visit(session, customer=make_customer(session))
    machine = program(make_user(session, "Ani", Role.ADMIN))
    machine.get(f"/{resource.name}")
    with statements() as seen:
        answer = machine.get(f"/{resource.name}?limit=100")
    assert answer.status_code == 200
    assert len(seen) <= 6, "\n".join(seen)


def test_pages_stay_where_they_are_while_rows_are_added(session, program):
    for _ in range(7):
        make_customer(session)
    machine = program(make_cs(session))
    seen, address = [], "/customers?limit=3"
    while address:
        page = machine.get(address).json
        seen += [customer["id"] for customer in page["items"]]
        address = (page["next"] or "").removeprefix("/api/v1")
        make_customer(session)
    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("sort", ["planned_start", "-planned_start", "id", "-id"])
def test_every_order_walks_through_everything_once(session, program, sort):
    start = utc_now()
    for _ in range(5):
        make_visit(session, planned_start=start)  # the same moment: the id decides
    machine = program(make_cs(session))
    seen, address = [], f"/visits?limit=2&sort={sort}"
    while address:
        page = machine.get(address).json
        seen += [visit["id"] for visit in page["items"]]
        address = (page["next"] or "").removeprefix("/api/v1")
    assert sorted(seen, reverse=sort.startswith("-")) == seen
    assert len(seen) == 5


def test_filters_narrow(session, program):
    stock = fill(session)
    machine = program(make_cs(session))
    assert {visit["status"] for visit in machine.get("/visits?status=DONE").json["items"]} == {"DONE"}
    assert machine.get(f"/visits?customer_id={stock['customers'].id + 1}").json["items"] == []
    phone = stock["customers"].phone_e164.replace("+62", "0")
    assert [one["id"] for one in machine.get(f"/customers?phone={phone}").json["items"]] == [stock["customers"].id]


def test_a_deactivated_scope_list_is_not_resurrected(session, program):
    """A token keeps its scopes when its owner rises: new rights need a new token."""
    person = make_user(session, "Dewi", Role.SALES)
    machine = Program(program(person).client, key_of(session, person))
    session.get(User, person.id).role = Role.ADMIN
    session.flush()
    assert machine.post("/customers", {"name": "x"}).json["code"] == "scope_missing"


def test_members_see_their_own_voices_and_no_others(session, program):
    agus, rudi = (make_user(session, name, Role.MEMBER) for name in ("Pak Agus", "Pak Rudi"))
    mine, others = program(agus), program(rudi)
    said = {"kind": "SUGGESTION", "subject": "Jam kunjungan", "body": "Tolong ada jam sore.\n<b>Terima kasih</b>"}
    feedback = mine.post("/feedback", said)
    assert feedback.status_code == 201, feedback.json
    assert "<b>" in feedback.json["body_text"], "what is typed as text is shown as text"
    bug = mine.post("/bugs", {"title": "Tombol mati", "steps": "Tekan", "impact": "MINOR"})
    assert (bug.status_code, bug.json["reporter_id"]) == (201, agus.id)
    for name, record in (("feedback", feedback.json), ("bugs", bug.json)):
        assert [one["id"] for one in mine.get(f"/{name}").json["items"]] == [record["id"]]
        assert others.get(f"/{name}").json["items"] == []
        assert others.get(f"/{name}/{record['id']}").status_code == 404
        assert mine.post(f"/{name}/{record['id']}/reject", {"reason": "x"}).status_code == 403
    dewi = program(make_cs(session))
    assert dewi.post(f"/feedback/{feedback.json['id']}/review").json["status"] == "IN_REVIEW"
    assert dewi.decide(f"/bugs/{bug.json['id']}/reject", {"reason": "bukan bug"}).json["status"] == "REJECTED"
