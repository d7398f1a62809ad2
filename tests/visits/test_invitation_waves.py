"""Invitations in waves: who is invited first, and when the next wave goes."""

from collections.abc import Generator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.visits import invitations
from app.jobs.outbox.sending.lease import lease
from app.models.messaging.outbox import Channel
from app.models.visits.visit import VisitStatus
from tests.factories import (
    NOW,
    make_assignment,
    make_company,
    make_customer,
    make_site,
    make_technician,
    make_visit,
)
from tests.visits.test_invitations import OPEN, fan_out, invitations_of, make_open_visit, make_team, send, states
from workflows.visits import (
    claim_place,
    list_invitable_technicians,
)


@pytest.fixture(autouse=True)
def _inside(app: Flask) -> Generator[None]:
    with app.app_context():
        yield


def test_waves_go_out_one_after_the_other(session: Session) -> None:
    make_company(session, wave_size=2, wave_minutes=5)
    make_team(session, 5)
    make_open_visit(session)
    counts = []
    for minute in (0, 4, 5, 9, 10, 20):
        with time_machine.travel(NOW + timedelta(minutes=minute), tick=False):
            fan_out(session)
            send(session, lease(Channel.TELEGRAM, 10))
        counts.append(len(invitations_of(session)))
    assert counts == [2, 2, 4, 4, 5, 5]


def test_the_nearest_are_invited_first_and_then_who_waited_longest(session: Session) -> None:
    site = make_site(session, make_customer(session), city="Bandung")
    far, recent, long_ago, _never = (make_technician(session, name) for name in ("Far", "Recent", "Long ago", "Never"))
    far.home_area = "Surabaya"
    for person, days in ((recent, 2), (long_ago, 40)):
        done = make_visit(session, planned_start=NOW - timedelta(days=days), status=VisitStatus.ASSIGNED)
        make_assignment(session, visit=done, technician=person, claimed_at=NOW - timedelta(days=days))
    visit = make_visit(session, **OPEN, site=site)
    invited = list_invitable_technicians(session, visit=visit, now=NOW)
    assert [person.name for person in invited] == ["Never", "Long ago", "Recent", "Far"]


def test_messages_that_are_edited_hold_no_invitation_back(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "AT_ONCE", 2)
    winner, *_ = make_team(session, 2)
    visit = make_open_visit(session)
    fan_out(session)
    send(session, lease(Channel.TELEGRAM, 2))
    claim_place(session, visit_id=visit.id, technician=winner, now=NOW)
    session.commit()
    fan_out(session)
    assert states(session) == [("QUEUED", False), ("QUEUED", False)]
    make_open_visit(session, planned_start=NOW + timedelta(days=5))
    fan_out(session)
    assert len(invitations_of(session)) == 4
