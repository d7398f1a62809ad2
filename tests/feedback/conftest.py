"""The cast of the feedback tests."""

import pytest
from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User
from tests.factories import make_admin, make_cs, make_user
from tests.feedback.desk.desk_cast import make_member


@pytest.fixture
def dewi(session: Session) -> User:
    return make_cs(session)


@pytest.fixture
def ani(session: Session) -> User:
    return make_admin(session)


@pytest.fixture
def putri(session: Session) -> User:
    return make_user(session, "Putri", Role.PRODUCT)


@pytest.fixture
def joko(session: Session) -> User:
    return make_user(session, "Joko", Role.DEVELOPER)


@pytest.fixture
def sinta(session: Session) -> User:
    return make_member(session)
