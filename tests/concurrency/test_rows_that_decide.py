"""Whatever decides is read under its lock: the second waits, and decides by what the first left."""

from typing import Any

import pytest
from sqlalchemy import select

from app.core.errors import Invalid
from app.models.accounts.user import Role
from app.models.releases.backup import AlarmStatus, BackupAlarm, BackupFault
from app.models.releases.release import ReleaseStatus
from app.models.releases.steering import CommandStatus, CommandVerb, RolloutCommand
from app.models.support.settings.agent import SupportAgent
from app.models.support.settings.service_plan import SupportSettings
from app.models.support.ticket import SupportTicket
from tests.concurrency.two_sessions import OpenSession, interleave, one_after_the_other
from tests.factories import NOW, make_admin, make_company, make_cs, make_user
from tests.releases.rollout.test_steering import standing
from tests.support_desk.desk import make_ticket
from workflows.accounts.users import deactivate_user
from workflows.maintenance import require_owner
from workflows.releases.backups import clear_alarms, note_fault, resolve_alarm
from workflows.releases.steering import ask_promote, ask_roll_back
from workflows.support import assign_waiting, merge_tickets, receive_customer_message

pytestmark = pytest.mark.concurrency


def test_nobody_who_is_being_deactivated_is_made_owner_of_maintenance(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    ani, andi = make_admin(setup), make_user(setup, "Andi", Role.DEVELOPER)
    setup.commit()
    interleave(
        open_session,
        lambda session: deactivate_user(session, user_id=andi.id, actor=ani, now=NOW),
        lambda session: require_owner(session, andi.username),
        Invalid,
    )


def test_a_ticket_is_assigned_past_the_agent_who_is_being_deactivated(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    ani, dewi, sari = make_admin(setup), make_cs(setup), make_cs(setup, "Sari")
    make_ticket(setup, at=NOW)
    setup.get_one(SupportSettings, 1).assigns_itself = True
    setup.add_all(SupportAgent(user_id=one.id, on_duty=True) for one in (dewi, sari))
    setup.commit()
    looking = one_after_the_other(
        open_session,
        lambda session: deactivate_user(session, user_id=dewi.id, actor=ani, now=NOW),
        lambda session: assign_waiting(session, now=NOW),
    )
    assert looking.scalars(select(SupportTicket.assignee_id)).one() == sari.id


def test_a_roll_back_replaces_the_command_that_is_just_being_asked_for(open_session: OpenSession) -> None:
    setup = open_session()
    release, nadia = standing(setup, ReleaseStatus.ROLLING)
    setup.commit()
    known: dict[str, Any] = {"release_id": release.id, "actor": nadia, "now": NOW}
    looking = one_after_the_other(
        open_session,
        lambda session: ask_promote(session, **known),
        lambda session: ask_roll_back(session, **known, reason="keluhan"),
    )
    waiting = select(RolloutCommand.verb).where(RolloutCommand.status == CommandStatus.WAITING)
    assert looking.scalars(waiting).all() == [CommandVerb.ROLL_BACK]


def test_a_backup_that_ends_well_while_somebody_resolves_its_alarm_is_not_refused(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    devi = make_user(setup, "Devi", Role.DEVOPS)
    note_fault(setup, BackupFault.FAILED, "disk penuh", now=NOW)
    alarm_id = setup.scalars(select(BackupAlarm.id)).one()
    setup.commit()
    looking = one_after_the_other(
        open_session,
        lambda session: resolve_alarm(session, alarm_id=alarm_id, actor=devi, note="disk baru", now=NOW),
        lambda session: clear_alarms(session, [BackupFault.FAILED], now=NOW),
    )
    resolved = looking.scalars(select(BackupAlarm)).one()
    assert (resolved.status == AlarmStatus.OPEN, resolved.note) == (False, "disk baru")


def test_a_ticket_is_merged_into_the_end_that_its_target_is_just_getting(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    dewi = make_cs(setup)
    source, named, middle, end = (make_ticket(setup, at=NOW) for _ in range(4))
    known: dict[str, Any] = {"actor": dewi, "now": NOW, "other_customer": "YES"}
    merge_tickets(setup, ticket_id=named.id, into=middle.number, **known)
    setup.commit()
    looking = one_after_the_other(
        open_session,
        lambda session: merge_tickets(session, ticket_id=middle.id, into=end.number, **known),
        lambda session: merge_tickets(session, ticket_id=source.id, into=named.number, **known),
    )
    assert looking.get_one(SupportTicket, source.id).merged_into_id == end.id


def test_a_customers_words_go_on_at_the_ticket_that_theirs_is_just_merged_into(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    dewi = make_cs(setup)
    home, middle, end = (make_ticket(setup, at=NOW) for _ in range(3))
    known: dict[str, Any] = {"actor": dewi, "now": NOW, "other_customer": "YES"}
    merge_tickets(setup, ticket_id=home.id, into=middle.number, **known)
    setup.commit()
    looking = one_after_the_other(
        open_session,
        lambda session: merge_tickets(session, ticket_id=middle.id, into=end.number, **known),
        lambda session: receive_customer_message(session, ticket_id=home.id, text="Masih bocor", now=NOW),
    )
    written = looking.get_one(SupportTicket, end.id).last_message_id
    assert written is not None
    assert looking.get_one(SupportTicket, middle.id).last_message_id != written
