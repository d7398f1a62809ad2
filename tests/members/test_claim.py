"""A customer claims the account that is theirs: by a code on their WhatsApp, once, and nobody learns who is a customer."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.crypto.derived_secrets import derived_code
from app.core.errors import NotAvailable
from app.models.accounts.member import AccountClaim
from app.models.accounts.user import Role, User
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import Channel, Delivery
from tests.factories import NOW, make_admin, make_company, make_customer, make_technician, make_user
from tests.members.conftest import GOOD, code_in
from tests.support.people import sign_in, submit
from tests.support.settings import SECRET
from workflows.accounts.members import (
    AlreadyClaimed,
    TooOften,
    ask_claim_code,
    link_customer,
    open_account,
    prove_claim,
    write_code,
)
from workflows.accounts.users import unlink_customer

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
ACCOUNT = {"name": "Agus", "password": GOOD, "repeat": GOOD}


@pytest.fixture(autouse=True)
def firm(session):
    return make_company(session)


@pytest.fixture
def agus(session):
    return make_customer(session, "Pak Agus", phone_e164="+6281311112222")


def code_for(session, claim):
    return derived_code(SECRET, write_code(session, claim_id=claim.id, key=SECRET, now=NOW), 6)


def proved(session, customer, ticket, **given):
    """A claim whose code was typed right."""
    ask_claim_code(session, asked=customer.phone_e164, ticket=ticket, now=NOW, **given)
    claim = session.scalars(select(AccountClaim).order_by(AccountClaim.id.desc())).first()
    code = code_for(session, claim)
    assert prove_claim(session, ticket=ticket, code=code, now=NOW) is None
    return ticket


def test_from_the_number_to_the_portal(session, client, slowly, deliveries, agus):
    answer = slowly(client, "/signup/claim", asked="0813-1111-2222")
    assert answer.headers["Location"] == "/signup/claim/code"
    (delivery,) = deliveries()
    assert (delivery.channel, delivery.customer_id) == (Channel.WHATSAPP, agus.id)
    answer = submit(client, "/signup/claim/code", code=code_in(delivery))
    assert answer.headers["Location"] == "/signup/claim/account"
    assert 'value="Pak Agus"' in client.get("/signup/claim/account").text
    answer = submit(client, "/signup/claim/account", **ACCOUNT)
    assert answer.headers["Location"] == "/portal/"
    member = session.scalars(select(User).where(User.customer_id == agus.id)).one()
    assert (member.role, member.phone_e164, member.email) == (Role.MEMBER, agus.phone_e164, None)
    assert "Kunjungan saya" in client.get("/portal/").text
    words = set(session.scalars(select(AuditEntry.action).where(AuditEntry.thing_id == member.id)))
    assert "customer_claimed" in words
    told = deliveries()[-1]
    assert told.kind == "member.customer_claimed"
    assert member.username in told.body


def test_a_number_nobody_has_gets_the_same_answers(session, client, slowly, deliveries, agus):
    known = slowly(client, "/signup/claim", asked="0813 1111 2222")
    page = client.get("/signup/claim/code").text
    deliveries()
    unknown = slowly(client, "/signup/claim", asked="0813 9999 8888")
    assert (unknown.status_code, unknown.headers["Location"]) == (known.status_code, known.headers["Location"])
    assert len(deliveries()) == 1
    same = client.get("/signup/claim/code").text
    assert same.count("<input") == page.count("<input")
    wrong = submit(client, "/signup/claim/code", code="123456")
    assert "Sisa 4 kali" in wrong.text


def test_five_wrong_codes_end_it_even_for_the_right_one(session, agus):
    ask_claim_code(session, asked=agus.code, ticket="t" * 32, now=NOW)
    claim = session.scalars(select(AccountClaim)).one()
    code = code_for(session, claim)
    assert code not in str(claim.code_hash)
    wrong = "000000" if code != "000000" else "111111"
    assert [prove_claim(session, ticket="t" * 32, code=wrong, now=NOW) for _ in range(5)] == [4, 3, 2, 1, 0]
    with pytest.raises(Exception, match="Minta kode baru"):
        prove_claim(session, ticket="t" * 32, code=code, now=NOW)


def test_a_code_lives_ten_minutes_and_only_in_the_browser_that_asked(session, agus):
    ask_claim_code(session, asked=agus.code, ticket="t" * 32, now=NOW)
    claim = session.scalars(select(AccountClaim)).one()
    code = code_for(session, claim)
    with pytest.raises(Exception, match="Minta kode baru"):
        prove_claim(session, ticket="another browser's", code=code, now=NOW)
    assert prove_claim(session, ticket="t" * 32, code=code, now=NOW + timedelta(minutes=11)) == 4


def test_asking_again_and_again_is_refused_known_or_not(session, agus):
    for asked in (agus.phone_e164, "0813 9999 8888"):
        for place in range(3):
            ask_claim_code(session, asked=asked, ticket=f"{asked}-{place}", now=NOW)
        with pytest.raises(TooOften):
            ask_claim_code(session, asked=asked, ticket=f"{asked}-x", now=NOW)


def test_of_two_claims_for_one_customer_the_first_wins(session, agus):
    first, second = (proved(session, agus, ticket) for ticket in ("first", "second"))
    open_account(session, ticket=first, name="Agus", password=GOOD, now=NOW)
    with pytest.raises(AlreadyClaimed):
        open_account(session, ticket=second, name="Agus lain", password=GOOD, now=NOW)
    with pytest.raises(Exception, match="Minta kode baru"):
        open_account(session, ticket=first, name="Agus", password=GOOD, now=NOW)


def test_who_has_an_account_is_told_so_on_whatsapp_and_nowhere_else(session, client, slowly, deliveries, agus):
    make_user(session, "Agus", Role.MEMBER, customer_id=agus.id)
    answer = slowly(client, "/signup/claim", asked=agus.code)
    assert answer.headers["Location"] == "/signup/claim/code"
    (delivery,) = deliveries()
    assert "sudah punya akun" in delivery.body
    assert "Sisa 4 kali" in submit(client, "/signup/claim/code", code="123456").text


def test_a_member_links_the_customer_he_is(session, client, slowly, deliveries, agus):
    member = make_user(session, "Agus", Role.MEMBER)
    sign_in(client, member)
    slowly(client, "/signup/claim", asked=agus.code)
    answer = submit(client, "/signup/claim/code", code=code_in(deliveries()[-1]))
    assert answer.headers["Location"] == "/portal/"
    session.expire_all()
    assert member.customer_id == agus.id
    with pytest.raises(AlreadyClaimed):
        link_customer(session, ticket=proved(session, make_customer(session), "x", user=member), user=member, now=NOW)


def test_the_firms_own_people_claim_nothing(session, client, agus):
    sign_in(client, make_technician(session))
    assert client.get("/signup/claim").status_code == 302


def test_an_admin_takes_the_customer_out_again(session, agus):
    ani, member = make_admin(session), make_user(session, "Agus", Role.MEMBER, customer_id=agus.id)
    unlink_customer(session, user_id=member.id, actor=ani, now=NOW)
    session.expire_all()
    assert (member.customer_id, member.phone_e164) == (None, None)
    with pytest.raises(Exception, match="tidak tertaut"):
        unlink_customer(session, user_id=member.id, actor=ani, now=NOW)


def test_an_email_given_with_the_claim_has_to_be_confirmed(session, deliveries, agus):
    ticket = proved(session, agus, "mine")
    member = open_account(session, ticket=ticket, name="Agus", password=GOOD, email="agus@contoh.id", now=NOW)
    assert member.email is None
    assert [delivery.address for delivery in deliveries() if delivery.channel == Channel.EMAIL] == ["agus@contoh.id"]
    assert session.scalar(select(func.count(Delivery.id)).where(Delivery.kind == "member.email_changing")) == 1


@pytest.mark.parametrize(("after", "counted"), [(HOUR - SECOND, True), (HOUR, False), (HOUR + SECOND, False)])
def test_tries_are_taken_for_an_hour_after_the_code_was_asked_for(session, agus, after, counted):
    ask_claim_code(session, asked=agus.phone_e164, ticket="t", now=NOW)
    if counted:
        assert prove_claim(session, ticket="t", code="000000", now=NOW + after) == 4
        return
    with pytest.raises(NotAvailable):
        prove_claim(session, ticket="t", code="000000", now=NOW + after)


@pytest.mark.parametrize(("seconds", "left"), [(-1, None), (0, 4), (1, 4)])
def test_a_code_that_expires_now_is_over(session, agus, seconds, left):
    ask_claim_code(session, asked=agus.phone_e164, ticket="t", now=NOW)
    claim = session.scalars(select(AccountClaim)).one()
    code = code_for(session, claim)
    at = claim.expires_at + seconds * SECOND
    assert prove_claim(session, ticket="t", code=code, now=at) == left
