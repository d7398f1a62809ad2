"""Later: answers that leave at a chosen moment, tickets put aside, and the screen on the wall."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import OutboxMessage
from app.models.support.actions.scheduling import AlreadyScheduled, NothingScheduled
from app.models.support.messages import SupportMessage
from app.models.support.scheduled import END_LABELS, ScheduledAnswer, ScheduleEnd
from app.models.support.ticket import SupportStatus, TicketKind
from app.presenters.audit.changes import changes_text
from tests.factories import make_company, make_cs
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import fresh, make_ticket
from workflows.composing import read_drafts, store_draft
from workflows.support import (
    cancel_scheduled,
    put_aside_ticket,
    read_wallboard,
    receive_customer_message,
    reject_support_ticket,
    renew_wallboard_link,
    schedule_answer,
    send_scheduled,
    sweep_clocks,
    take_support_ticket,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


@pytest.fixture
def ticket(session, dewi):
    return make_ticket(session, at=utc_now())


def schedule(session, ticket, dewi, **given):
    facts = {"text": "Teknisi datang besok", "at": utc_now() + HOUR, "now": utc_now(), **given}
    return schedule_answer(session, ticket_id=ticket.id, actor=dewi, **facts)


def end_of(session):
    session.expire_all()
    return session.scalars(select(ScheduledAnswer).order_by(ScheduledAnswer.id.desc())).first().end


def test_a_scheduled_answer_leaves_at_its_moment_as_its_writers(session, dewi, ticket):
    schedule(session, ticket, dewi, wait="YES")
    assert send_scheduled(session, now=utc_now() + HOUR - timedelta(seconds=1)) == 0
    assert send_scheduled(session, now=utc_now() + HOUR) == 1
    assert send_scheduled(session, now=utc_now() + 2 * HOUR) == 0
    said = session.execute(select(SupportMessage.text, SupportMessage.author_id)).all()
    assert said == [("Teknisi datang besok", dewi.id)]
    assert (fresh(session, ticket).status, end_of(session)) == (SupportStatus.WAITING, ScheduleEnd.SENT)
    assert session.scalar(select(OutboxMessage.kind).where(OutboxMessage.kind == "ticket.answered"))


def own(ticket, who):
    return {"thing": "support_tickets", "thing_id": ticket.id, "user_id": who.id}


def test_the_customers_message_cancels_it_and_its_words_are_a_draft_again(session, dewi, ticket):
    schedule(session, ticket, dewi)
    receive_customer_message(session, ticket_id=ticket.id, text="Tidak jadi", now=utc_now())
    assert end_of(session) == ScheduleEnd.CUSTOMER_WROTE
    assert send_scheduled(session, now=utc_now() + 2 * HOUR) == 0
    assert read_drafts(session, **own(ticket, dewi))["ANSWER"].text == "Teknisi datang besok"
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "schedule_ended")).one()
    assert changes_text(noted) == f"akhir: {END_LABELS[ScheduleEnd.CUSTOMER_WROTE]}"


def test_a_newer_draft_is_kept(session, dewi, ticket):
    schedule(session, ticket, dewi)
    store_draft(session, **own(ticket, dewi), kind="ANSWER", text="Lain lagi")
    receive_customer_message(session, ticket_id=ticket.id, text="Halo", now=utc_now())
    assert read_drafts(session, **own(ticket, dewi))["ANSWER"].text == "Lain lagi"


def test_one_answer_waits_at_a_time_and_can_be_taken_back(session, dewi, ticket):
    schedule(session, ticket, dewi)
    with pytest.raises(AlreadyScheduled):
        schedule(session, ticket, dewi)
    cancel_scheduled(session, ticket_id=ticket.id, actor=dewi, now=utc_now())
    with pytest.raises(NothingScheduled):
        cancel_scheduled(session, ticket_id=ticket.id, actor=dewi, now=utc_now())
    schedule(session, ticket, dewi)


def test_it_does_not_leave_after_the_end_or_for_somebody_who_left(session, dewi, ticket):
    schedule(session, ticket, dewi)
    reject_support_ticket(session, ticket_id=ticket.id, actor=dewi, reason="Bukan untuk kami", now=utc_now())
    assert end_of(session) == ScheduleEnd.TICKET_ENDED
    assert send_scheduled(session, now=utc_now() + HOUR) == 0
    other = make_ticket(session, at=utc_now())
    putri = make_cs(session, "Putri")
    schedule(session, other, putri)
    putri.status = "INACTIVE"
    session.flush()
    assert send_scheduled(session, now=utc_now() + HOUR) == 1
    assert end_of(session) == ScheduleEnd.WRITER_LEFT
    assert session.scalars(select(SupportMessage.text)).all() == []


@pytest.mark.parametrize("at", [timedelta(0), -HOUR, timedelta(days=90, seconds=1)], ids=["now", "past", "too far"])
def test_its_moment_lies_ahead_and_within_ninety_days(session, dewi, ticket, at):
    with pytest.raises(Invalid):
        schedule(session, ticket, dewi, at=utc_now() + at)


def test_a_ticket_may_stay_aside_whatever_the_customer_writes(session, dewi, ticket):
    until = utc_now() + 3 * HOUR
    put_aside_ticket(session, ticket_id=ticket.id, actor=dewi, until=until, on_reply="STAY", now=utc_now())
    receive_customer_message(session, ticket_id=ticket.id, text="ok, terima kasih", now=utc_now())
    assert fresh(session, ticket).wakes_at == until
    put_aside_ticket(session, ticket_id=ticket.id, actor=dewi, until=until, now=utc_now())
    receive_customer_message(session, ticket_id=ticket.id, text="ok", now=utc_now())
    assert (fresh(session, ticket).wakes_at, ticket.slept_until) == (None, until)


def test_the_page_offers_the_moment_again_and_shows_what_is_scheduled(session, client, dewi, ticket):
    log_in(client, dewi)
    put_aside_ticket(session, ticket_id=ticket.id, actor=dewi, until=utc_now() + 3 * HOUR, now=utc_now())
    receive_customer_message(session, ticket_id=ticket.id, text="ok", now=utc_now())
    assert "21/11/2026 13.00" in client.get(f"/admin/support/{ticket.id}/put_aside").text
    answers = {"text": "Besok kami datang", "at": "22/11/2026 09.00"}
    assert post(client, f"/admin/support/{ticket.id}/schedule_answer", answers).status_code == 302
    html = client.get(f"/admin/support/details/?id={ticket.id}").text
    assert "Besok kami datang" in html
    assert "Menunggu waktunya" in html


def test_the_wallboard_counts_without_security_tickets(session, dewi):
    now = utc_now() - timedelta(days=20)
    late = make_ticket(session, at=now)
    make_ticket(session, at=now, kind=TicketKind.SECURITY)
    mine = make_ticket(session, at=utc_now())
    take_support_ticket(session, ticket_id=mine.id, actor=dewi, now=utc_now())
    receive_customer_message(session, ticket_id=late.id, text="Halo?", now=utc_now() - HOUR)
    sweep_clocks(session, now=utc_now())
    board = read_wallboard(session, now=utc_now())
    assert (board.late, board.nearly_late, board.unowned, board.unanswered, board.open) == (1, 0, 1, 1, 2)
    assert board.oldest_s == 3600


def test_the_wallboard_opens_by_its_newest_link_only(session, client, dewi):
    old = renew_wallboard_link(session, now=utc_now()).token
    log_in(client, dewi)
    assert post(client, "/admin/support_settings/wallboard").status_code == 302
    client.get("/logout")
    session.expire_all()
    new = renew_wallboard_link(session, now=utc_now()).token
    assert client.get(f"/wallboard/{old}").status_code == 404
    page = client.get(f"/wallboard/{new}")
    assert "Lewat batas waktu" in page.text
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert "Hampir lewat" in client.get(f"/wallboard/{new}/tiles").text
