"""Buttons that move visitors ask for the password again when the log-in is older than the limit."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.audit.audit_log import AuditEntry
from app.models.releases.release import ReleaseStatus
from app.models.releases.release_flow import RELEASE_FLOW
from tests.factories import PASSWORD, make_company
from tests.releases.rollout.test_steering import standing
from tests.sessions.test_reauthentication import an_hour_later, answer
from tests.support.logins import log_in
from tests.support.people import submit

CASES = [
    ("READY", False, "start"),
    ("ROLLING", False, "promote"),
    ("ROLLING", False, "roll_back"),
    ("READY", True, "ask_start"),
    ("ROLLING", True, "ask_promote"),
    ("ROLLING", True, "ask_hold"),
    ("ROLLING", True, "ask_resume"),
    ("LIVE", True, "ask_roll_back"),
]


@pytest.mark.parametrize(("status", "steered", "step"), CASES)
def test_it_is_done_only_after_the_password(
    client: FlaskClient, session: Session, status: str, *, steered: bool, step: str
) -> None:
    make_company(session)
    release, nadia = standing(session, ReleaseStatus(status), steered=steered)
    session.commit()
    log_in(client, nadia)
    an_hour_later(session, nadia)
    session.commit()
    done = select(AuditEntry.id).where(AuditEntry.action == step)
    if RELEASE_FLOW.transitions[step].asks:
        asked = submit(client, f"/admin/releases/{release.id}/{step}", reason="galat naik")
    else:
        asked = submit(client, f"/admin/releases/details/?id={release.id}", to=f"/{step}")
    assert "data-fresh-login" in asked.text
    assert session.scalars(done).all() == []
    wrong = answer(client, asked, "bukan ini")
    assert (wrong.status_code, session.scalars(done).all()) == (422, [])
    assert answer(client, wrong, PASSWORD).status_code == 302
    assert len(session.scalars(done).all()) == 1


def test_every_step_that_moves_visitors_asks_for_it() -> None:
    moving = {step for _, _, step in CASES} | {"approve", "go_live", "allow_in_freeze"}
    assert {name for name, step in RELEASE_FLOW.transitions.items() if step.fresh} == moving
