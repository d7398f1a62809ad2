"""Log-in: guessing is slow, names are not given away, and the owner is told."""

import time
from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from app.core.errors import Invalid
from app.models.accounts.user import User
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import OutboxMessage
from tests.factories import NOW, PASSWORD, make_company, make_technician
from tests.support.logins import COOKIE
from tests.support.people import submit
from workflows.accounts.users import check_login, create_user
from workflows.accounts.users.passwords import password_hash, password_rules
from workflows.accounts.users.passwords.password_hash import hash_password, matches
from workflows.accounts.users.passwords.password_rules import is_well_known, require_good

WRONG = "bukan kata sandinya"


def emitted(session, kind):
    session.expire_all()
    return session.query(OutboxMessage).where(OutboxMessage.kind == kind).all()


def actions(session, user):
    rows = session.query(AuditEntry).where(AuditEntry.thing == "users", AuditEntry.thing_id == user.id)
    return [row.action for row in rows.order_by(AuditEntry.id)]


def test_brute_force_meets_a_wait_that_grows_whatever_address_it_comes_from(client, session):
    budi = make_technician(session)
    for number in range(10):
        wrong = submit(client, "/login", name=budi.username, password=f"{WRONG} {number}")
        assert wrong.status_code == 422
    right = submit(client, "/login", name=budi.username, password=PASSWORD)
    assert right.status_code == 422
    assert right.text.count("form-errors") == wrong.text.count("form-errors")
    session.expire_all()
    assert budi.locked_until is not None
    assert actions(session, budi).count("login_refused") == 11  # the right one while it waits is refused, too
    assert "login_locked" in actions(session, budi)


def test_the_owner_is_told_of_a_lock_once_a_day(session):
    budi = make_technician(session)
    for minute in (0, 0, 0, 20, 60):
        check_login(session, name=budi.username, password=WRONG, now=NOW + timedelta(minutes=minute), tries=3)
    assert len(emitted(session, "account.locked")) == 1


@pytest.mark.parametrize("name", ["tidak.ada", "tidak@ada.id", "0812 0000 1111", "' OR 1=1 --", "\u0663\u0664"])
def test_an_unknown_name_is_answered_like_a_wrong_password(client, session, name):
    budi = make_technician(session)
    wrong = submit(client, "/login", name=budi.username, password=WRONG)
    unknown = submit(client, "/login", name=name, password=WRONG)
    assert unknown.status_code == wrong.status_code == 422
    assert [line for line in unknown.text.splitlines() if "salah" in line] == [
        line for line in wrong.text.splitlines() if "salah" in line
    ]


def test_an_unknown_name_takes_as_long_as_a_wrong_password(session, monkeypatch):
    """With hashes of the real cost, so that a missing one would stand out."""
    monkeypatch.setenv("PASSWORD_WORK", "full")
    for cached in (password_hash._hasher, password_hash._dummy):
        cached.cache_clear()
    budi = make_technician(session, password_hash=hash_password(PASSWORD))
    check_login(session, name="tidak.ada", password=WRONG, now=NOW)
    try:
        taken = {name: [] for name in (budi.username, "tidak.ada")}
        for _ in range(5):
            for name, times in taken.items():
                began = time.process_time()
                check_login(session, name=name, password=WRONG, now=NOW, tries=100)
                times.append(time.process_time() - began)
        known, unknown = (median(times) for times in taken.values())
        assert unknown > known / 3
        assert known > unknown / 3
    finally:
        monkeypatch.undo()
        for cached in (password_hash._hasher, password_hash._dummy):
            cached.cache_clear()


def test_a_login_from_a_new_browser_is_told_the_first_one_is_not(app, session):
    budi = make_technician(session)
    first, other = app.test_client(), app.test_client()
    for browser in (first, first, other):
        submit(browser, "/login", name=budi.username, password=PASSWORD)
        browser.delete_cookie(COOKIE)
    assert len(emitted(session, "account.new_device")) == 1
    assert actions(session, budi).count("login") == 3


def test_hashes_are_argon2id_of_the_recommended_cost(monkeypatch):
    monkeypatch.setenv("PASSWORD_WORK", "full")
    password_hash._hasher.cache_clear()
    try:
        hashed = hash_password(PASSWORD)
    finally:
        password_hash._hasher.cache_clear()
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_of_another_cost_is_made_anew_at_login(session):
    stronger = "$argon2id$v=19$m=16,t=2,p=1$"
    old = Argon2Hasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    assert old.startswith(stronger)
    budi = make_technician(session, password_hash=old)
    assert check_login(session, name=budi.username, password=PASSWORD, now=NOW) is budi
    assert not budi.password_hash.startswith(stronger)
    assert matches(PASSWORD, budi.password_hash)


@pytest.mark.parametrize(
    "password",
    ["Battlefield1", "accordance", "antonio123", "indonesia123", "Bismillah2024!", "sayangsayang", "1234567890", "qwertyuiop", "P4ssw0rd2026", "9876543210",
     "aaaaaaaaaaaa", "abcdefghijkl", "katasandi123", "sigap12345", "!!Merdeka!!"],
)  # fmt: skip
def test_what_everybody_guesses_is_refused(session, password):
    budi = make_technician(session)
    with pytest.raises(Invalid):
        require_good(password, budi, session=session)


def test_three_thousand_that_are_long_enough_are_known():
    known = (Path(password_rules.__file__).with_name("well_known_passwords.txt")).read_text().split()
    assert known == sorted(set(known))
    assert sum(len(one) >= password_rules.SHORTEST for one in known) >= 3_000


@pytest.mark.parametrize(
    "password", ["hujan di kebun teh", "rumah bambu hijau", "kopi panas sore hari", "Xk29vmaQ7pLw"]
)
def test_any_make_up_is_fine(session, password):
    assert not is_well_known(password)
    require_good(password, make_technician(session), session=session)


def test_names_of_the_company_and_of_the_person_are_no_passwords(session):
    make_company(session, name="PT Sejuk Sentosa")
    budi = User(name="Budi Hartono", username="budi.h", email="budiman77@contoh.id", phone_e164="+6281234567890")
    for password in ("sejuksentosa1", "sentosa2026!", "budiman77777", "081234567890", "hartono12345"):
        with pytest.raises(Invalid):
            require_good(password, budi, session=session)


def test_the_longest_passwords_are_taken_whole(session):
    long = "seribu kata " * 10
    user = create_user(session, name="X", username="xxx.y", role="TECHNICIAN", password=long[:120], actor=None, now=NOW)
    assert matches(long[:120], user.password_hash)
    assert not matches(long[:119], user.password_hash)
