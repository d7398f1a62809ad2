"""A Redis that is killed during a request does not lose the answer to what is committed."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.http.security.rate_limits import limit_failed_logins, limiter
from app.launch.servers.embedded import EmbeddedRedis
from app.models.customers.customer import Customer
from tests.api.conftest import Program, key_of
from tests.factories import make_company, make_cs
from tests.support.isolation import build_app, isolated
from tests.support.moved_clock import on_the_machines_clock


@pytest.fixture
def own_redis(tmp_path: Path) -> Generator[EmbeddedRedis]:
    server = EmbeddedRedis(tmp_path)
    with on_the_machines_clock():
        server.start()
    yield server
    server.stop()


@pytest.fixture
def dying(rolled_back_engine: Any, connection: Any, own_redis: EmbeddedRedis, tmp_path: Path, app: Any) -> Any:
    """An application with a Redis of its own, which stops as soon as a view has done its work."""
    with isolated(build_app(rolled_back_engine, own_redis.url(0), tmp_path), connection) as fresh:
        yield fresh
    limiter.init_app(app)


def _stopping(server: EmbeddedRedis, view: Any) -> Any:
    def work_and_stop(**given: Any) -> Any:
        answer = view(**given)
        server.stop()
        return answer

    return work_and_stop


def test_what_is_committed_is_answered(dying, own_redis: EmbeddedRedis, session) -> None:
    make_company(session)
    create = dying.view_functions["api.create_customers"]
    dying.view_functions["api.create_customers"] = _stopping(own_redis, create)
    machine = Program(dying.test_client(), key_of(session, make_cs(session)))
    answer = machine.post("/customers", {"name": "Pak Agus", "phone_e164": "081234567890"})
    assert answer.status_code == 201
    assert session.scalars(select(Customer.name)).one() == "Pak Agus"


def test_a_refused_log_in_is_refused_all_the_same(dying, own_redis: EmbeddedRedis) -> None:
    login = limit_failed_logins(_stopping(own_redis, lambda: ("no", 422)))
    with dying.test_request_context("/login", method="POST"):
        assert login().status_code == 422
