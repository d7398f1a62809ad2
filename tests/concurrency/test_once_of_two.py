"""What two people or two sweeps begin at once is counted, declared and assigned once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text

from app.core.errors import NotAvailable
from app.models.accounts.user import Role
from app.models.forum.forum import ForumQuestion
from app.models.incidents.incident import Incident
from app.models.monitoring.check import CheckPeriod
from app.models.monitoring.error_group import ErrorGroup
from app.models.support.settings.agent import SupportAgent
from app.models.support.settings.service_plan import SupportSettings
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import BY_TABLE
from tests.concurrency.two_sessions import OpenSession, Step, interleave, one_after_the_other
from tests.factories import NOW, make_company, make_cs, make_user
from tests.monitoring.factories import make_a_check, news
from tests.support_desk.desk import make_ticket
from workflows.forum import answer_question, ask_question
from workflows.forum.leading_on.forward_unanswered import forward_unanswered
from workflows.incidents import declare_incident_of_ticket
from workflows.monitoring import (
    Outcome,
    SeenError,
    link_error_to_incident,
    notify_of_alarm,
    pause_check,
    receive_alarm,
    record_errors,
    record_result,
)
from workflows.support import assign_waiting, classify_ticket, override_ticket_priority, take_support_ticket

pytestmark = pytest.mark.concurrency

RELEASE: dict[str, Any] = {"release": "1.0", "now": NOW}


def test_two_answers_at_once_are_both_counted(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    dewi, sari = make_cs(setup), make_cs(setup, "Sari")
    asked = ask_question(setup, title="AC berdengung", body="Malam hari", actor=dewi, now=NOW)
    setup.commit()

    def answer(words: str) -> Step:
        return lambda session: answer_question(session, question_id=asked.id, body=words, actor=sari, now=NOW)

    looking = one_after_the_other(open_session, answer("Kencangkan"), answer("Bersihkan"))
    assert looking.scalars(select(ForumQuestion.answers)).one() == 2


def test_a_check_that_is_being_paused_counts_no_downtime_of_a_look_that_ended_meanwhile(
    open_session: OpenSession,
) -> None:
    setup = open_session()
    make_company(setup)
    dewi, check = make_user(setup, "Deva", Role.DEVOPS), make_a_check(setup, failure_threshold=1)
    failed = Outcome(ok=False, ms=9, words="500")
    record_result(setup, check_id=check.id, outcome=failed, at=NOW)
    setup.commit()
    later = NOW + timedelta(minutes=1)
    looking = one_after_the_other(
        open_session,
        lambda session: pause_check(session, check_id=check.id, actor=dewi, now=later),
        lambda session: record_result(session, check_id=check.id, outcome=failed, at=later),
    )
    assert looking.scalars(select(CheckPeriod.id).where(CheckPeriod.ended_at.is_(None))).all() == []


def test_an_error_that_two_people_make_an_incident_of_is_one_incident(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    andi, beni = (make_user(setup, name, Role.DEVELOPER) for name in ("Andi", "Beni"))
    record_errors(setup, [SeenError(fingerprint="f1", kind="ValueError", message="-", at=NOW, first_at=NOW)], **RELEASE)
    error_id = setup.scalars(select(ErrorGroup.id)).one()
    setup.commit()
    looking = interleave(
        open_session,
        lambda session: link_error_to_incident(session, error_id=error_id, actor=andi, now=NOW),
        lambda session: link_error_to_incident(session, error_id=error_id, actor=beni, now=NOW),
        NotAvailable,
    )
    assert len(looking.scalars(select(Incident)).all()) == 1


def test_a_ticket_that_two_people_declare_is_one_incident(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    dewi, sari, ticket = make_cs(setup), make_cs(setup, "Sari"), make_ticket(setup, at=NOW)
    setup.commit()
    given = {"ticket_id": ticket.id, "title": "Server mati", "severity": "SEV2", "now": NOW}
    looking = interleave(
        open_session,
        lambda session: declare_incident_of_ticket(session, **given, actor=dewi),
        lambda session: declare_incident_of_ticket(session, **given, actor=sari),
        NotAvailable,
    )
    assert len(looking.scalars(select(Incident)).all()) == 1


def test_two_alarms_of_one_group_at_once_are_one_incident(open_session: OpenSession) -> None:
    make_company(setup := open_session())
    setup.commit()
    looking = one_after_the_other(
        open_session,
        lambda session: notify_of_alarm(session, news(fingerprint="a1", group_key="web"), now=NOW),
        lambda session: notify_of_alarm(session, news(fingerprint="b2", group_key="web"), now=NOW),
    )
    assert len(looking.scalars(select(Incident)).all()) == 1


def test_an_alarm_is_counted_that_another_began_while_it_was_looked_for(open_session: OpenSession) -> None:
    make_company(setup := open_session())
    setup.commit()
    first, second = open_session(), open_session()
    receive_alarm(first, news(), now=NOW)

    def commit_the_first(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("UPDATE alarms") and first.in_transaction():
            first.commit()  # after the second has found no open one to count, before it looks whether it is over

    connection = second.connection()
    event.listen(connection, "after_cursor_execute", commit_the_first)
    alarm, is_new = receive_alarm(second, news(), now=NOW)
    second.commit()
    assert alarm is not None
    assert (alarm.count, is_new) == (2, False)


def test_a_ticket_that_somebody_is_taking_is_not_assigned_and_holds_nobody_up(open_session: OpenSession) -> None:
    setup, taking, sweep = open_session(), open_session(), open_session()
    make_company(setup)
    dewi, sari = make_cs(setup), make_cs(setup, "Sari")
    first, second = make_ticket(setup, at=NOW), make_ticket(setup, at=NOW)
    setup.get_one(SupportSettings, 1).assigns_itself = True
    setup.add(SupportAgent(user_id=sari.id, on_duty=True))
    setup.commit()
    take_support_ticket(taking, ticket_id=first.id, actor=dewi, now=NOW)
    sweep.execute(text("SET LOCAL lock_timeout = '5s'"))
    assert assign_waiting(sweep, now=NOW) == 1
    sweep.commit()
    taking.commit()
    owners = dict(open_session().execute(select(SupportTicket.id, SupportTicket.assignee_id)).all())
    assert owners == {first.id: dewi.id, second.id: sari.id}


def test_a_question_that_somebody_is_deciding_about_holds_up_no_other(open_session: OpenSession) -> None:
    setup, deciding, sweep = open_session(), open_session(), open_session()
    make_company(setup)
    dewi = make_cs(setup)
    asked = [ask_question(setup, title=title, body="?", actor=dewi, now=NOW) for title in ("AC bau", "AC bunyi")]
    for one in asked:
        one.created_at = NOW - timedelta(days=3)
    setup.commit()
    deciding.get_one(ForumQuestion, asked[0].id, with_for_update=True)
    sweep.execute(text("SET LOCAL lock_timeout = '5s'"))
    assert forward_unanswered(sweep, now=NOW) == 1


def test_a_priority_given_back_to_the_table_is_read_from_what_stands_after_the_wait(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    dewi, ticket = make_cs(setup), make_ticket(setup, at=NOW)
    override_ticket_priority(setup, ticket_id=ticket.id, priority="LOW", reason="-", actor=dewi, now=NOW)
    setup.commit()
    known: dict[str, Any] = {"ticket_id": ticket.id, "actor": dewi, "now": NOW}
    looking = one_after_the_other(
        open_session,
        lambda session: classify_ticket(session, kind="PROBLEM", impact="WIDE", urgency="CRITICAL", **known),
        lambda session: override_ticket_priority(session, priority=BY_TABLE, reason="-", **known),
    )
    assert looking.scalars(select(SupportTicket.priority)).one() == "CRITICAL"
