"""CS makes accounts of those below the approvers, and touches no other."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from tests.factories import make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post


@pytest.fixture
def dewi(session: Session, client: FlaskClient) -> User:
    make_company(session)
    person: User = make_cs(session)
    log_in(client, person)
    return person


@pytest.mark.parametrize("role", ["TECHNICIAN", "SALES", "CS"])
def test_cs_makes_accounts_with_a_first_role_and_password(
    session: Session, client: FlaskClient, dewi: User, role: str
) -> None:
    fields = {
        "name": "Orang Baru",
        "username": "orangbaru",
        "role": role,
        "password": "rumah bambu hijau 77",
        "locale": "id",
    }
    answer = post(client, "/admin/users/new/", fields)
    assert answer.status_code == 302, answer.get_data(as_text=True)[-2000:]
    made = session.scalars(select(User).where(User.username == "orangbaru")).one()
    assert (made.role, made.must_change_password) == (role, True)
    assert client.get(f"/admin/users/details/?id={made.id}").status_code == 200


@pytest.mark.parametrize("role", ["ADMIN", "MANAGER", "DEVELOPER", "MEMBER"])
def test_cs_never_makes_an_admin_or_a_manager(session: Session, client: FlaskClient, dewi: User, role: str) -> None:
    fields = {
        "name": "Orang Baru",
        "username": "orangbaru",
        "role": role,
        "password": "rumah bambu hijau 77",
        "locale": "id",
    }
    assert post(client, "/admin/users/new/", fields).status_code != 302
    assert session.scalars(select(User).where(User.username == "orangbaru")).all() == []


@pytest.mark.parametrize("role", ["SALES", "CS", "ADMIN"])
def test_cs_resets_no_password_of_those_who_approve(
    session: Session, client: FlaskClient, dewi: User, role: str
) -> None:
    person = make_user(session, "Rina", role)
    session.commit()
    answer = post(client, f"/admin/users/{person.id}/reset_password", {"password": "rumah bambu hijau 77"})
    assert answer.status_code in {403, 404}
