"""Histories that are drawn on their own pages are narrowed by kind, too: incidents, conversations, customers."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from app.models.incidents.incident import EntryKind, IncidentEntry
from app.models.monitoring.alarm import Severity
from tests.composing.test_composers import make_contact
from tests.factories import NOW, make_company, make_customer, make_user
from tests.panel.conftest import Desk
from workflows.incidents import correct_update, declare_incident, note_incident, publish_update

TABS = 'aria-label="Saringan riwayat"'


def shown(page: str, anchor: str, words: list[str]) -> set[str]:
    history = page[page.index(f'id="{anchor}"') :]
    return {one for one in words if f"{one} –" in history}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("events", {"Portal lambat"}),
        ("notes", {"Basis data penuh"}),
        ("public", {"Selesai pukul 09.00", "Kabar diperbaiki"}),
        ("anything", {"Portal lambat", "Basis data penuh", "Selesai pukul 09.00", "Kabar diperbaiki"}),
    ],
)
def test_an_incidents_timeline(at_desk: Callable[..., Desk], session: Session, kind: str, expected: set[str]) -> None:
    make_company(session)
    rani = make_user(session, "Rani", Role.DEVOPS)
    by = {"actor": rani, "now": NOW}
    incident = declare_incident(session, title="Portal lambat", severity=Severity.SEV3, component="Portal", **by)
    note_incident(session, incident_id=incident.id, text="Basis data penuh", **by)
    publish_update(session, incident_id=incident.id, text="Selesai pukul 90.00", **by)
    news = session.scalar(select(IncidentEntry.id).where(IncidentEntry.kind == EntryKind.PUBLIC))
    correct_update(session, incident_id=incident.id, entry=news, text="Selesai pukul 09.00", **by)
    page = at_desk().get("/admin/incidents/details/", id=incident.id, history=kind).text
    history = page[page.index('id="riwayat"') : page.index("</section>", page.index('id="riwayat"'))]
    assert {
        words
        for words in ("Portal lambat", "Basis data penuh", "Selesai pukul 09.00", "Kabar diperbaiki")
        if words in history
    } == expected
    assert TABS in history


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("edits", {"Diubah"}),
        ("others", {"Selesai ditangani"}),
        ("steps", {"Diubah", "Selesai ditangani"}),  # a contact has no flow, so no steps
    ],
)
def test_a_conversations_history(at_desk: Callable[..., Desk], session: Session, kind: str, expected: set[str]) -> None:
    make_company(session)
    contact = make_contact(session)
    for action in ("changed", "handled"):
        session.add(AuditEntry(at=NOW, thing="whatsapp_contacts", thing_id=contact.id, action=action, changes={}))
    session.flush()
    page = at_desk().get("/admin/contacts/details/", id=contact.id, history=kind).text
    assert shown(page, "riwayat", ["Diubah", "Selesai ditangani"]) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("steps", {"Nonaktifkan"}), ("edits", {"Diubah"}), ("others", {"Data pelanggan ditautkan"}), ("", None)],
)
def test_a_customers_changes(
    at_desk: Callable[..., Desk], session: Session, kind: str, expected: set[str] | None
) -> None:
    make_company(session)
    customer = make_customer(session)
    for action in ("deactivate", "changed", "customer_claimed"):
        session.add(AuditEntry(at=NOW, thing="customers", thing_id=customer.id, action=action, changes={}))
    session.flush()
    page = at_desk().get("/admin/customers/details/", id=customer.id, history=kind).text
    words = ["Nonaktifkan", "Diubah", "Data pelanggan ditautkan"]
    assert shown(page, "perubahan", words) == (set(words) if expected is None else expected)
    assert ('id="perubahan" open' in page) == bool(kind)


def test_tabs_stand_where_a_history_is_long_and_keep_the_rest_of_the_address(
    at_desk: Callable[..., Desk], session: Session
) -> None:
    make_company(session)
    customer, desk = make_customer(session), at_desk()
    for number in range(7):
        session.add(AuditEntry(at=NOW, thing="customers", thing_id=customer.id, action="changed", changes={}))
        if number == 4:
            session.flush()
            assert TABS not in desk.get("/admin/customers/details/", id=customer.id).text
    session.flush()
    page = desk.get("/admin/customers/details/", id=customer.id).text
    assert TABS in page
    assert f'href="/admin/customers/details/?id={customer.id}&history=edits#perubahan"'.replace("&", "&amp;") in page
