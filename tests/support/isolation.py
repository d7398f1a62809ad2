"""The application on a database of its own, where every test is one transaction that is rolled back.

All sessions of a test share one connection inside an outer transaction. A commit in the code under test releases a
savepoint only, so it is as fast as no commit, and nothing is left when the test ends. What needs several connections
(races, browsers, workers) uses `committed_app` or `live_server` instead.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.programs.databases import Databases

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

SAVEPOINTS = "create_savepoint"
LIMITS = "the counters of its rate limits"


@pytest.fixture(scope="session")
def rolled_back_engine(databases: Databases) -> Generator[Engine]:
    """Return an engine on the database that no test ever changes."""
    from sqlalchemy import create_engine

    from tests.support.savepoints import make_lazy
    from tests.support.units import watch_statements

    with databases.passing_copy() as url, watch_statements():
        engine = create_engine(url)
        make_lazy(engine)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def _shared_app(rolled_back_engine: Engine, redis_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = build_app(rolled_back_engine, redis_server.url(0), tmp_path_factory.mktemp("files"))
    gc.collect()
    gc.freeze()  # seconds between checks of what is shared by the process
    return app


def build_app(engine: Engine, redis_url: str, storage: Path, **settings: Any) -> Flask:
    """Build an application that can be isolated, with other settings where given."""
    from app.factory import create_app
    from app.http.security.rate_limits import limiter
    from app.launch.assets import build_assets
    from tests.support.compiled_templates import share_compiled_templates
    from tests.support.settings import settings_for_tests
    from tests.support.walking.routes import shared_routes

    list(build_assets())
    share_compiled_templates()
    url = engine.url.render_as_string(hide_password=False)
    given = {"database_url": url, "redis_url": redis_url, "storage_dir": storage, "instance_dir": storage, **settings}
    with shared_routes():
        app = create_app(settings_for_tests(**given))
    app.testing = True
    app.extensions[LIMITS] = limiter._storage, limiter._limiter
    return app


@pytest.fixture
def connection(rolled_back_engine: Engine) -> Generator[Connection]:
    """Return the one connection of this test; whatever is done on it is undone."""
    with rolled_back_engine.connect() as connection:
        outer = connection.begin()
        yield connection
        outer.rollback()


@contextmanager
def led_to(app: Flask, database: Connection | Engine) -> Iterator[Flask]:
    """Make every session of the application use this connection or pool; its settings are as before again."""
    from app.core.db import db
    from app.http.security.rate_limits import limiter

    with app.app_context():
        own = db.engine
    engines, settled = db._app_engines[app], dict(app.config)
    engines[None] = database  # type: ignore[assignment]
    limiter._storage, limiter._limiter = app.extensions[LIMITS]  # one for the process, bound to the app built last
    limiter._storage_dead = False
    try:
        yield app
    finally:
        engines[None] = own
        app.config.clear()
        app.config.update(settled)


@contextmanager
def isolated(app: Flask, connection: Connection) -> Iterator[Flask]:
    """Lead the application to this connection, where a commit releases a savepoint."""
    from app.core.db import db

    db.session.session_factory.configure(join_transaction_mode=SAVEPOINTS)
    try:
        with led_to(app, connection):
            yield app
    finally:
        db.session.session_factory.configure(join_transaction_mode="conditional_savepoint")


@pytest.fixture
def app(_shared_app: Flask, connection: Connection, redis_url: str) -> Generator[Flask]:
    """Return the application; nothing a test does through it stays in the database, and Redis begins empty."""
    with isolated(_shared_app, connection) as app:
        yield app


@pytest.fixture(scope="session")
def _app_of(
    rolled_back_engine: Engine, redis_server: Any, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Flask]:
    """Return a function that builds an application, or gives the one built before with the same settings."""
    url = redis_server.url(0)
    built = lru_cache(maxsize=12)(
        lambda given: build_app(rolled_back_engine, url, tmp_path_factory.mktemp("files"), **dict(given))
    )
    return lambda **settings: built(tuple(sorted(settings.items())))


@pytest.fixture
def app_with(_app_of: Callable[..., Flask], connection: Connection, redis_url: str) -> Generator[Callable[..., Flask]]:
    """Return a function that gives an application with other settings: `app_with(wa_token="x")`."""
    with ExitStack() as stack:

        def give(**settings: Any) -> Flask:
            app = _app_of(**settings)
            stack.callback(forget, app, dict(app.extensions))
            return stack.enter_context(isolated(app, connection))

        yield give


def forget(app: Flask, extensions: dict[str, Any]) -> None:
    """What a test's requests and jobs have opened and kept is opened anew in the next."""
    app.extensions.clear()
    app.extensions.update(extensions)


