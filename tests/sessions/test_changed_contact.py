"""A person's address, number, chat, identity or passkey changes: what rested on the former one ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models.accounts.member import EmailChange
from app.models.accounts.mfa import Passkey
from app.models.accounts.sessions import LoginWay, UserSession
from app.models.accounts.sso import Identity
from app.models.messaging.outbox import Channel, DeliveryStatus
from tests.customers.test_changed_number import make_delivery
from tests.factories import NOW, make_admin, make_sales
from workflows.accounts.members import TooOften, ask_email_change
from workflows.accounts.users import edit_user, log_out_everywhere, unlink_telegram
from workflows.authentication.mfa import remove_passkey
from workflows.authentication.sessions import start_session
from workflows.authentication.sso import Person, ProviderFacts, follow_provider, unlink_identity


@pytest.fixture
def rina(session):
    return make_sales(session, telegram_chat_id=77)


def change(session, person, **given):
    facts = {name: getattr(person, name) for name in ("name", "username", "email", "phone_e164", "telegram_chat_id")}
    edit_user(session, user_id=person.id, actor=make_admin(session), now=NOW, **{**facts, **given})
    session.expire_all()


def waits_for(session, person, channel, address, **given):
    status = DeliveryStatus.PARKED
    return make_delivery(session, user_id=person.id, channel=channel, address=address, status=status, **given)


def test_a_change_of_ones_own_that_waits_ends_when_an_admin_sets_another_address(session, rina):
    ask_email_change(session, user=rina, email="penipu@contoh.id", now=NOW)
    change(session, rina, email="rina.baru@contoh.id")
    assert session.scalars(select(EmailChange)).one().withdrawn_at == NOW


def test_a_change_that_waits_ends_when_the_provider_tells_another_address(session, rina):
    rina.role = "MEMBER"
    session.add(Identity(user_id=rina.id, issuer="https://clerk.contoh.id", subject="user_1"))
    ask_email_change(session, user=rina, email="penipu@contoh.id", now=NOW)
    person = Person("https://clerk.contoh.id", "user_1", email="rina.clerk@contoh.id", email_verified=True)
    assert follow_provider(session, facts=ProviderFacts(person, NOW), now=NOW) == "changed"
    session.expire_all()
    assert session.scalars(select(EmailChange)).one().withdrawn_at == NOW


def test_messages_that_failed_follow_to_the_new_address_number_and_chat(session, rina):
    by_mail = waits_for(session, rina, Channel.EMAIL, rina.email)
    by_phone = waits_for(session, rina, Channel.WHATSAPP, rina.phone_e164.lstrip("+"))
    change(session, rina, email="rina.baru@contoh.id", phone_e164="+6281399990000")
    assert (by_mail.address, by_phone.address) == ("rina.baru@contoh.id", "6281399990000")


def test_the_former_address_keeps_what_is_meant_for_it(session, rina):
    warning = waits_for(session, rina, Channel.EMAIL, rina.email, payload={"address": rina.email})
    former = rina.email
    change(session, rina, email="rina.baru@contoh.id")
    assert warning.address == former


@pytest.mark.parametrize("ending", ["closed", "typed", "unlinked"])
def test_a_chat_that_is_proved_no_more_gets_nothing_that_waited(session, rina, ending):
    waiting = waits_for(session, rina, Channel.TELEGRAM, "77")
    if ending == "typed":
        change(session, rina, telegram_chat_id=78)
    elif ending == "unlinked":
        unlink_telegram(session, user=rina, now=NOW)
    else:
        log_out_everywhere(session, user_id=rina.id, actor=make_admin(session), now=NOW)
    session.expire_all()
    assert (waiting.status, waiting.address) == (DeliveryStatus.NO_ADDRESS, "")


@pytest.fixture
def log_ins(session, rina):
    """One by each way; `log_ins()` names those that are open."""
    ways = (LoginWay.CLERK, LoginWay.OIDC, LoginWay.PASSKEY, LoginWay.PASSWORD)
    for way in ways:
        start_session(session, user=rina, token=f"{way:x<40}", how=way, lasts=timedelta(hours=8), now=NOW)

    def still_open():
        session.expire_all()
        return {one.how for one in session.scalars(select(UserSession).where(UserSession.ended_at.is_(None)))}

    return still_open


def session_of(session, way):
    return session.scalars(select(UserSession).where(UserSession.how == way)).one().id


def test_an_identity_taken_off_ends_the_log_ins_that_came_by_it_but_this_one(session, rina, log_ins):
    identity = Identity(user_id=rina.id, issuer="https://sso.contoh.id", subject="rina")
    session.add(identity)
    session.flush()
    this = session_of(session, LoginWay.CLERK)
    unlink_identity(session, user=rina, identity_id=identity.id, now=NOW, spared_session=this)
    assert log_ins() == {LoginWay.CLERK, LoginWay.PASSKEY, LoginWay.PASSWORD}


def test_a_passkey_taken_off_ends_the_log_ins_that_came_by_one(session, rina, log_ins):
    passkey = Passkey(user_id=rina.id, name="HP", credential_id="c", public_key=b"k", sign_count=0, created_at=NOW)
    session.add(passkey)
    session.flush()
    remove_passkey(session, user=rina, passkey_id=passkey.id, now=NOW)
    assert log_ins() == {LoginWay.CLERK, LoginWay.OIDC, LoginWay.PASSWORD}


def ask_five_times(session, person):
    for number in range(5):
        ask_email_change(session, user=person, email=f"rina{number}@contoh.id", now=NOW)


def test_an_address_is_changed_five_times_a_day_and_not_six(session, rina):
    ask_five_times(session, rina)
    with pytest.raises(TooOften):
        ask_email_change(session, user=rina, email="rina9@contoh.id", now=NOW)


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, False), (0, True), (1, True)])
def test_a_day_after_the_first_it_is_asked_again(session, rina, seconds, is_taken):
    ask_five_times(session, rina)
    at = NOW + timedelta(days=1, seconds=seconds)
    if is_taken:
        assert ask_email_change(session, user=rina, email="rina9@contoh.id", now=at).email == "rina9@contoh.id"
        return
    with pytest.raises(TooOften):
        ask_email_change(session, user=rina, email="rina9@contoh.id", now=at)
