"""From a ticket to an incident in one step; a security ticket becomes one that few see."""

import pytest
from sqlalchemy import select

from app.core.errors import NotAllowed
from app.models.accounts.user import Role
from app.models.incidents.incident import Incident, IncidentReport
from app.models.support.ticket import TicketKind
from app.models.support.ticket_flow import SUPPORT_FLOW
from tests.factories import NOW, make_company, make_user
from tests.support_desk.desk import make_ticket
from workflows.transitions import list_open_steps
from workflows.verbs import VERBS as ALL_VERBS

VERBS = ALL_VERBS["support"]
GIVEN = {"title": "Pembayaran gagal", "severity": "SEV2", "now": NOW}


@pytest.mark.parametrize(("kind", "is_restricted"), [(TicketKind.PROBLEM, False), (TicketKind.SECURITY, True)])
def test_the_incident_is_linked_and_as_secret_as_its_ticket(session, kind, is_restricted):
    make_company(session)
    ratna = make_user(session, "Ratna", Role.ADMIN)
    ticket = make_ticket(session, at=NOW, kind=kind)
    VERBS["to_incident"](session, ticket_id=ticket.id, actor=ratna, **GIVEN)
    incident = session.scalars(select(Incident)).one()
    assert (incident.title, incident.is_restricted) == (GIVEN["title"], is_restricted)
    assert session.scalars(select(IncidentReport.ticket_id)).all() == [ticket.id]


def test_the_first_level_does_not_declare(session):
    make_company(session)
    sinta = make_user(session, "Sinta", Role.SUPPORT)
    ticket = make_ticket(session, at=NOW)
    assert "to_incident" not in list_open_steps(session, SUPPORT_FLOW, ticket, actor=sinta)
    with pytest.raises(NotAllowed):
        VERBS["to_incident"](session, ticket_id=ticket.id, actor=sinta, **GIVEN)
    assert session.scalars(select(Incident)).all() == []
