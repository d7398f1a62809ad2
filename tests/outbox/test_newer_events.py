"""Events of a newer release, which its pages and triggers write before its workers run, wait for those workers."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.fan_out import fan_out_due
from app.models.messaging.outbox import OutboxMessage, OutboxStatus
from tests.factories import NOW, make_company


def test_an_event_nobody_here_knows_waits_and_holds_nobody_up(app: Flask, session: Session) -> None:
    make_company(session)
    known = OutboxMessage(kind="release.moved", payload={"release_id": 0}, due_at=NOW)
    session.add_all([OutboxMessage(kind="drone.landed", payload={}, due_at=NOW), known])
    session.commit()
    with app.app_context():
        while fan_out_due():
            pass
    newer = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "drone.landed")).one()
    session.refresh(known)
    assert (newer.status, newer.tries) == (OutboxStatus.WAITING, 0)
    assert known.tries or known.status == OutboxStatus.ADDRESSED
