"""The pages on which people make keys for programs."""

import re

from sqlalchemy import select

from app.models.accounts.api_token import ApiToken, TokenStatus
from app.models.accounts.user import Role, User
from tests.api.conftest import Program
from tests.factories import make_admin, make_company, make_cs, make_technician, make_user
from tests.support.people import sign_in, submit
from tests.support.walking.posting import post

SECRET = re.compile(r'value="(sgp_[\w-]+)"')


def test_a_key_is_made_shown_once_used_and_revoked(client, session):
    make_company(session)
    sign_in(client, make_cs(session))
    made = submit(client, "/account/tokens", to="/account/tokens", name="Laporan", scopes=["customers:read"])
    secret = SECRET.search(made.text)[1]
    assert SECRET.search(client.get("/account/tokens").text) is None
    machine = Program(client.application.test_client(), secret)
    assert machine.get("/customers").status_code == 200
    assert machine.get("/visits").json["code"] == "scope_missing"
    token = session.scalars(select(ApiToken)).one()
    post(client, f"/account/tokens/{token.id}/revoke")
    assert session.scalars(select(ApiToken.status)).one() == TokenStatus.REVOKED
    assert machine.get("/customers").status_code == 401


def test_the_same_form_twice_makes_one_key_and_shows_it_once(client, session):
    make_company(session)
    sign_in(client, make_cs(session))
    form = {"name": "Laporan", "days": "30", "scopes": ["customers:read"], "idempotency_key": "a" * 32}
    first, second = (post(client, "/account/tokens", form) for _ in range(2))
    assert SECRET.search(first.text)
    assert SECRET.search(second.text) is None
    assert len(session.scalars(select(ApiToken)).all()) == 1


def test_scopes_one_does_not_have_are_not_offered_and_not_taken(client, session):
    make_company(session)
    sign_in(client, make_technician(session))
    assert "invoices:approve" not in client.get("/account/tokens").text
    forced = post(client, "/account/tokens", {"name": "x", "days": "30", "scopes": ["invoices:approve"]})
    assert forced.status_code == 422
    assert session.scalars(select(ApiToken)).all() == []


def test_nobody_revokes_another_persons_key_by_its_number(client, session):
    make_company(session)
    sign_in(client, make_cs(session))
    submit(client, "/account/tokens", to="/account/tokens", name="Laporan", scopes=["customers:read"])
    token = session.scalars(select(ApiToken)).one()
    other = client.application.test_client()
    sign_in(other, make_technician(session))
    assert post(other, f"/account/tokens/{token.id}/revoke").status_code == 404


def test_an_admin_makes_a_service_account_in_the_panel(client, session):
    make_company(session)
    sign_in(client, make_admin(session))
    made = submit(client, "/admin/tokens/new/", name="Toko daring", role="CS", scopes=["visits:read"])
    assert made.status_code == 200
    account = session.scalars(select(User).where(User.is_service)).one()
    assert (account.role, account.name) == (Role.CS, "Toko daring")
    assert Program(client.application.test_client(), SECRET.search(made.text)[1]).get("/visits").status_code == 200
    assert "Toko daring" in client.get("/admin/tokens/").text
    refused = submit(client, "/admin/tokens/new/", name="Toko", role="SALES", scopes=["customers:write"])
    assert refused.status_code == 422


def test_the_panels_list_is_for_admins(client, session):
    make_company(session)
    sign_in(client, make_user(session, "Dewi", Role.CS))
    assert client.get("/admin/tokens/").status_code == 403
