"""Fixtures of this folder."""

import pytest

from app.core.clock import utc_now
from tests.factories import make_assignment, make_company, make_technician, make_visit
from tests.support.people import sign_in


@pytest.fixture
def visit(session):
    make_company(session)
    return make_visit(session, planned_start=utc_now(), quota=1)


@pytest.fixture
def budi(session, visit):
    technician = make_technician(session, "Budi")
    make_assignment(session, visit, technician)
    return technician


@pytest.fixture
def phone(app, client, session, budi):
    app.config["WTF_CSRF_ENABLED"] = False
    yield sign_in(client, budi)
    app.config["WTF_CSRF_ENABLED"] = True
