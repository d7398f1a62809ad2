"""The demo company, loaded once for all tests; each of them is undone."""

from collections.abc import Generator

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from app.demo.load import load_demo
from tests.factories import NOW
from tests.support.databases import Databases
from tests.support.isolation import SAVEPOINTS


@pytest.fixture(scope="session")
def demo_engine(databases: Databases) -> Generator[Engine]:
    """Return an engine on a database with the demo company as of NOW."""
    with databases.passing_copy() as url:
        engine = create_engine(url)
        with Session(engine) as session, session.begin():
            assert load_demo(session, now=NOW)
        yield engine
        engine.dispose()


@pytest.fixture
def demo(demo_engine: Engine) -> Generator[Session]:
    """Return a session on the demo company."""
    with demo_engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode=SAVEPOINTS, expire_on_commit=False) as session:
            yield session
        outer.rollback()
