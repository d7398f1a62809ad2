"""The fixtures keep what they promise: nothing leaks from one test into the next."""

import socket
import time
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction
from app.models.accounts.user import User
from app.settings import Settings
from tests.factories import NOW, PASSWORD, make_cs, make_technician
from tests.support.offline import NetworkIsOff
from tests.support.people import sign_in, sign_in_browser, submit
from tests.support.programs.browser import Complaints
from tests.support.programs.live import Site
from tests.support.settings import setting_names


@pytest.mark.parametrize("attempt", [1, 2])
def test_what_a_test_commits_is_gone_in_the_next(app: Flask, session: Session, attempt: int) -> None:
    assert session.scalar(select(func.count(User.id))) == 0
    make_technician(session, username="budi")
    session.commit()
    with app.app_context(), transaction() as inner:
        assert inner.scalar(select(func.count(User.id))) == 1
        make_technician(inner, username="sari")
    assert session.scalar(select(func.count(User.id))) == 2


def test_the_clock_stands_still_for_python_and_postgresql(session: Session) -> None:
    assert utc_now() == NOW
    assert session.scalar(text("SELECT now()")) == NOW


def test_the_clock_runs_where_it_is_asked_for(real_clock: None) -> None:
    began = utc_now()
    time.sleep(0.001)
    assert utc_now() > began


def test_every_setting_is_forgotten() -> None:
    assert set(setting_names()) == set(Settings.model_fields)


def test_a_refused_statement_undoes_only_its_own_transaction(app: Flask, session: Session) -> None:
    make_technician(session, username="budi")
    session.commit()
    with app.app_context(), pytest.raises(IntegrityError), transaction() as inner:
        make_technician(inner, username="budi")
    assert session.scalars(select(User.username)).all() == ["budi"]


def test_a_request_works_on_the_tests_connection(client: FlaskClient, session: Session) -> None:
    make_technician(session, username="budi")
    assert client.get("/readyz").status_code == 200


def test_reaching_the_world_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr("tests.support.offline.attempts", [])
    with pytest.raises(NetworkIsOff):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkIsOff):
        socket.create_connection(("example.com", 80), timeout=1)


def test_committed_sessions_do_not_see_each_other_until_they_commit(open_session: Callable[[], Session]) -> None:
    first, second = open_session(), open_session()
    make_technician(first, username="budi")
    first.flush()
    assert second.scalar(text("SELECT count(*) FROM users")) == 0
    first.commit()
    second.rollback()
    assert second.scalar(text("SELECT count(*) FROM users")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("attempt", [1, 2])
def test_a_live_server_begins_every_test_with_an_empty_database(live_server: Site, attempt: int) -> None:
    with live_server.session() as session:
        assert session.scalar(select(func.count(User.id))) == 0
        make_technician(session, username="budi")
    with urlopen(f"{live_server.url}/readyz") as answer:
        assert answer.status == 200


@pytest.mark.slow
def test_a_worker_empties_the_queues(site: Site) -> None:
    queue = Queue("messages", connection=site.redis(), serializer=JSONSerializer)
    queue.enqueue("app.jobs.outbox.relay.relay")
    site.work_off()
    assert (queue.count, queue.failed_job_registry.count) == (0, 0)


@pytest.mark.browser
def test_a_phone_sees_the_login_page_in_indonesian(phone: Page, live_server: Site) -> None:
    phone.goto("/login")
    assert phone.evaluate("navigator.language") == "id-ID"
    assert phone.viewport_size == {"width": 360, "height": 740}


@pytest.mark.browser
def test_a_console_error_is_a_complaint(page: Page, complaints: Complaints) -> None:
    complaints.allow("oops")
    page.goto("/login")
    page.evaluate("console.error('oops')")
    page.wait_for_timeout(100)
    assert len(complaints.found) == 1
    assert not complaints.unexpected()


def test_signing_in_is_being_somebody(client: FlaskClient, session: Session) -> None:
    budi = make_technician(session)
    assert client.get("/password").status_code == 302
    assert sign_in(client, budi).get("/password").status_code == 200


def test_a_form_is_sent_with_its_hidden_fields(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_technician(session, username="budi"))
    answer = submit(client, "/password", current=PASSWORD, fresh="pohon mangga rindang", repeat="pohon mangga rindang")
    assert answer.status_code == 302
    assert not session.scalars(select(User.must_change_password)).one()


@pytest.mark.browser
def test_a_person_logs_in_by_the_page(page: Page, live_server: Site) -> None:
    with live_server.session() as session:
        dewi = make_cs(session)
    sign_in_browser(page, dewi)
    assert "/admin" in page.url
