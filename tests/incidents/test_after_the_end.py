"""What is left of an incident: reporters told, a post-mortem drafted and published, visitors counted."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import DomainError, NotFound
from app.jobs.outbox.fan_out import fan_out_due
from app.jobs.status.write_status import write_copy
from app.models.accounts.user import Role
from app.models.incidents.incident import Incident, IncidentKind, PostMortem
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.monitoring.alarm import Severity
from app.models.on_call.schedule import OnCallLayer
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_company, make_user
from tests.monitoring.factories import MINUTE
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import make_ticket
from workflows.incidents import (
    VERBS,
    count_echoes,
    declare_incident,
    echo_incident,
    identify_incident,
    link_reports,
    publish_post_mortem,
    publish_update,
    read_post_mortem_draft,
    resolve_incident,
    write_post_mortem,
)
from workflows.support import Requester


@pytest.fixture
def rani(session):
    make_company(session)
    return make_user(session, "Rani", Role.DEVOPS)


def declared(session, actor, **given) -> Incident:
    values = {"title": "Pembayaran gagal", "severity": Severity.SEV2} | given
    return declare_incident(session, actor=actor, now=NOW, **values)


def resolve(session, incident, actor, minutes=60):
    resolve_incident(session, incident_id=incident.id, actor=actor, now=NOW + minutes * MINUTE, outcome="Kunci diganti")


def tickets_told(session) -> list[int]:
    found = select(OutboxMessage).where(OutboxMessage.kind == "ticket.incident_over").order_by(OutboxMessage.id)
    return [one.payload["ticket_id"] for one in session.scalars(found)]


def test_every_linked_ticket_hears_of_the_end_once(session, rani):
    tickets = [make_ticket(session, at=NOW), make_ticket(session, at=NOW)]
    incident = declared(session, rani)
    numbers = " ".join(one.number for one in tickets)
    link_reports(session, incident_id=incident.id, actor=rani, now=NOW, numbers=numbers)
    resolve(session, incident, rani)
    assert tickets_told(session) == [one.id for one in tickets]


def test_requester_of_a_linked_ticket_is_written_to(app, session, rani):
    agus = make_user(session, "Pak Agus", Role.MEMBER)
    ticket = make_ticket(session, at=NOW, requester=Requester(user_id=agus.id, name=agus.name))
    incident = declared(session, rani)
    link_reports(session, incident_id=incident.id, actor=rani, now=NOW, numbers=ticket.number)
    resolve(session, incident, rani, minutes=0)
    session.commit()
    with app.app_context():
        while fan_out_due():
            pass
    told = session.scalars(select(Delivery).where(Delivery.kind == "ticket.incident_over")).all()
    assert told
    assert {one.user_id for one in told} == {agus.id}
    assert all(ticket.number in f"{one.subject} {one.body}" for one in told)


def test_reporters_of_a_security_incident_hear_nothing(session, rani):
    ticket = make_ticket(session, at=NOW)
    incident = declared(session, rani, kind=IncidentKind.SECURITY)
    link_reports(session, incident_id=incident.id, actor=rani, now=NOW, numbers=ticket.number)
    resolve(session, incident, rani)
    assert tickets_told(session) == []


def test_several_tickets_become_one_incident_in_one_form(client, session, rani):
    tickets = [make_ticket(session, at=NOW), make_ticket(session, at=NOW)]
    session.commit()
    log_in(client, rani)
    given = {"title": "Login gagal", "severity": "SEV3", "kind": "OPERATIONAL", "description": ""}
    given["reports"] = ", ".join(one.number for one in tickets)
    post(client, "/admin/incidents/new/", given)
    [incident] = session.scalars(select(Incident))
    session.expire_all()
    resolve(session, incident, rani)
    assert tickets_told(session) == [one.id for one in tickets]


def test_draft_has_the_times_the_timeline_and_the_cause_and_names_nobody(session, rani):
    session.add(OnCallLayer(level=1, name="L1", people=[rani.id], started_at=NOW, from_hour=0, until_hour=24))
    session.flush()
    incident = declared(session, rani, impact_started_at=NOW - 5 * MINUTE)
    VERBS["acknowledge"](session, incident_id=incident.id, actor=rani, now=NOW + 3 * MINUTE)
    identify_incident(session, incident_id=incident.id, actor=rani, now=NOW + 10 * MINUTE, note="Sertifikat habis")
    resolve(session, incident, rani)
    session.refresh(incident)
    draft = read_post_mortem_draft(session, incident)
    assert draft["summary"].startswith("Pembayaran gagal. Dampak 65 menit.\nKunci diganti")
    assert draft["root_cause"] == "Sertifikat habis"
    assert draft["went_well"] == "Diketahui 5 menit sesudah dampak mulai.\nDiterima 3 menit sesudah diumumkan."
    assert "Level 1 dipanggil" in draft["summary"]
    assert "Rani" not in "".join(draft.values())


def written(session, rani, **given):
    incident = declared(session, rani, **given)
    resolve(session, incident, rani)
    write_post_mortem(session, incident_id=incident.id, actor=rani, now=NOW + 61 * MINUTE, summary="a", root_cause="b")
    return incident


def test_written_text_replaces_the_draft(session, rani):
    incident = written(session, rani)
    assert read_post_mortem_draft(session, incident) == {"summary": "a", "root_cause": "b", "went_well": ""}


def test_published_post_mortem_is_on_the_page_in_the_json_and_told_to_subscribers(app, session, rani, tmp_path):
    incident = written(session, rani)
    publish_post_mortem(
        session,
        incident_id=incident.id,
        actor=rani,
        now=NOW + 62 * MINUTE,
        text="Penyebabnya sertifikat",
        text_en="TLS",
    )
    news = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "status.news")).all()
    report = session.scalars(select(PostMortem)).one()
    assert [one.payload["entry_id"] for one in news] == [report.public_entry_id]
    session.commit()
    with app.test_request_context():
        write_copy(session, tmp_path)
    page = (tmp_path / "index.html").read_text()
    assert "Post-mortem" in page
    assert "Penyebabnya sertifikat" in page
    [told] = json.loads((tmp_path / "api/v2/incidents.json").read_text())["incidents"]
    assert (told["status"], told["incident_updates"][0]["status"]) == ("postmortem", "postmortem")
    assert json.loads((tmp_path / "api/v2/incidents/unresolved.json").read_text())["incidents"] == []


def test_post_mortem_is_published_only_when_written_and_once(session, rani):
    incident = declared(session, rani)
    resolve(session, incident, rani)
    given = {"incident_id": incident.id, "actor": rani, "now": NOW + 62 * MINUTE, "text": "x"}
    with pytest.raises(DomainError):
        publish_post_mortem(session, **given)
    write_post_mortem(session, incident_id=incident.id, actor=rani, now=NOW + 61 * MINUTE, summary="a", root_cause="b")
    publish_post_mortem(session, **given)
    with pytest.raises(DomainError):
        publish_post_mortem(session, **given)


def test_post_mortem_of_a_security_incident_stays_inside(session, rani):
    incident = written(session, rani, kind=IncidentKind.SECURITY)
    with pytest.raises(DomainError):
        publish_post_mortem(session, incident_id=incident.id, actor=rani, now=NOW + 62 * MINUTE, text="x")


@pytest.mark.parametrize(
    ("visitors", "count"), [(["a"], 1), (["a", "a"], 1), (["a", "b"], 2), (["a", "b", "a", "b"], 2)]
)
def test_a_visitor_counts_once_in_an_hour(session, rani, visitors, count):
    incident = declared(session, rani)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Kami selidiki")
    for visitor in visitors:
        echo_incident(session, number=incident.number.lower(), visitor_sha256=visitor, now=NOW)
    assert count_echoes(session, incident.id) == count
    echo_incident(session, number=incident.number, visitor_sha256="a", now=NOW + timedelta(hours=1))
    assert count_echoes(session, incident.id) == count + 1


def test_only_an_open_incident_that_customers_know_of_can_be_joined(session, rani):
    quiet, over = declared(session, rani), declared(session, rani)
    publish_update(session, incident_id=over.id, actor=rani, now=NOW, text="x")
    resolve(session, over, rani)
    for incident in (quiet, over):
        with pytest.raises(NotFound):
            echo_incident(session, number=incident.number, visitor_sha256="a", now=NOW)


def test_page_of_me_too_counts_by_its_button_and_never_by_looking(client, session, rani):
    incident = declared(session, rani)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Kami selidiki")
    session.commit()
    path = f"/status-reports/{incident.number}"
    assert client.get(path).status_code == 200
    assert count_echoes(session, incident.id) == 0
    for _time in range(2):
        assert post(client, path, {}).status_code in {200, 303}
    session.expire_all()
    assert count_echoes(session, incident.id) == 1
    assert client.get("/status-reports/INS-2026-999999").status_code == 404


def test_a_member_is_told_nothing_of_an_internal_bug_that_was_linked(app, session, rani):
    """Whoever is written as its reporter."""
    member = make_user(session, "Sinta", Role.MEMBER)
    bugs = [make_bug(session, member), make_bug(session, member)]
    bugs[0].internal = True
    incident = declared(session, rani)
    link_reports(session, incident_id=incident.id, actor=rani, now=NOW, numbers=" ".join(one.number for one in bugs))
    resolve(session, incident, rani, minutes=0)
    session.commit()
    with app.app_context():
        fan_out_due()
    told = select(Delivery.body).where(Delivery.user_id == member.id, Delivery.kind == "incident.ended")
    bodies = "\n".join(session.scalars(told))
    assert bugs[1].number in bodies
    assert bugs[0].number not in bodies
