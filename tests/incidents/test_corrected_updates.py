"""Public news that is corrected: the words before are kept, readers see that it was corrected, nobody is written to again."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.errors import NotAllowed, NotFound
from app.jobs.status.write_status import write_copy
from app.models.accounts.user import Role
from app.models.incidents.incident import EntryKind, IncidentEntry, IncidentEntryVersion, IncidentKind
from app.models.incidents.refusals import NothingAnnounced
from app.models.messaging.outbox import OutboxMessage
from app.models.monitoring.alarm import Severity
from tests.factories import NOW, make_company, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.incidents import correct_update, declare_incident, publish_update

HOUR = timedelta(hours=1)


@pytest.fixture
def rani(session):
    make_company(session)
    return make_user(session, "Rani", Role.DEVOPS)


@pytest.fixture
def incident(session, rani):
    made = declare_incident(
        session, title="Portal lambat", severity=Severity.SEV3, component="Portal", actor=rani, now=NOW
    )
    publish_update(session, incident_id=made.id, actor=rani, now=NOW, text="Selesai pukul 90.00", text_en="Over at 90")
    return made


def news(session) -> IncidentEntry:
    session.expire_all()
    return session.scalars(select(IncidentEntry).where(IncidentEntry.kind == EntryKind.PUBLIC)).one()


def correct(session, incident, actor, text="Selesai pukul 09.00", **given):
    facts = {"entry": news(session).id, "now": NOW + HOUR, **given}
    return correct_update(session, incident_id=incident.id, actor=actor, text=text, **facts)


def drawn_version(page: str) -> str:
    return re.search(r'name="version" type="hidden" value="([^"]*)"', page)[1]


def test_words_before_are_kept_and_the_page_says_that_it_was_corrected(app, session, rani, incident, tmp_path):
    told = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.kind == "status.news")
    before = session.scalar(told)
    correct(session, incident, rani, text_en="Over at 9")
    assert (news(session).text, news(session).edited_at) == ("Selesai pukul 09.00", NOW + HOUR)
    kept = session.scalars(select(IncidentEntryVersion)).one()
    assert (kept.text, kept.text_en, kept.corrected_by_id) == ("Selesai pukul 90.00", "Over at 90", rani.id)
    assert session.scalar(told) == before
    with app.test_request_context():
        write_copy(session, tmp_path)
    page = (tmp_path / "index.html").read_text()
    assert "diperbaiki" in page
    assert "90.00" not in page
    (shown,) = json.loads((tmp_path / "api/v2/incidents.json").read_text())["incidents"]
    update = shown["incident_updates"][0]
    assert (update["body"], update["updated_at"][:13]) == ("Over at 9", "2026-11-21T11")
    assert shown["updated_at"] == update["updated_at"] > update["created_at"]


def test_same_words_change_nothing_and_other_lines_are_not_corrected(session, rani, incident):
    correct(session, incident, rani, text="Selesai pukul 90.00", text_en="Over at 90")
    assert news(session).edited_at is None
    events = select(IncidentEntry.id).where(IncidentEntry.kind == EntryKind.EVENT)
    event = session.scalars(events.order_by(IncidentEntry.id)).first()
    assert event
    other = declare_incident(session, title="Lain", severity=Severity.SEV3, actor=rani, now=NOW)
    for wrong in ({"entry": event}, {"entry": 999}):
        with pytest.raises(NotFound):
            correct(session, incident, rani, **wrong)
    with pytest.raises(NothingAnnounced):
        correct(session, other, rani)


def test_security_incidents_have_no_public_news_to_correct(session, rani, incident):
    incident.kind = IncidentKind.SECURITY
    session.flush()
    with pytest.raises(NotAllowed):
        correct(session, incident, rani)


def test_form_begins_with_the_words_and_the_timeline_shows_those_before(client, session, rani, incident):
    session.commit()
    log_in(client, rani)
    entry = news(session).id
    path = f"/admin/incidents/{incident.id}/correct"
    form = client.get(path).text
    assert "Selesai pukul 90.00" in form
    fields = {"entry": entry, "text": "Selesai pukul 09.00", "text_en": "", "version": drawn_version(form)}
    done = post(client, path, fields)
    assert done.status_code in {302, 303}
    shown = client.get(f"/admin/incidents/details/?id={incident.id}").text
    assert "Selesai pukul 90.00" in shown
    assert "Kabar diperbaiki; sebelumnya:" in shown


def test_each_news_is_corrected_by_its_own_line_and_keeps_the_words_of_the_others_out(client, session, rani, incident):
    first = news(session)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW + HOUR, text="Pulih kembali")
    session.commit()
    log_in(client, rani)
    path = f"/admin/incidents/{incident.id}/correct"
    assert f"{path}?entry={first.id}" in client.get(f"/admin/incidents/details/?id={incident.id}").text
    older, newest = client.get(f"{path}?entry={first.id}").text, client.get(path).text
    assert "Selesai pukul 90.00" in older
    assert "Pulih kembali" not in older
    given = {"entry": first.id, "text_en": "Over at 90"}
    post(client, path, given | {"text": "Pulih kembali", "version": drawn_version(newest)})
    session.refresh(first)
    assert first.text == "Selesai pukul 90.00"
    post(client, path, given | {"text": "Selesai pukul 09.00", "version": drawn_version(older)})
    session.refresh(first)
    assert first.text == "Selesai pukul 09.00"