@pytest.fixture
def session(connection: Connection) -> Generator[Session]:
    """Return the test's own session: what it adds is seen by requests, what requests change is seen by it.

    At the start of a request it is committed (into a savepoint), at its end it forgets what it knew, so that
    `session.get(…)` and attributes already loaded show what the request has written.
    """
    from flask import request_finished, request_started
    from sqlalchemy.orm import Session

    from tests.support.units import own_hands

    with Session(connection, join_transaction_mode=SAVEPOINTS, expire_on_commit=False) as session:

        def hand_over(_app: Flask, **_named: Any) -> None:
            with own_hands():
                session.commit()

        def look_again(_app: Flask, **_named: Any) -> None:
            session.expire_all()

        with request_started.connected_to(hand_over), request_finished.connected_to(look_again):
            yield session


@pytest.fixture(scope="session")
def demo_engine(databases: Databases, demo_template: str) -> Generator[Engine]:
    """Return an engine on a database with the demo company as of NOW."""
    from sqlalchemy import create_engine

    with databases.passing_copy(demo_template) as url:
        engine = create_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def demo(demo_engine: Engine) -> Generator[Session]:
    """Return a session on the demo company; what a test does is undone."""
    from sqlalchemy.orm import Session

    with demo_engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode=SAVEPOINTS, expire_on_commit=False) as session:
            yield session
        outer.rollback()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a test client; never wrap its calls in `app.app_context()`."""
    return app.test_client()


@pytest.fixture
def committed_database(databases: Databases) -> Generator[str]:
    """Return the address of a fresh database that is really committed to, and dropped after the test."""
    with databases.passing_copy() as url:
        yield url


@pytest.fixture(scope="session")
def _app_elsewhere(rolled_back_engine: Engine, redis_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return build_app(rolled_back_engine, redis_server.url(0), tmp_path_factory.mktemp("files"))


@pytest.fixture
def committed_app(_app_elsewhere: Flask, committed_database: str, redis_url: str, tmp_path: Path) -> Generator[Flask]:
    """Return an application on `committed_database`, with a pool of its own: for races and interleaved sessions."""
    from sqlalchemy import create_engine

    from app.core.db import ask_idle_connections, db, start_no_workers

    kept = dict(_app_elsewhere.extensions)
    engine = create_engine(committed_database, **_app_elsewhere.config["SQLALCHEMY_ENGINE_OPTIONS"])
    ask_idle_connections(engine)
    start_no_workers(engine)
    with led_to(_app_elsewhere, engine) as app:
        places = {"database_url": committed_database, "storage_dir": tmp_path, "instance_dir": tmp_path}
        app.config["SETTINGS"] = app.config["SETTINGS"].model_copy(update=places)
        app.config["SQLALCHEMY_DATABASE_URI"] = committed_database
        yield app
        with app.app_context():
            db.session.remove()
    forget(_app_elsewhere, kept)
    engine.dispose()


@pytest.fixture
def open_session(committed_database: str) -> Generator[Callable[[], Session]]:
    """Return a function that opens sessions of their own on `committed_database`, to interleave by hand."""
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    engine = create_engine(committed_database, pool_size=50)
    with ExitStack() as stack:
        yield lambda: stack.enter_context(Session(engine, expire_on_commit=False))
    engine.dispose()
