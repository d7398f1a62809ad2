"""The application as it is lived in."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import create_engine

from app.models.accounts.user import Role
from tests.support.isolation import build_app
from tests.support.programs.databases import Databases
from tests.support.walking.walks import Walk, walk_as


@contextmanager
def demo_app(databases: Databases, demo_template: str, redis_server, tmp_path_factory) -> Iterator[Flask]:
    """An application with ninety days of the demo company."""
    with databases.passing_copy(demo_template) as url:
        engine = create_engine(url)
        app = build_app(engine, redis_server.url(0), tmp_path_factory.mktemp("files"))
        yield app
        with app.app_context():
            app.extensions["sqlalchemy"].engine.dispose()
        engine.dispose()


@pytest.fixture(scope="module")
def lived_in(databases: Databases, demo_template: str, redis_server, tmp_path_factory) -> Generator[Flask]:
    with demo_app(databases, demo_template, redis_server, tmp_path_factory) as app:
        yield app


@pytest.fixture(scope="session", params=[*Role, None], ids=lambda role: role or "stranger")
def walked(request, databases: Databases, demo_template: str, redis_server, tmp_path_factory) -> Generator[Walk]:
    """Each role's walk over a fresh copy of the demo company, for every test that looks at its pages or sends its forms."""
    with demo_app(databases, demo_template, redis_server, tmp_path_factory) as app:
        yield walk_as(app, request.param)
