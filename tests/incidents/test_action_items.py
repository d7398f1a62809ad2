"""Action items: taken up again with a reason, given to another when their owner has left."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import Invalid, NotAllowed, NotFound
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import Role, UserStatus
from app.models.audit.audit_log import AuditEntry
from app.models.incidents.incident import ActionItem, IncidentKind
from app.models.incidents.refusals import NothingFinished, NothingOpen
from app.models.messaging.outbox import Delivery
from app.models.monitoring.alarm import Severity
from tests.factories import NOW, make_admin, make_company, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.incidents import (
    add_action_item,
    declare_incident,
    finish_action_item,
    give_action_item,
    list_entries,
    remind_of_action_items,
    reopen_action_item,
)

WEEK = timedelta(days=7)


@pytest.fixture
def dimas(session):
    make_company(session)
    return make_user(session, "Dimas", Role.DEVOPS)


def add_finished(session, dimas, title="Ganti kunci"):
    incident = declare_incident(session, title="Lambat", severity=Severity.SEV3, actor=dimas, now=NOW)
    due = NOW.date() - WEEK
    add_action_item(
        session, incident_id=incident.id, actor=dimas, now=NOW, title=title, owner=dimas.username, due=due
    )  # fmt: skip
    item = session.scalars(select(ActionItem).where(ActionItem.incident_id == incident.id)).one()
    remind_of_action_items(session, now=NOW)
    finish_action_item(session, item_id=item.id, incident_id=incident.id, actor=dimas, now=NOW)
    return incident, item


def test_reopened_item_is_reminded_of_again_and_its_reason_is_kept(session, dimas):
    incident, item = add_finished(session, dimas)
    assert remind_of_action_items(session, now=NOW + WEEK) == 0
    reopen_action_item(session, incident_id=incident.id, actor=dimas, now=NOW, item=item.id, reason="Kunci lama lagi")
    assert item.done_at is None
    assert remind_of_action_items(session, now=NOW) == 1
    lines = [entry.text for entry in list_entries(session, incident_id=incident.id)]
    assert "Tindak lanjut selesai: Ganti kunci" in lines
    assert "Tindak lanjut dibuka kembali: Ganti kunci. Kunci lama lagi" in lines
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "reopen_item")).one()
    assert noted.changes["reason"] == "Kunci lama lagi"


def test_only_a_finished_item_of_that_incident_is_reopened_and_only_once(session, dimas):
    incident, item = add_finished(session, dimas)
    other, foreign = add_finished(session, dimas, "Lain")
    given = {"actor": dimas, "now": NOW, "reason": "x"}
    with pytest.raises(NotFound):
        reopen_action_item(session, incident_id=incident.id, item=foreign.id, **given)
    reopen_action_item(session, incident_id=incident.id, item=item.id, **given)
    with pytest.raises(NothingFinished):
        reopen_action_item(session, incident_id=incident.id, item=item.id, **given)
    rina = make_user(session, "Rina", Role.SALES)
    with pytest.raises(NotAllowed):
        reopen_action_item(session, incident_id=other.id, item=foreign.id, actor=rina, now=NOW, reason="x")


def test_page_offers_to_reopen_a_finished_item_and_its_form_does_it(client, session, dimas):
    incident, item = add_finished(session, dimas)
    session.commit()
    log_in(client, dimas)
    page = client.get(f"/admin/incidents/details/?id={incident.id}").get_data(as_text=True)
    path = f"/admin/incidents/{incident.id}/reopen_item"
    assert f"item={item.id}" in page
    form = client.get(f"{path}?item={item.id}").text
    assert "Ganti kunci" in form
    (version,) = re.findall(r'name="version" type="hidden" value="([^"]*)"', form)
    fields = {"item": item.id, "reason": "Kunci lama lagi", "version": version}
    assert post(client, path, fields).status_code in {302, 303}
    session.refresh(item)
    assert item.done_at is None


def test_work_of_an_owner_who_left_is_asked_of_the_admins_and_given_to_another(app, client, session, dimas):
    rani = make_user(session, "Rani", Role.DEVOPS, email="rani@firma.id")
    admin = make_admin(session)
    incident, item = add_finished(session, rani)
    item.done_at, item.reminded_at = None, None
    rani.status = UserStatus.INACTIVE
    session.commit()
    remind_of_action_items(session, now=NOW + WEEK)
    session.commit()
    with app.app_context():
        fan_out_due()
    told = session.scalars(select(Delivery).where(Delivery.kind == "incident.item_due")).all()
    assert {one.user_id for one in told} == {admin.id}
    assert all("Rani, penanggung jawabnya, sudah tidak aktif" in one.body for one in told)
    log_in(client, dimas)
    page = client.get(f"/admin/incidents/details/?id={incident.id}").text
    assert "tidak aktif lagi" in page
    given = {"incident_id": incident.id, "actor": dimas, "now": NOW + WEEK, "item": item.id}
    with pytest.raises(Invalid):
        give_action_item(session, owner=rani.username, **given)
    give_action_item(session, owner=dimas.username, due=NOW.date() + WEEK, **given)
    assert (item.owner, item.due_date, item.reminded_at) == (dimas, NOW.date() + WEEK, None)


def test_only_an_open_item_of_that_incident_is_given_away(session, dimas):
    incident, item = add_finished(session, dimas)
    given = {"incident_id": incident.id, "actor": dimas, "now": NOW, "owner": dimas.username}
    with pytest.raises(NothingOpen):
        give_action_item(session, item=item.id, **given)
    _other, foreign = add_finished(session, dimas, "Lain")
    reopen_action_item(session, incident_id=incident.id, actor=dimas, now=NOW, item=item.id, reason="x")
    with pytest.raises(NotFound):
        give_action_item(session, item=foreign.id, **given)


def test_owner_of_work_on_a_security_incident_may_open_it_and_their_mail_does_not_name_it(app, client, session, dimas):
    fajar = make_user(session, "Fajar", Role.DEVELOPER, email="fajar@firma.id")
    given = {"kind": IncidentKind.SECURITY, "severity": Severity.SEV3, "actor": dimas, "now": NOW}
    incident = declare_incident(session, title="Kunci bocor", **given)
    path = f"/admin/incidents/details/?id={incident.id}"
    session.commit()
    log_in(client, fajar)
    assert client.get(path).status_code != 200
    item = {"incident_id": incident.id, "actor": dimas, "now": NOW, "title": "Ganti kunci bocor"}
    add_action_item(session, owner=fajar.username, due=NOW.date() - WEEK, **item)
    remind_of_action_items(session, now=NOW)
    session.commit()
    with app.app_context():
        fan_out_due()
    assert client.get(path).status_code == 200
    told = session.scalars(select(Delivery).where(Delivery.kind == "incident.item_due")).all()
    assert told
    assert not any("bocor" in one.subject + one.body for one in told)
    rina = make_user(session, "Rina", Role.SALES)
    with pytest.raises(Invalid):
        add_action_item(session, owner=rina.username, due=NOW.date(), **item)
