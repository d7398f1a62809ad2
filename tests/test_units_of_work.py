"""Reading holds no transaction, writing stands in one, and the quickest statements keep to both."""

from datetime import timedelta

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import IntegrityError

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.prepared_statement import Statement
from app.models.accounts.user import Skill, User
from tests.factories import make_technician
from tests.support.logins import log_in, open_login
from workflows.authentication.sessions import find_login


def state_of(session):
    return session.connection().connection.driver_connection.info.transaction_status


def _begin_and_break():
    with transaction() as session:
        session.add(Skill(name="AC"))
        session.flush()
        assert state_of(session) == TransactionStatus.INTRANS
        raise ZeroDivisionError


def _begin_within():
    with transaction() as session:
        session.add(Skill(name="AC"))
        session.flush()
        with transaction():
            pass


def test_a_page_that_reads_holds_no_transaction(committed_app):
    with committed_app.app_context():
        session = db.session()
        assert session.scalars(select(User)).all() == []
        assert state_of(session) == TransactionStatus.IDLE


def test_a_statement_of_a_page_starts_no_workers_of_postgresql(committed_app):
    with committed_app.app_context():
        assert db.session.scalar(text("SHOW max_parallel_workers_per_gather")) == "0"
        assert state_of(db.session()) == TransactionStatus.IDLE


def test_a_unit_of_work_is_one_transaction_and_then_reading_goes_on(committed_app):
    with committed_app.app_context():
        db.session.scalars(select(User)).all()
        with pytest.raises(ZeroDivisionError):
            _begin_and_break()
        assert db.session.scalars(select(Skill)).all() == []
        with transaction() as session:
            session.add(Skill(name="Kulkas"))
        assert [skill.name for skill in db.session.scalars(select(Skill))] == ["Kulkas"]
        assert state_of(db.session()) == TransactionStatus.IDLE


def test_a_unit_of_work_within_another_is_refused(committed_app):
    with committed_app.app_context():
        with pytest.raises(RuntimeError):
            _begin_within()
        assert db.session.scalars(select(Skill)).all() == []


def test_a_statement_run_by_the_driver_raises_what_sqlalchemy_would(committed_app):
    add = Statement(text("INSERT INTO skills (name) VALUES (:name) RETURNING id, name"))
    with committed_app.app_context(), transaction() as session:
        assert add.first(session, {"name": "AC"})[1] == "AC"
        with pytest.raises(IntegrityError) as refused, session.begin_nested():
            add.first(session, {"name": "AC"})
    assert refused.value.orig.sqlstate == "23505"


def test_a_connection_that_is_cut_costs_one_answer(committed_app, open_session):
    with committed_app.app_context(), transaction() as session:
        budi = make_technician(session, "Budi")
    client = committed_app.test_client()
    log_in(client, budi)
    assert client.get("/technician/pool").status_code == 200
    open_session().execute(
        text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    )
    assert client.get("/technician/pool").status_code == 503
    assert client.get("/technician/pool").status_code == 200


def test_a_statement_takes_its_values_by_name_and_its_constants_along(session):
    asked = Statement(select(bindparam("second", type_=User.name.type), 7, bindparam("first", type_=User.name.type)))
    assert asked.first(session, {"first": "a", "second": "b"}) == ("b", 7, "a")
    assert Statement(text("SELECT 1 WHERE :never")).first(session, {"never": False}) is None


def test_the_person_behind_a_cookie_is_the_sessions_own_object(session):
    budi = make_technician(session, "Budi", home_area="Depok")
    token, login_id = open_login(session, budi)
    session.expunge_all()
    asked = {"token": token, "now": utc_now(), "idle_since": utc_now() - timedelta(hours=1)}
    found, login, _company = find_login(session, **asked)
    assert login.id == login_id
    assert (found.name, found.home_area, found.role) == ("Budi", "Depok", "TECHNICIAN")
    assert found in session
    assert not session.is_modified(found)
    assert session.get(User, budi.id) is found
    assert find_login(session, **asked)[0] is found
    found.name = "Budi Santoso"
    session.flush()
    assert session.scalar(text("SELECT name FROM users WHERE id = :id"), {"id": budi.id}) == "Budi Santoso"
