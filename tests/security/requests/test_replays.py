"""A request that was overheard or kept and is sent once more."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import derived_code
from app.models.accounts.member import AccountClaim
from app.models.accounts.sessions import UserSession
from app.models.accounts.user import User
from tests.factories import PASSWORD, make_admin, make_company, make_customer, make_technician
from tests.support.logins import COOKIE, log_in
from tests.support.people import submit
from tests.support.settings import SECRET
from tests.support.walking.posting import post
from workflows.accounts.members import ask_claim_code, prove_claim, write_code
from workflows.accounts.users import change_role, deactivate_user

GOOD = "hujan di kebun teh"
KEY = "k" * 32


def logins(session):
    session.expire_all()
    return session.scalar(select(func.count()).select_from(UserSession))


def test_the_form_that_opened_an_account_opens_no_second_log_in_later(client, session):
    """The same press twice is one account and one answer; a copy sent an hour later is answered by the login page."""
    make_company(session)
    agus, now = make_customer(session, phone_e164="+6281311112222"), utc_now()
    ask_claim_code(session, asked=agus.phone_e164, ticket="tiket" * 6, now=now)
    claim = session.scalars(select(AccountClaim)).one()
    code = derived_code(SECRET, write_code(session, claim_id=claim.id, key=SECRET, now=now), 6)
    prove_claim(session, ticket="tiket" * 6, code=code, now=now)
    session.commit()
    with client.session_transaction() as cookie:
        cookie["claim"], cookie["visitor"] = "tiket" * 6, "peramban"
        overheard = dict(cookie)
    sent = {"name": "Agus", "password": GOOD, "repeat": GOOD, "idempotency_key": KEY}
    assert post(client, "/signup/claim/account", sent).location == "/portal/"
    session.scalars(select(User).where(User.customer_id == agus.id)).one().created_at -= timedelta(hours=1)
    session.commit()
    before = logins(session)
    thief = client.application.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(overheard)
    assert post(thief, "/signup/claim/account", sent).location == "/login"
    assert thief.get("/portal/").status_code == 302
    assert logins(session) == before


@pytest.mark.parametrize("what", ["role", "end", "logout", "old"])
def test_a_copied_cookie_is_dead_whatever_ended_the_log_in(app, client, session, what):
    make_company(session)
    ani, budi, now = make_admin(session), make_technician(session), utc_now()
    copied = log_in(client, budi)
    if what == "role":
        change_role(session, user_id=budi.id, actor=ani, now=now, role="CS")
    elif what == "end":
        deactivate_user(session, user_id=budi.id, actor=ani, now=now)
    elif what == "old":
        session.scalars(select(UserSession)).one().expires_at = now
    session.commit()
    if what == "logout":
        post(client, "/logout")
    thief = app.test_client()
    thief.set_cookie(COOKIE, copied)
    for path in ("/technician/", "/account", "/admin/", "/notifications"):
        assert thief.get(path).status_code == 302
    assert thief.get("/api/v1/visits").status_code == 401


def test_a_cookie_planted_before_the_log_in_is_nobodys_afterwards(app, client, session):
    make_company(session)
    budi = make_technician(session)
    session.commit()
    client.set_cookie(COOKIE, "d" * 43)
    submit(client, "/login", name=budi.username, password=PASSWORD)
    assert client.get_cookie(COOKIE).value != "d" * 43
    thief = app.test_client()
    thief.set_cookie(COOKIE, "d" * 43)
    assert thief.get("/technician/").status_code == 302
