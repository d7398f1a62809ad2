"""Two sweepers at once, one killed in the middle, two acknowledgements in the same second: with real sessions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import DomainError
from app.models.accounts.user import Role
from app.models.incidents.incident import Incident
from app.models.messaging.outbox import OutboxMessage
from app.models.on_call.schedule import OnCallLayer
from tests.factories import NOW, make_company, make_user
from tests.support.waiting import wait_until_blocked
from workflows.incidents import acknowledge_incident, declare_incident
from workflows.on_call import acknowledge_call, sweep_escalations

pytestmark = pytest.mark.concurrency
HALF_PAST = NOW + timedelta(minutes=30)


@pytest.fixture
def night(open_session):
    """An incident of half an hour ago whose second level is due."""
    setup = open_session()
    make_company(setup)
    people = [make_user(setup, name, Role.DEVELOPER) for name in ("Andi", "Beni")]
    for level, person in enumerate(people, 1):
        setup.add(OnCallLayer(level=level, name="L", people=[person.id], started_at=NOW, from_hour=0, until_hour=24))
    setup.flush()
    incident = declare_incident(setup, title="Pembayaran gagal", severity="SEV2", actor=None, now=NOW)
    setup.commit()
    return setup, incident, people


def called(session):
    rows = select(OutboxMessage).where(OutboxMessage.kind == "incident.called").order_by(OutboxMessage.id)
    return [(one.payload["level"], one.payload["late_minutes"]) for one in session.scalars(rows)]


def test_second_sweeper_passes_over_what_the_first_has_claimed(open_session, night):
    first, second = open_session(), open_session()
    assert sweep_escalations(first, now=HALF_PAST) == 1
    assert sweep_escalations(second, now=HALF_PAST) == 0
    first.commit()
    assert sweep_escalations(second, now=HALF_PAST) == 0
    second.commit()
    assert called(open_session()) == [(1, 0), (2, 0)]


def test_sweeper_killed_before_its_commit_loses_nothing(open_session, night):
    killed, restarted = open_session(), open_session()
    assert sweep_escalations(killed, now=HALF_PAST) == 1
    killed.rollback()  # what PostgreSQL does when the connection of a killed process ends
    assert sweep_escalations(restarted, now=HALF_PAST + timedelta(minutes=2)) == 1
    restarted.commit()
    assert called(open_session()) == [(1, 0), (2, 2)]


@pytest.mark.parametrize("verb", [acknowledge_call, acknowledge_incident])
def test_of_two_acknowledgements_at_once_one_wins_and_the_other_reads_so(open_session, night, verb):
    setup, incident, (andi, beni) = night
    sweep_escalations(setup, now=HALF_PAST)
    setup.commit()
    first, second = open_session(), open_session()
    verb(first, incident_id=incident.id, actor=andi, now=HALF_PAST)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(verb, second, incident_id=incident.id, actor=beni, now=HALF_PAST)
        wait_until_blocked(setup)
        first.commit()
        with pytest.raises(DomainError, match="udah diterima"):
            waiting.result(timeout=60)
    second.rollback()
    assert open_session().get_one(Incident, incident.id).acknowledged_at == HALF_PAST
