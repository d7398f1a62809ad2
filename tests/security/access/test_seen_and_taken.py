"""Secrets that somebody saw and personal data that somebody took in bulk stay known."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models.accounts.sessions import UserSession
from app.models.audit.audit_log import AuditEntry
from tests.api.conftest import Program, key_of
from tests.factories import NOW, make_admin, make_company, make_cs, make_customer
from tests.support.logins import log_in
from tests.support.people import submit
from workflows.webhooks import make_endpoint


@pytest.fixture
def endpoint(session):
    make_company(session)
    ani = make_admin(session)
    made = make_endpoint(
        session,
        name="ERP",
        url="https://erp.contoh.id/x",
        facts=["visit.opened"],
        loopback=False,
        actor=ani,
        now=NOW,
    )
    session.commit()
    return made


def entries(session, action):
    return session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()


def test_a_webhook_secret_is_shown_after_a_fresh_proof_and_written_down(client, session, endpoint):
    log_in(client, endpoint.created_by)
    path = f"/admin/hooks/details/?id={endpoint.id}"
    assert "whsec_" not in client.get(path).text
    for login in session.scalars(select(UserSession)):
        login.fresh_at -= timedelta(hours=1)
    session.commit()
    assert "proof_of_person" in submit(client, path, to="/secret/").text
    assert entries(session, "secret_shown") == []
    for login in session.scalars(select(UserSession)):
        login.fresh_at += timedelta(hours=1)
    session.commit()
    assert "whsec_" in submit(client, path, to="/secret/").text
    (entry,) = entries(session, "secret_shown")
    assert (entry.actor_id, entry.thing_id) == (endpoint.created_by_id, endpoint.id)


def test_who_walks_through_the_customers_by_api_is_written_down(client, session):
    make_company(session)
    for number in range(30):
        make_customer(session, f"Pak {number}")
    machine = Program(client, key_of(session, make_cs(session)))
    machine.get("/customers?limit=25")
    assert entries(session, "read_in_bulk") == []
    machine.get("/customers?limit=30&status=ACTIVE")
    (entry,) = entries(session, "read_in_bulk")
    assert entry.thing == "customers"
    assert entry.changes == {"rows": 30, "query": "limit=30&status=ACTIVE"}
    assert entry.token_id is not None
