"""Work that was thought finished is taken up again, with its reason in the timeline and the audit log."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import NotAllowed, NotFound
from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from app.models.incidents.incident import ActionItem
from app.models.incidents.refusals import NothingFinished
from app.models.monitoring.alarm import Severity
from tests.factories import NOW, make_company, make_user
from tests.support.logins import log_in
from tests.support.posting import post
from workflows.incidents import (
    add_action_item,
    declare_incident,
    finish_action_item,
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
