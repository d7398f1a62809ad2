"""Invitations: rows only for what is sent, winners first, and no button of a visit that is full, moved or over."""

from collections.abc import Callable, Generator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.jobs.outbox.fan_out import fan_out_due
from app.jobs.outbox.messages.visits import invitations
from app.jobs.outbox.sending.lease import lease, record
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery, Result
from app.models.accounts.user import User
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.factories import (
    NOW,
    make_cs,
    make_technician,
    make_visit,
)
from workflows.visits import (
    cancel_visit,
    claim_place,
    invite_technicians,
    reschedule_visit,
)

OPEN = {"status": VisitStatus.OPEN, "quota": 1, "planned_start": NOW + timedelta(days=1)}


@pytest.fixture(autouse=True)
def _inside(app: Flask) -> Generator[None]:
    with app.app_context():
        yield


def make_team(session: Session, count: int) -> list[User]:
    return [
        make_technician(session, f"T{number}", telegram_chat_id=1000 + number, telegram_verified_at=NOW)
        for number in range(count)
    ]


def make_open_visit(session: Session, **given: object) -> VisitTicket:
    visit = make_visit(session, **{**OPEN, **given})
    invite_technicians(session, visit_id=visit.id, now=NOW)
    session.commit()
    return visit


def fan_out(session: Session) -> None:
    while fan_out_due():
        pass
    session.expire_all()


def send(session: Session, leased: list[LeasedDelivery]) -> None:
    record([Result(one.id, one.tries, DeliveryStatus.SENT, provider_id=str(9000 + one.id)) for one in leased])
    session.expire_all()


def invitations_of(session: Session) -> list[Delivery]:
    return list(session.scalars(select(Delivery).where(Delivery.kind == "visit.opened").order_by(Delivery.id)))


def states(session: Session) -> list[tuple[str, bool]]:
    """Status of each invitation, and whether it has its button."""
    return [(one.status, "buttons" in one.payload) for one in invitations_of(session)]


def test_a_claim_ends_what_is_unsent_and_edits_what_was_sent(session: Session) -> None:
    first, second, third = make_team(session, 3)
    visit = make_open_visit(session)
    fan_out(session)
    sent = lease(Channel.TELEGRAM, 2)
    send(session, sent)
    claim_place(session, visit_id=visit.id, technician=second, now=NOW)
    session.commit()
    fan_out(session)
    assert states(session) == [("QUEUED", False), ("QUEUED", False), ("CANCELLED", True)]
    to_first, to_second, _ = invitations_of(session)
    assert to_first.user_id == first.id
    assert "sudah penuh" in to_first.body
    assert "Anda mendapat job ini" in to_second.body
    assert to_second.payload["edit_message_id"] == 9000 + sent[1].id
    edits = lease(Channel.TELEGRAM, 10)
    assert third.telegram_chat_id not in {int(one.address) for one in edits}
    send(session, [one for one in edits if "edit_message_id" in one.payload])
    assert [status for status, _ in states(session)] == ["SENT", "SENT", "CANCELLED"]
    fan_out(session)
    assert lease(Channel.TELEGRAM, 10) == []


def test_the_winner_is_told_before_the_next_job_and_before_what_already_waits(session: Session) -> None:
    winner, *_ = make_team(session, 3)
    visit = make_open_visit(session)
    fan_out(session)
    make_open_visit(session, planned_start=NOW + timedelta(days=5))
    claim_place(session, visit_id=visit.id, technician=winner, now=NOW)
    session.commit()
    fan_out(session)
    [first] = lease(Channel.TELEGRAM, 1)
    assert (first.address, session.get_one(Delivery, first.id).kind) == (str(winner.telegram_chat_id), "visit.filled")


def test_what_lands_after_the_end_is_edited_too(session: Session) -> None:
    winner, *_ = make_team(session, 2)
    visit = make_open_visit(session)
    fan_out(session)
    in_flight = lease(Channel.TELEGRAM, 2)
    claim_place(session, visit_id=visit.id, technician=winner, now=NOW)
    session.commit()
    fan_out(session)
    assert states(session) == [("QUEUED", True), ("QUEUED", True)]
    send(session, in_flight)
    fan_out(session)
    assert states(session) == [("QUEUED", False), ("QUEUED", False)]
    assert all("edit_message_id" in one.payload for one in invitations_of(session))


