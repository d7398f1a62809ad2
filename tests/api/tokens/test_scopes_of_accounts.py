"""`users:write` buys no other way in: role, e-mail, phone and admins' accounts have scopes of their own."""

from typing import Any

import pytest

from app.core.clock import utc_now
from app.models.accounts.user import Role, User
from tests.api.conftest import Program, key_of
from tests.factories import make_admin, make_cs, make_customer, make_technician, make_user
from workflows.api_tokens import make_session_token

NEW = {"name": "Tono", "username": "tono", "password": "sawah hijau luas", "skill_ids": []}
WRITE = ["users:read", "users:write"]


@pytest.fixture
def ani(session) -> User:
    return make_admin(session)


@pytest.mark.parametrize("more", [{"role": "ADMIN"}, {"role": "CS"}, {"role": "TECHNICIAN", "email": "t@contoh.id"}])
def test_write_makes_a_technician_and_nobody_above(session, program, ani, more: dict[str, Any]):
    machine = program(ani, WRITE)
    refused = machine.post("/users", {**NEW, **more})
    assert (refused.status_code, refused.json["code"]) == (403, "scope_missing")
    assert machine.post("/users", {**NEW, "role": "TECHNICIAN"}).status_code == 201


@pytest.mark.parametrize("field", [{"email": "curi@contoh.id"}, {"phone_e164": "081299998888"}])
def test_write_moves_nobodys_address(session, program, ani, field: dict[str, str]):
    budi = make_technician(session)
    machine = program(ani, WRITE)
    refused = machine.patch(f"/users/{budi.id}", field, If_Match="*")
    assert (refused.status_code, refused.json["code"]) == (403, "scope_missing")
    assert machine.patch(f"/users/{budi.id}", {"name": "Budi S"}, If_Match="*").status_code == 200


def test_write_touches_no_admin(session, program, ani):
    other = make_admin(session, "Eka")
    assert program(ani, WRITE).patch(f"/users/{other.id}", {"name": "X"}, If_Match="*").status_code == 403


@pytest.mark.parametrize(
    ("scope", "path", "body"),
    [
        ("users:set_email", "set_email", {"email": "baru@contoh.id"}),
        ("users:set_phone", "set_phone", {"phone_e164": "081299998888"}),
        ("users:change_role", "change_role", {"role": "SALES"}),
    ],
)
def test_the_own_scope_needs_a_password_shown_just_now(session, program, ani, scope: str, path: str, body: Any):
    budi = make_technician(session)
    refused = program(ani, ["users:read", scope]).post(f"/users/{budi.id}/{path}", body)
    assert (refused.status_code, refused.json["code"]) == (403, "fresh_proof_due")
    made = make_session_token(session, owner=ani, now=utc_now())
    session.commit()
    machine = program(None)
    machine.token = made.secret
    assert machine.post(f"/users/{budi.id}/{path}", body).status_code == 200


@pytest.mark.parametrize("transition", ["reset_password", "deactivate", "reset_factors", "log_out_everywhere"])
def test_transitions_on_an_admin_ask_for_the_admins_scope_too(session, program, ani, transition: str):
    other = make_admin(session, "Eka")
    body = {"password": "sawah hijau luas"} if transition == "reset_password" else None
    refused = program(ani, ["users:read", f"users:{transition}"]).post(f"/users/{other.id}/{transition}", body)
    assert refused.status_code == 403


def test_the_admins_scope_edits_an_admin(session, app, ani):
    other = make_admin(session, "Eka")
    made = make_session_token(session, owner=ani, now=utc_now())
    session.commit()
    machine = Program(app.test_client(), made.secret)
    done = machine.post(f"/users/{other.id}/edit_admin", {"name": "Eka Putri"})
    assert (done.status_code, done.json["name"]) == (200, "Eka Putri")
    assert machine.post(f"/users/{make_technician(session).id}/edit_admin", {"name": "X"}).status_code == 422


def test_cs_holds_no_scope_for_admins(session):
    dewi = make_cs(session)
    with pytest.raises(Exception, match="izin"):
        key_of(session, dewi, ["users:edit_admin"])
    assert dewi.role == Role.CS


def test_taking_a_customers_number_from_an_account_asks_for_the_scope_of_numbers(session, program, ani):
    agus = make_user(session, "Agus", Role.MEMBER, customer_id=make_customer(session).id, phone_e164="+628123456789")
    refused = program(ani, ["users:read", "users:unlink_customer"]).post(f"/users/{agus.id}/unlink_customer")
    assert (refused.status_code, refused.json["code"]) == (403, "scope_missing")
    session.refresh(agus)
    assert agus.phone_e164 == "+628123456789"
