"""SECRET_KEY changes: for a time the former one still verifies, and nothing that is drawn from it has to be set up anew."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.crypto.key_ring import KeyRing, NoKeyOpens, id_of_key
from app.http.pages.links.on_call_feed import feed_path, read_feed_token
from app.http.pages.links.rating_link import rating_token, read_rating_token
from app.http.pages.links.unsubscribe import read_stop, stop_path
from app.http.security.secret_keys import derivation_key
from app.models.accounts.mfa import Authenticator
from app.models.messaging.notification import Topic
from app.models.sealed_key import SealedKey
from app.settings import BadSettings, read_settings
from tests.factories import NOW, PASSWORD, make_company, make_cs
from tests.support.people import as_drawn, submit
from tests.support.settings import SECRET
from tests.support.walking.html import parse
from workflows.authentication.mfa import check_code, confirm_authenticator, enrol_authenticator, totp_secret
from workflows.secret_keys import find_derivation_key, reseal_key

NEW, NEWEST = "a-new-key-for-tests-" + "y" * 32, "the-newest-for-tests-" + "z" * 32
DAY = timedelta(days=1)


@pytest.fixture
def changed(app_with: Callable[..., Flask]) -> Flask:
    """The application after the change, for one more day with the former key."""
    return app_with(secret_key=NEW, secret_key_previous=SECRET, secret_key_previous_until=utc_now() + DAY)


@pytest.fixture
def forgotten(app_with: Callable[..., Flask]) -> Callable[[], Flask]:
    """The application once the former key is not set any more."""
    return lambda: app_with(secret_key=NEW)


def test_before_the_moment_the_former_key_verifies_and_the_new_one_signs() -> None:
    ring = KeyRing(NEW, (SECRET,), NOW)
    assert ring.verifying(NOW - timedelta(seconds=1)) == [SECRET, NEW]
    assert ring.verifying(NOW) == [NEW]


def test_what_is_sealed_says_its_key_and_opens_only_with_it_unspoiled() -> None:
    old = KeyRing(SECRET)
    sealed = old.seal("rahasia")
    assert KeyRing(NEW, (SECRET,), NOW - DAY).open(id_of_key(SECRET), sealed) == "rahasia"
    assert sealed != old.seal("rahasia")
    for ring, key_id, content in (
        (KeyRing(NEW), id_of_key(SECRET), sealed),
        (old, id_of_key(SECRET), sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (KeyRing(NEW), id_of_key(NEW), sealed),
    ):
        with pytest.raises(NoKeyOpens):
            ring.open(key_id, content)


def test_a_log_in_and_a_form_of_before_go_on_and_end_with_the_former_key(
    session: Session, app: Flask, changed: Flask, forgotten: Callable[[], Flask]
) -> None:
    make_company(session)
    dewi = make_cs(session)
    before = app.test_client()
    assert submit(before, "/login", name=dewi.username, password=PASSWORD).status_code == 302
    forms = parse(before.get("/profile").text).iter("form")
    drawn = next(one for one in forms if one.get("class") == "stack" and "username" in as_drawn(one))
    form = as_drawn(drawn) | {"name": "Dewi Baru"}
    cookies = {name: before.get_cookie(name).value for name in ("sigap", "sigap_login")}

    def sent_to(where: Flask) -> int:
        browser = where.test_client()
        for name, value in cookies.items():
            browser.set_cookie(name, value)
        return browser.post(drawn.get("action"), data=form).status_code

    assert sent_to(changed) == 303
    session.expire_all()
    assert dewi.name == "Dewi Baru"
    assert sent_to(forgotten()) == 400


def test_signed_links_of_before_work_for_the_time_and_drawn_ones_beyond(
    app: Flask, changed: Flask, forgotten: Callable[[], Flask]
) -> None:
    with app.app_context():
        rating, stop = rating_token(7), stop_path(3, Topic.FEEDBACK).removeprefix("/u/")
        calendar = feed_path(5, 1).removeprefix("/on-call/").removesuffix(".ics")
    with changed.app_context():
        assert read_rating_token(rating) == 7
        assert read_stop(stop) == (3, Topic.FEEDBACK)
    changed.test_cli_runner().invoke(args=["secret-key", "reseal"])
    with forgotten().app_context():
        assert read_rating_token(rating) is None
        assert read_stop(stop) == (3, Topic.FEEDBACK)
        assert read_feed_token(calendar) == (5, 1)


def test_second_factors_stay_and_after_sealing_the_former_key_is_needed_no_more(
    session: Session, changed: Flask, forgotten: Callable[[], Flask]
) -> None:
    make_company(session)
    dewi = make_cs(session)
    enrol_authenticator(session, user=dewi, now=NOW)
    nonce = session.scalars(select(Authenticator.nonce)).one()
    app_on_the_phone = pyotp.TOTP(totp_secret(SECRET, nonce))
    first, *_codes = confirm_authenticator(session, user=dewi, code=app_on_the_phone.at(NOW), key=SECRET, now=NOW)
    sealed = changed.test_cli_runner().invoke(args=["secret-key", "reseal"])
    assert sealed.output == f"sealed under {id_of_key(NEW)}\n"
    with forgotten().app_context():
        later = NOW + timedelta(minutes=5)
        assert derivation_key() == SECRET
        assert check_code(session, user=dewi, code=app_on_the_phone.at(later), key=derivation_key(), now=later)
        assert check_code(session, user=dewi, code=first, key=derivation_key(), now=later)


def test_a_second_change_goes_the_same_way(session: Session) -> None:
    reseal_key(session, KeyRing(NEW, (SECRET,), NOW), now=NOW)
    ring = KeyRing(NEWEST, (NEW,), NOW)
    assert find_derivation_key(session, ring) == SECRET
    assert reseal_key(session, ring, now=NOW).key_id == id_of_key(NEWEST)
    assert find_derivation_key(session, KeyRing(NEWEST)) == SECRET
    kept = session.scalars(select(SealedKey)).one()
    assert SECRET.encode() not in kept.sealed


def test_another_key_than_the_one_it_is_sealed_under_is_named_by_the_doctor(
    session: Session, app_with: Callable[..., Flask]
) -> None:
    reseal_key(session, KeyRing(NEW, (SECRET,), NOW), now=NOW)
    session.commit()
    said = app_with(secret_key=NEWEST).test_cli_runner().invoke(args=["doctor"]).output
    assert f"need the key with the id {id_of_key(NEW)}" in said


def test_the_ids_are_shown_and_no_key(changed: Flask) -> None:
    said = changed.test_cli_runner().invoke(args=["secret-key", "show"]).output
    assert f"{id_of_key(NEW)}  signs and verifies" in said
    assert f"{id_of_key(SECRET)}  verifies until" in said
    assert "not sealed yet" in said
    assert NEW not in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"secret_key_previous": SECRET}, "SECRET_KEY_PREVIOUS_UNTIL"),
        ({"secret_key_previous": NEW, "secret_key_previous_until": "2026-12-31T00:00:00+07:00"}, "SECRET_KEY: "),
        ({"secret_key_previous": SECRET, "secret_key_previous_until": "2026-12-31T00:00:00"}, "UNTIL"),
    ],
    ids=["for how long", "the same key", "which zone"],
)
def test_a_half_set_change_stops_the_start(given: dict[str, str], named: str) -> None:
    with pytest.raises(BadSettings, match=named):
        read_settings(secret_key=NEW, embedded=True, **given)
