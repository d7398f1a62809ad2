"""The severity of an incident by its impact and the components it concerns."""

import pytest
from sqlalchemy import select

from app.models.incidents.incident import Incident
from app.models.status.status_page import StatusComponent
from app.policies.incident_severity import Impact, Reach, severity_of
from tests.factories import make_company, make_cs
from tests.support.logins import log_in
from tests.support.walking.posting import post


@pytest.mark.parametrize(
    ("impact", "severities"),  # all components, several, one
    [("DEGRADED", "SEV2 SEV3 SEV3"), ("MINOR", "SEV3 SEV4 SEV4"), ("STOPPED", "SEV1 SEV1 SEV2")],
)
def test_severity_follows_impact_and_components(impact, severities):
    assert [severity_of(Impact(impact), reach) for reach in Reach] == severities.split()


@pytest.mark.parametrize(("chosen", "severity"), [("", "SEV1"), ("SEV3", "SEV3")])
def test_declared_by_impact_unless_a_severity_is_chosen(client, session, chosen, severity):
    make_company(session)
    session.add(StatusComponent(name="Portal", position=0))
    dewi = make_cs(session)
    session.commit()
    log_in(client, dewi)
    assert "DKG-2026-000001" in client.get("/admin/incidents/new/?reports=DKG-2026-000001").get_data(as_text=True)
    given = {"impact": "STOPPED", "reach": "ALL", "component": "Portal", "kind": "OPERATIONAL", "severity": chosen}
    post(client, "/admin/incidents/new/", given | {"title": "Portal mati"})
    made = session.scalars(select(Incident)).one()
    assert (made.severity, made.component) == (severity, "Portal")
