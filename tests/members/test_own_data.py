"""A person takes a copy of their data, and a member ends their account; what the law wants kept is kept."""

import json

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import NotAllowed
from app.models.accounts.user import Role, User
from app.models.audit.audit_log import AuditEntry
from app.models.customers.customer import Customer
from tests.factories import make_admin, make_company, make_customer, make_technician, make_user
from tests.support.logins import log_in
from tests.support.people import submit
from tests.support.walking.html import parse
from workflows.accounts.members import erase_account
from workflows.exp import correct_exp


@pytest.fixture
def agus(session) -> User:
    make_company(session)
    return make_user(session, "Pak Agus", Role.MEMBER, customer_id=make_customer(session).id)


def test_the_notice_stands_at_sign_up_and_is_open_to_everybody(client, session):
    make_company(session)
    assert "/account/privacy" in client.get("/signup").text
    assert "27" in client.get("/account/privacy").text


def test_the_copy_holds_what_is_theirs_and_no_secret(client, session, agus):
    log_in(client, agus)
    answer = submit(client, "/account/data", to="/download")
    assert "attachment" in answer.headers["Content-Disposition"]
    found = json.loads(answer.text)
    assert found["account"][0]["email"] == agus.email
    assert found["customer"][0]["id"] == agus.customer_id
    assert "password_hash" not in answer.text
    assert "sha256" not in answer.text
    assert session.scalars(select(AuditEntry).where(AuditEntry.action == "own_data_taken")).one().actor_id == agus.id


def test_a_deleted_account_has_no_name_no_address_and_no_way_in(client, session, agus):
    email, customer_id = agus.email, agus.customer_id
    log_in(client, agus)
    assert submit(client, "/account/data", to="/erase", sure="yes").status_code == 303
    session.expire_all()
    assert (agus.name, agus.email, agus.phone_e164, agus.status) == ("Anggota terhapus", None, None, "INACTIVE")
    assert client.get("/account").status_code == 302
    assert session.get(Customer, customer_id) is not None
    assert session.scalar(select(User.id).where(User.email == email)) is None


def test_staff_do_not_end_their_own_accounts(session):
    with pytest.raises(NotAllowed):
        erase_account(session, user=make_technician(session), now=utc_now())


def test_the_leaderboard_shows_a_real_name_only_by_choice(client, session, agus):
    give(session, agus)
    log_in(client, agus)
    assert "Pak Agus" not in shown_on_board(client)
    submit(client, "/profile", to="/profile?", named="y")
    assert "Pak Agus" in shown_on_board(client)


def give(session, person):
    correct_exp(session, user_id=person.id, points=10, reason="uji", actor=make_admin(session), now=utc_now())
    session.commit()


def shown_on_board(client):
    page = parse(client.get("/leaderboard?period=all").text)
    return " ".join("".join(node.itertext()) for node in page.iter("span") if node.get("class") == "exp-name")
