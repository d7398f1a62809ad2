"""The application as it is lived in."""

from collections.abc import Generator

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.demo.load import load_demo
from tests.support.databases import Databases
from tests.support.isolation import build_app


@pytest.fixture(scope="session")
def demo_template(databases: Databases) -> Generator[str]:
    """The name of a database with ninety days of the demo company up to now."""
    name = databases.copy()
    engine = create_engine(databases.url(name))
    with Session(engine) as session, session.begin():
        load_demo(session, now=utc_now())
    engine.dispose()
    yield name
    databases.drop(name)


@pytest.fixture(scope="module")
def lived_in(databases: Databases, demo_template: str, redis_server, tmp_path_factory) -> Generator[Flask]:
    """The application with ninety days of the demo company."""
    with databases.passing_copy(demo_template) as url:
        engine = create_engine(url)
        app = build_app(engine, redis_server.url(0), tmp_path_factory.mktemp("files"))
        yield app
        with app.app_context():
            app.extensions["sqlalchemy"].engine.dispose()
        engine.dispose()
