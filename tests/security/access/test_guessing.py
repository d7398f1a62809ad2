"""Who is known here: neither the words nor the traces nor the work behind an answer tell."""

import pytest
from sqlalchemy import event, select

from app.http.security.rate_limits import home_address
from app.models.audit.audit_log import AuditEntry
from tests.factories import NOW, PASSWORD, make_company, make_technician
from tests.support.people import submit
from workflows.accounts.users import ask_reset, check_login

WRONG = "bukan kata sandinya"


@pytest.fixture
def budi(session):
    make_company(session)
    budi = make_technician(session)
    session.commit()
    return budi


def refusals(session):
    session.expire_all()
    return session.scalars(select(AuditEntry).where(AuditEntry.action == "login_refused").order_by(AuditEntry.id)).all()


def test_every_refused_log_in_leaves_the_same_trace(client, session, budi):
    """One line each: a missing write would show in the time the answer takes."""
    names = (budi.username, "tidak.ada", "tidak@ada.id", "0812 0000 1111")
    for name in names:
        submit(client, "/login", name=name, password=WRONG)
    lines = refusals(session)
    assert [line.thing_id for line in lines] == [budi.id, 0, 0, 0]
    assert not any(WRONG in str(line.changes) or "tidak" in str(line.changes) for line in lines)


@pytest.mark.parametrize("state", ["known", "unknown", "inactive", "waiting"])
def test_each_refusal_costs_the_database_a_line(session, budi, state):
    if state == "inactive":
        budi.status = "INACTIVE"
    if state == "waiting":
        budi.locked_until = NOW.replace(year=NOW.year + 1)
    session.flush()
    written = []
    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", record := lambda *told: written.append(told[2]))
    try:
        name = "tidak.ada" if state == "unknown" else budi.username
        assert check_login(session, name=name, password=PASSWORD if state != "known" else WRONG, now=NOW) is None
        session.flush()
    finally:
        event.remove(bind, "before_cursor_execute", record)
    assert any(statement.startswith("INSERT INTO audit_entries") for statement in written)


@pytest.mark.parametrize("path", ["/forgot", "/api/v1/auth/token", "/login"])
def test_known_and_unknown_names_get_the_same_status_headers_and_length(client, session, budi, path):
    def ask(name):
        if path.startswith("/api"):
            return client.post(path, json={"username": name, "password": WRONG})
        return submit(client, path, name=name, **({"password": WRONG} if path == "/login" else {}))

    known, unknown = ask(budi.username), ask("t" * len(budi.username))
    assert known.status_code == unknown.status_code
    assert known.headers.get("Location") == unknown.headers.get("Location")
    assert {name for name, _ in known.headers} == {name for name, _ in unknown.headers}
    assert abs(len(known.data) - len(unknown.data)) < 8


def test_the_addresses_of_one_home_are_counted_together(app):
    for address, home in [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("nonsense", "unknown"),
    ]:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            assert home_address() == home


@pytest.mark.parametrize("state", ["ACTIVE", "INACTIVE", None])
def test_a_forgotten_password_costs_the_same_statements_for_everybody(session, budi, state):
    if state is not None:
        budi.status = state
    session.flush()
    bind, said = session.get_bind(), []
    event.listen(bind, "before_cursor_execute", record := lambda *told: said.append(told[2].split("(")[0][:30]))
    try:
        ask_reset(session, name=budi.email if state else "tidak@ada.id", browser="x", key="y", now=NOW)
        session.flush()
    finally:
        event.remove(bind, "before_cursor_execute", record)
    verbs = [statement.split()[0] for statement in said]
    assert [verbs.count("SELECT"), verbs.count("INSERT"), verbs.count("UPDATE")] == [3, 2, 0], said