def test_what_comes_back_to_be_tried_again_after_the_end_is_cancelled(session: Session) -> None:
    winner, *_ = make_team(session, 2)
    visit = make_open_visit(session)
    fan_out(session)
    leased = lease(Channel.TELEGRAM, 2)
    claim_place(session, visit_id=visit.id, technician=winner, now=NOW)
    session.commit()
    fan_out(session)
    record([Result(one.id, one.tries, DeliveryStatus.QUEUED, due_at=NOW) for one in leased])
    assert {session.get_one(Delivery, one.id).kind for one in lease(Channel.TELEGRAM, 10)} == {"visit.filled"}
    session.expire_all()
    assert [status for status, _ in states(session)] == ["CANCELLED", "CANCELLED"]


def cancel(session: Session, visit: VisitTicket) -> None:
    cancel_visit(session, visit_id=visit.id, actor=make_cs(session), reason="Batal", now=NOW)


def move(session: Session, visit: VisitTicket) -> None:
    start = visit.planned_start + timedelta(days=2)
    times = {"planned_start": start, "planned_end": start + timedelta(hours=4)}
    reschedule_visit(session, visit_id=visit.id, actor=make_cs(session), now=NOW, reason="Hujan", **times)


def finish(session: Session, visit: VisitTicket) -> None:
    session.execute(update(VisitTicket).where(VisitTicket.id == visit.id).values(status=VisitStatus.DONE))


def lower(session: Session, visit: VisitTicket) -> None:
    session.execute(update(VisitTicket).where(VisitTicket.id == visit.id).values(places_offered=0))


@pytest.mark.parametrize(
    ("end", "words"),
    [(cancel, "dibatalkan"), (finish, "sudah selesai"), (lower, "sudah penuh"), (move, "berubah")],
)
def test_every_way_out_of_the_pool_withdraws_the_buttons(
    session: Session, end: Callable[[Session, VisitTicket], None], words: str
) -> None:
    make_team(session, 2)
    visit = make_open_visit(session)
    fan_out(session)
    send(session, lease(Channel.TELEGRAM, 1))
    end(session, visit)
    session.commit()
    fan_out(session)
    before = invitations_of(session)[:2]
    assert [(one.status, "buttons" in one.payload) for one in before] == [("QUEUED", False), ("CANCELLED", True)]
    assert words in before[0].body


def test_a_visit_that_moves_invites_everybody_again_with_its_new_time(session: Session) -> None:
    make_team(session, 2)
    visit = make_open_visit(session)
    fan_out(session)
    send(session, lease(Channel.TELEGRAM, 2))
    move(session, visit)
    session.commit()
    fan_out(session)
    assert states(session) == [("QUEUED", False)] * 2 + [("QUEUED", True)] * 2


def test_an_event_whose_round_has_ended_invites_nobody(session: Session) -> None:
    winner, *_ = make_team(session, 3)
    visit = make_open_visit(session)
    claim_place(session, visit_id=visit.id, technician=winner, now=NOW)
    session.commit()
    fan_out(session)
    assert invitations_of(session) == []


def test_rows_are_written_ahead_of_the_sending_by_one_batch_only(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "AT_ONCE", 2)
    make_team(session, 5)
    visit = make_open_visit(session)
    make_open_visit(session, planned_start=NOW + timedelta(days=5))
    written = []
    for second in range(4):
        with time_machine.travel(NOW + timedelta(seconds=2 * second), tick=False):
            fan_out(session)
            written.append(len(invitations_of(session)))
            if second > 1:
                send(session, lease(Channel.TELEGRAM, 10))
    assert written == [2, 2, 2, 4]
    assert visit.invitation_round == 0


def test_the_winners_own_button_goes_while_others_are_still_invited(session: Session) -> None:
    winner, other = make_team(session, 2)
    visit = make_open_visit(session, quota=2)
    fan_out(session)
    send(session, lease(Channel.TELEGRAM, 2))
    claim_place(session, visit_id=visit.id, technician=winner, now=NOW)
    session.commit()
    fan_out(session)
    to_winner, to_other = invitations_of(session)
    assert [to_winner.user_id, to_other.user_id] == [winner.id, other.id]
    assert "Anda mendapat job ini" in to_winner.body
    assert states(session) == [("QUEUED", False), ("SENT", True)]


def test_an_invitation_that_has_not_left_does_not_follow_its_readers_claim(session: Session) -> None:
    winner, _ = make_team(session, 2)
    visit = make_open_visit(session, quota=2)
    fan_out(session)
    claim_place(session, visit_id=visit.id, technician=winner, now=NOW)
    session.commit()
    fan_out(session)
    assert states(session) == [("CANCELLED", True), ("QUEUED", True)]
