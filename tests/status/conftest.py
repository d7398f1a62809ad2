"""A status page with one component, and Rani who looks after it."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.jobs.status.write_status import write_copy
from app.models.accounts.user import Role
from app.models.monitoring.alarm import Severity
from app.models.status.status_page import StatusComponent
from tests.factories import NOW, make_company, make_user
from tests.monitoring.factories import make_a_check
from workflows.incidents import declare_incident, publish_update


@pytest.fixture
def rani(session: Session):
    make_company(session)
    return make_user(session, "Rani", Role.DEVOPS)


@pytest.fixture
def portal(session: Session, rani) -> StatusComponent:
    made = StatusComponent(name="Portal", position=1)
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def checked_portal(session: Session, rani) -> StatusComponent:
    check = make_a_check(session)
    made = StatusComponent(
        name="Portal", group_name="Pelanggan", check_id=check.id, created_at=NOW - timedelta(days=30), position=1
    )
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def copy(app: Flask, session: Session, tmp_path: Path):
    """Return a function that writes the copy and gives its folder."""

    def write() -> Path:
        session.commit()
        session.expire_all()
        with app.test_request_context():
            write_copy(session, tmp_path)
        return tmp_path

    return write


def publish(session: Session, actor, **given):
    values = {"title": "Pembayaran gagal", "severity": Severity.SEV2, "component": "Portal"} | given
    incident = declare_incident(session, actor=actor, now=NOW, **values)
    publish_update(
        session, incident_id=incident.id, actor=actor, now=NOW, text="Kami <selidiki>", text_en="We look into it"
    )
    return incident
