"""The demo's support desk: ninety days that a support lead would believe."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.models.messaging.outbox import OutboxMessage, OutboxStatus
from app.models.support.clocks import SupportClock
from app.models.support.collaboration import SupportTimeEntry
from app.models.support.messages import SupportSurvey
from app.models.support.resolutions import SupportResolution
from app.models.support.settings.macros import SupportMacro
from app.models.support.settings.rules import SupportRuleHit
from app.models.support.ticket import SupportStatus, SupportTicket
from tests.factories import NOW

pytestmark = pytest.mark.slow


def test_tickets_spread_over_ninety_days_and_most_have_ended(demo):
    days = demo.execute(select(func.min(SupportTicket.created_at), func.max(SupportTicket.created_at))).one()
    assert days[0] < NOW - timedelta(days=80)
    assert days[1] > NOW - timedelta(days=2)
    counts = dict(demo.execute(select(SupportTicket.status, func.count()).group_by(SupportTicket.status)).all())
    assert counts[SupportStatus.CLOSED] > 60
    assert sum(counts.get(status, 0) for status in ("NEW", "IN_PROGRESS", "WAITING", "DONE")) >= 3


def test_nothing_happens_in_the_future_and_some_emits_were_broken(demo):
    assert demo.scalar(select(func.max(SupportClock.stopped_at))) <= NOW
    breached = demo.scalar(select(func.count()).where(SupportClock.breached_at.is_not(None)))
    assert 3 <= breached <= demo.scalar(select(func.count()).select_from(SupportClock)) // 2
    assert demo.scalar(select(func.count()).where(SupportSurvey.score.is_not(None))) > 20


def test_nobody_is_written_to_about_what_is_history(demo):
    waiting = select(func.count()).where(
        OutboxMessage.kind.like("ticket.%"), OutboxMessage.status == OutboxStatus.WAITING
    )
    assert demo.scalar(waiting) == 0


def test_the_desk_has_teams_rules_and_macros_that_were_used(demo):
    assert demo.scalar(select(func.count()).select_from(SupportRuleHit)) > 10
    assert demo.scalar(select(func.count()).where(SupportTicket.team_id.is_not(None))) > 10
    assert demo.scalar(select(func.count()).select_from(SupportMacro)) == 3
    assert demo.scalar(select(func.sum(SupportTimeEntry.minutes))) > 600
    assert demo.scalar(select(func.count()).select_from(SupportResolution)) > 60


def test_a_few_resolutions_did_not_last_and_were_made_good(demo):
    again = select(SupportResolution.ticket_id, SupportResolution.reopened_at).where(
        SupportResolution.reopened_at.is_not(None)
    )
    found = dict(demo.execute(again).all())
    assert 2 <= len(found) <= 5
    assert {(NOW - at).days // 30 for at in found.values()} == {0, 1, 2}  # each month has one to be compared with
    for ticket_id, at in found.items():
        assert demo.get_one(SupportTicket, ticket_id).status == SupportStatus.CLOSED
        newest = select(SupportResolution).where(SupportResolution.ticket_id == ticket_id)
        last = demo.scalars(newest.order_by(SupportResolution.id.desc()).limit(1)).one()
        assert (last.reopened_at, last.resolved_at > at) == (None, True)
