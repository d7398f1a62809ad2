"""Signing up by e-mail: nothing is disclosed, and nobody is a member before the link is followed."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import MARK
from app.core.identifiers import sha256
from app.jobs.outbox.derived_secrets import opened
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery
from app.models.accounts.member import Signup
from app.models.accounts.user import Role, User
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import Channel, Delivery, OutboxMessage
from tests.factories import NOW, make_company, make_cs
from tests.members.conftest import GOOD, PERSON, link_in, token_in
from tests.support.people import submit
from tests.support.settings import SECRET
from workflows.accounts.members import (
    LinkSpent,
    TooOften,
    confirm_sign_up,
    resend_confirmation,
    sign_up,
)
from workflows.accounts.users import NotConfirmed, check_login


@pytest.fixture(autouse=True)
def firm(session):
    return make_company(session)


def find(session, email="wati@contoh.id"):
    session.expire_all()
    return session.scalars(select(User).where(User.email == email)).one_or_none()


def ask(session, **given):
    facts = {"name": "Wati", "email": "wati@contoh.id", "password": GOOD, "now": NOW}
    return sign_up(session, **facts | given)


def test_from_the_form_to_the_portal(session, client, slowly, deliveries):
    answer = slowly(client, "/signup", **PERSON)
    assert answer.headers["Location"] == "/signup/sent"
    assert find(session) is None, "nobody is a member before the link is followed"
    (mail,) = deliveries()
    assert mail.address == "wati@contoh.id"
    assert "Wati" not in mail.body, "a stranger's words are not carried to a third person"
    answer = submit(client, link_in(mail), to="")
    assert answer.headers["Location"] == "/portal/"
    wati = find(session)
    assert (wati.role, wati.must_change_password) == (Role.MEMBER, False)
    assert wati.email_verified_at is not None
    assert wati.username.startswith("wati")
    assert "Halo, Wati Susanti" in client.get("/portal/").text
    words = set(session.scalars(select(AuditEntry.action).where(AuditEntry.thing_id == wati.id)))
    assert {"created", "signed_up"} <= words


def test_the_link_works_once_and_only_its_hash_is_kept(session, client, app, slowly, deliveries):
    slowly(client, "/signup", **PERSON)
    (mail,) = deliveries()
    token = token_in(mail)
    assert session.scalars(select(Signup.token_sha256)).one() == sha256(token)
    assert token not in str(session.scalars(select(OutboxMessage.payload)).all())
    submit(client, link_in(mail))
    again = app.test_client().get(link_in(mail))
    assert again.status_code == 410


def test_the_link_cannot_be_read_before_it_leaves_and_is_whole_when_it_does(session, client, slowly, deliveries):
    slowly(client, "/signup", **PERSON)
    (mail,) = deliveries()
    token = token_in(mail)
    assert token not in mail.body + str(mail.payload)
    assert f"/signup/confirm/{MARK}" in mail.body
    sent = []
    carry = opened(lambda leased: sent.append(leased) or "id", lambda: SECRET)
    carry(LeasedDelivery(mail.id, Channel.EMAIL, mail.address, mail.body, mail.payload, 1, mail.created_at, 0.0))
    assert f"/signup/confirm/{token}" in sent[0].body
    assert sent[0].payload["link"].endswith(token)


def test_a_known_address_gets_the_same_page_and_a_mail_of_its_own(session, client, slowly, deliveries):
    make_cs(session, email="wati@contoh.id")
    answer = slowly(client, "/signup", **PERSON)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/signup/sent")
    (mail,) = deliveries()
    assert mail.subject.startswith("Anda sudah punya akun")
    assert link_in(mail) == "/login"
    resent = submit(client, "/signup/sent", to="resend")
    assert resent.status_code == 303
    assert "Baru saja dikirim" in client.get("/signup/sent").text


def test_another_browser_has_to_know_the_password(session, app, client, slowly, deliveries):
    slowly(client, "/signup", **PERSON)
    (mail,) = deliveries()
    visitor = app.test_client()
    refused = submit(visitor, link_in(mail), password="bukan ini ya pak")
    assert refused.status_code == 422
    assert find(session) is None
    assert submit(visitor, link_in(mail), password=GOOD).status_code == 302
    assert find(session) is not None


def test_whoever_has_not_confirmed_is_told_so_at_the_login_and_nobody_else(session, client, slowly):
    slowly(client, "/signup", **PERSON)
    wrong = submit(client, "/login", name="wati@contoh.id", password="salah sama sekali")
    assert "salah" in wrong.text
    assert "belum dikonfirmasi" not in wrong.text
    right = submit(client, "/login", name="wati@contoh.id", password=GOOD)
    assert right.headers["Location"] == "/signup/sent"
    assert "belum dikonfirmasi" in client.get("/signup/sent").text
    with pytest.raises(NotConfirmed):
        check_login(session, name="WATI@contoh.id", password=GOOD, now=NOW)


def test_a_link_dies_after_a_day_and_a_new_mail_ends_the_old_one(session, client, slowly, deliveries):
    slowly(client, "/signup", **PERSON)
    (first,) = deliveries()
    signup = session.scalars(select(Signup)).one()
    resend_confirmation(session, signup_id=signup.id, now=utc_now() + timedelta(minutes=2))
    session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first().due_at = utc_now()
    second = deliveries()[-1]
    assert link_in(first) != link_in(second)
    with pytest.raises(LinkSpent):
        confirm_sign_up(session, token=token_in(first), now=utc_now(), password=GOOD)
    with pytest.raises(LinkSpent):
        confirm_sign_up(session, token=token_in(second), now=utc_now() + timedelta(hours=25), password=GOOD)
    assert confirm_sign_up(session, token=token_in(second), now=utc_now(), password=GOOD).id


def test_resending_is_throttled_by_the_minute_and_by_the_address(session):
    signup = ask(session)
    with pytest.raises(TooOften):
        resend_confirmation(session, signup_id=signup.id, now=NOW + timedelta(seconds=30))
    for minutes in (2, 4, 6):
        resend_confirmation(session, signup_id=signup.id, now=NOW + timedelta(minutes=minutes))
    with pytest.raises(TooOften):
        resend_confirmation(session, signup_id=signup.id, now=NOW + timedelta(minutes=8))
    before = session.scalar(select(func.count(OutboxMessage.id)))
    ask(session, now=NOW + timedelta(minutes=9))
    assert session.scalar(select(func.count(OutboxMessage.id))) == before, "signing up again is no way round"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "pendek"),
        ("repeat", "jalan pagi ke rumah"),
        ("email", "bukan e-mail"),
        ("username", "admin"),
        ("username", "081234567890"),
        ("name", " "),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(session, client, slowly, field, value):
    answer = slowly(client, "/signup", **PERSON | {field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert session.scalar(select(func.count(Signup.id))) == 0


def test_a_taken_username_does_not_name_its_owner(session, client, slowly):
    make_cs(session, "Dewi Rahasia", username="mawar")
    answer = slowly(client, "/signup", **PERSON, username="Mawar")
    assert "sudah dipakai" in answer.text
    assert "Dewi" not in answer.text


def test_machines_are_asked_to_send_again(session, client, slowly):
    assert submit(client, "/signup", **PERSON).status_code == 422
    assert slowly(client, "/signup", **PERSON, homepage="http://x").status_code == 422
    assert session.scalar(select(func.count(Signup.id))) == 0


def test_two_taps_make_one_sign_up(session, app, client, slowly):
    client.get("/signup")
    key = {"idempotency_key": "k" * 32}
    slowly(client, "/signup", **PERSON, **key)
    slowly(client, "/signup", **PERSON, **key)
    assert session.scalar(select(func.count(Signup.id))) == 1


def test_two_sign_ups_of_one_address_become_one_member(session, deliveries):
    ask(session)
    ask(session, password="kata sandi penyerang", name="Orang Lain")
    mine, other = (token_in(mail) for mail in deliveries())
    assert confirm_sign_up(session, token=mine, now=utc_now(), password=GOOD).name == "Wati"
    with pytest.raises(LinkSpent):
        confirm_sign_up(session, token=other, now=utc_now(), password="kata sandi penyerang")


def test_the_mail_speaks_the_language_of_the_form(session, client, slowly, deliveries):
    client.set_cookie("lang", "en")
    slowly(client, "/signup", **PERSON)
    deliveries()
    assert session.scalars(select(Signup.locale)).one() == "en"
    assert session.scalars(select(Delivery.payload)).one()["locale"] == "en"
