"""What two people or two messages decide at once at the desk: the second waits, and decides by what the first left."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.models.access_links import AccessLink, LinkKind
from app.models.maintenance.record import MaintenanceItem, MaintenanceTopic
from app.models.messaging.outbox import OutboxMessage
from app.models.monitoring.check import Check, CheckState
from app.models.support.mail.mail import MailState, SupportMail
from app.models.support.settings.service_plan import ServicePlan, SupportCalendar
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportTicket
from integrations.social.post import SeenPost
from tests.concurrency.two_sessions import OpenSession, Step, interleave, one_after_the_other
from tests.factories import NOW, make_admin, make_company, make_cs, make_customer, make_site, make_visit
from tests.monitoring.factories import make_a_check
from tests.support_desk.desk import make_ticket
from tests.support_desk.settings.test_fields import make_field
from workflows.accounts.users import deactivate_user
from workflows.maintenance import VERBS as MAINTENANCE
from workflows.maintenance import make_record
from workflows.maintenance.records.make_record import MOST_ITEMS
from workflows.monitoring import Ping, mark_late_pings, receive_ping
from workflows.social import record_posts
from workflows.support import (
    ReceivedMail,
    ensure_ticket_link,
    finish_support_ticket,
    link_ticket,
    list_links_of,
    rate_ticket,
    receive_mail,
    renew_wallboard_link,
    save_calendar,
    save_plan,
    save_team,
)
from workflows.support.mail.circuit_breakers import MOST_OF_DOMAIN
from workflows.support.together.set_ticket_site import set_ticket_site

pytestmark = pytest.mark.concurrency


@pytest.fixture
def setup(open_session: OpenSession):
    session = open_session()
    make_company(session)
    return session


def test_numbers_that_two_people_link_at_once_are_those_of_the_second(open_session: OpenSession, setup: Any) -> None:
    dewi, customer = make_cs(setup), make_customer(setup)
    ticket = make_ticket(setup, at=NOW, customer=customer)
    one, other = (make_visit(setup, customer=customer).number for _ in range(2))
    setup.commit()

    def link(number: str) -> Step:
        given = {"ticket_id": ticket.id, "numbers": number, "customer": customer.code}
        return lambda session: link_ticket(session, **given, actor=dewi, now=NOW)

    looking = one_after_the_other(open_session, link(one), link(other))
    assert [number for _model, _id, number in list_links_of(looking, ticket.id, reader=dewi)] == [other]


def test_a_ticket_whose_customer_is_just_being_changed_gets_no_site_of_the_one_before(
    open_session: OpenSession, setup: Any
) -> None:
    dewi, before, after = make_cs(setup), make_customer(setup), make_customer(setup)
    site, ticket = make_site(setup, before), make_ticket(setup, at=NOW, customer=before)
    setup.commit()
    given: dict[str, Any] = {"ticket_id": ticket.id, "actor": dewi, "now": NOW}
    interleave(
        open_session,
        lambda session: link_ticket(session, customer=after.code, **given),
        lambda session: set_ticket_site(session, site_id=site.id, **given),
        Invalid,
    )


def test_nobody_who_is_being_deactivated_joins_a_team(open_session: OpenSession, setup: Any) -> None:
    ani, dewi = make_admin(setup), make_cs(setup)
    setup.commit()
    interleave(
        open_session,
        lambda session: deactivate_user(session, user_id=dewi.id, actor=ani, now=NOW),
        lambda session: save_team(session, SupportTeam(), name="Servis", member_ids=[dewi.id], is_active=True),
        Invalid,
    )


def test_two_items_at_once_do_not_exceed_the_longest_checklist(open_session: OpenSession, setup: Any) -> None:
    rani = make_admin(setup)
    facts: dict[str, Any] = {"title": "Perbarui Debian", "owner_id": rani.id, "actor": rani, "now": NOW}
    record = make_record(setup, topic=MaintenanceTopic.UPDATE, **facts)
    held = setup.scalar(select(func.count()).select_from(MaintenanceItem)) or 0
    labels = [f"Butir {number}" for number in range(held + 1, MOST_ITEMS)]
    setup.add_all(MaintenanceItem(record_id=record.id, label=label) for label in labels)
    setup.commit()

    def add(label: str) -> Step:
        return lambda session: MAINTENANCE["add_item"](session, record_id=record.id, actor=rani, now=NOW, label=label)

    looking = interleave(open_session, add("Satu"), add("Dua"), Invalid)
    assert looking.scalar(select(func.count()).select_from(MaintenanceItem)) == MOST_ITEMS


def test_a_job_whose_ping_is_just_coming_in_is_not_late(open_session: OpenSession, setup: Any) -> None:
    make_a_check(setup, kind="HEARTBEAT", options={"period_seconds": 3600}, ping_token="rahasia-panjang")
    receive_ping(setup, token="rahasia-panjang", ping=Ping.SUCCESS, now=NOW)
    setup.commit()
    later = NOW + timedelta(hours=2)
    pinging, sweep = open_session(), open_session()
    receive_ping(pinging, token="rahasia-panjang", ping=Ping.SUCCESS, now=later)
    sweep.execute(text("SET LOCAL lock_timeout = '5s'"))
    assert mark_late_pings(sweep, zone=ZoneInfo("Asia/Jakarta"), now=later) == 0
    sweep.commit()
    pinging.commit()
    assert open_session().scalars(select(Check.status)).one() == CheckState.UP


def test_two_low_ratings_at_once_tell_the_lead_once(open_session: OpenSession, setup: Any) -> None:
    dewi, ticket = make_cs(setup), make_ticket(setup, at=NOW)
    finish_support_ticket(setup, ticket_id=ticket.id, actor=dewi, outcome="Selesai", now=NOW)
    setup.commit()

    def rate(session: Any) -> None:
        session.get_one(SupportTicket, ticket.id)  # as the page has read it
        rate_ticket(session, ticket_id=ticket.id, score=1, comment="", now=NOW)

    looking = one_after_the_other(open_session, rate, rate)
    told = select(func.count()).where(OutboxMessage.kind == "ticket.rated_low")
    assert looking.scalar(told) == 1


def test_of_two_wallboard_links_made_at_once_one_works(open_session: OpenSession, setup: Any) -> None:
    setup.commit()
    renew: Step = lambda session: renew_wallboard_link(session, now=NOW)  # noqa: E731
    looking = one_after_the_other(open_session, renew, renew)
    live = (AccessLink.kind == LinkKind.WALLBOARD, AccessLink.revoked_at.is_(None))
    assert looking.scalar(select(func.count()).select_from(AccessLink).where(*live)) == 1


def test_a_ticket_that_is_shown_at_two_ends_at_once_has_one_link(open_session: OpenSession, setup: Any) -> None:
    ticket = make_ticket(setup, at=NOW)
    setup.commit()
    show: Step = lambda session: ensure_ticket_link(session, ticket_id=ticket.id)  # noqa: E731
    looking = one_after_the_other(open_session, show, show)
    assert looking.scalar(select(func.count()).select_from(AccessLink)) == 1


def test_of_two_things_of_one_name_saved_at_once_one_is_refused(open_session: OpenSession, setup: Any) -> None:
    setup.commit()
    given: dict[str, Any] = {"time_zone": None, "week": {"0": [[480, 960]]}, "joint_leave_worked": False}
    targets: dict[str, Any] = {"is_default": False, "targets": {}}
    saved: tuple[Callable[[Session, str], Any], ...] = (
        lambda session, name: make_field(session, name, kind=None),
        lambda session, name: save_calendar(session, SupportCalendar(), name=name, **given),
        lambda session, name: save_plan(session, ServicePlan(), name=name, **targets),
    )
    for save in saved:
        interleave(open_session, partial(save, name="Gedung"), partial(save, name="GEDUNG"), Invalid)


def test_the_limits_of_mail_count_one_that_is_just_coming_in_from_the_domain(
    open_session: OpenSession, setup: Any
) -> None:
    held: dict[str, Any] = {"state": MailState.HELD, "sender_domain": "hotel.id", "created_at": NOW}
    setup.add_all(SupportMail(event_id=number, **held) for number in range(1, MOST_OF_DOMAIN))
    setup.commit()
    numbers = count(MOST_OF_DOMAIN)

    def write(sender: str) -> Step:
        mail = ReceivedMail(event_id=next(numbers), mail_class="PERSON", sender=sender, subject="AC", text="Bocor")
        return lambda session: receive_mail(session, mail, now=NOW)

    looking = one_after_the_other(open_session, write("ratna@hotel.id"), write("mira@hotel.id"))
    assert looking.scalars(select(SupportMail.state).where(SupportMail.sender == "mira@hotel.id")).one() == "HELD"


def test_two_first_messages_of_one_writer_at_once_are_one_ticket(open_session: OpenSession, setup: Any) -> None:
    setup.commit()

    def told(number: int) -> Step:
        post = SeenPost("FACEBOOK", f"m.{number}", "Mira", "AC bocor", author_id="7", is_message=True)
        return lambda session: record_posts(session, [post], now=NOW)

    looking = one_after_the_other(open_session, told(1), told(2))
    assert looking.scalar(select(func.count()).select_from(SupportTicket)) == 1
