"""Steps whose form shows what stands in the record: two people at one record lose nothing to one another."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.accounts.user import User
from app.models.monitoring.alarm import Severity
from app.models.support.settings.fields import FieldType
from app.models.support.ticket import TicketKind
from tests.bugs.reports import make_bug
from tests.factories import make_admin, make_company, make_cs, make_customer, make_site, make_visit
from tests.feedback.desk.desk_cast import make_feedback
from tests.panel.forms.test_edit_version import drawn, errors, the_form
from tests.support.people import as_drawn, sign_in
from tests.support_desk.desk import make_ticket
from tests.support_desk.settings.test_fields import make_field
from workflows.incidents import declare_incident
from workflows.support import VERBS

ONE, OTHER = "2099-01-02T08:00", "2099-01-02T10:00"


@pytest.fixture
def ani(client: FlaskClient, session: Session) -> User:
    make_company(session)
    admin = make_admin(session)
    sign_in(client, admin)
    return admin


def a_ticket(session: Session) -> Any:
    customer = make_customer(session)
    make_site(session, customer)
    return make_ticket(session, at=utc_now(), kind=TicketKind.PROBLEM, customer=customer)


def a_visit(session: Session) -> Any:
    return make_visit(session, planned_start=utc_now().replace(microsecond=0, second=0) + timedelta(days=1), quota=1)


def an_incident(session: Session) -> Any:
    return declare_incident(session, actor=make_cs(session), now=utc_now(), title="Gagal bayar", severity=Severity.SEV2)


RECORDS: dict[str, Callable[[Session], Any]] = {
    "bugs": lambda session: make_bug(session, None),
    "feedback": make_feedback,
    "incidents": an_incident,
    "support": a_ticket,
    "visits": a_visit,
}
MERGED = {  # step → what each of two people writes into a field of their own, what both need to write
    "support/classify": (("impact", "WIDE"), ("urgency", "CRITICAL"), {}),
    "visits/reschedule": (
        ("planned_end", "22/11/2026 15.00"),
        ("planned_start", "22/11/2026 09.00"),
        {"reason": "Hujan"},
    ),
}
BOTH = {  # step → what each of two people writes into one field, what else the step needs
    "bugs/override_priority": ("priority", "CRITICAL", "LOW", {"reason": "Banyak"}),
    "feedback/set_priority": ("priority", "CRITICAL", "HIGH", {}),
    "incidents/set_severity": ("severity", "SEV1", "SEV3", {"reason": "Meluas"}),
    "support/classify": ("impact", "WIDE", "LARGE", {}),
    "support/override_priority": ("priority", "CRITICAL", "LOW", {"reason": "Mendesak"}),
    "support/tag": ("tags", "penting", "garansi", {}),
    "visits/reschedule": ("planned_start", ONE, "2099-01-02T09:00", {"planned_end": OTHER, "reason": "Hujan"}),
}


def opened_twice(client: FlaskClient, session: Session, step: str) -> tuple[str, dict[str, Any], dict[str, Any]]:
    screen, name = step.split("/")
    address = f"/admin/{screen}/{RECORDS[screen](session).id}/{name}"
    return address, drawn(client, address, "stack"), drawn(client, address, "stack")


@pytest.mark.parametrize("step", sorted(BOTH))
def test_what_two_write_into_one_field_is_shown_and_not_saved(client, ani, session, step):
    field, earlier, later, needs = BOTH[step]
    address, first, second = opened_twice(client, session, step)
    assert client.post(address, data=first | needs | {field: earlier}).status_code == 302
    stands = drawn(client, address, "stack")[field]
    page = client.post(address, data=second | needs | {field: later})
    assert page.status_code == 422
    assert "Tersimpan sekarang" in errors(page.text)
    assert drawn(client, address, "stack")[field] == stands
    again = as_drawn(the_form(page.text, "stack"))
    assert again[field] == later
    assert client.post(address, data=again).status_code == 302
    assert drawn(client, address, "stack")[field] != stands


@pytest.mark.parametrize("step", sorted(MERGED))
def test_what_two_write_into_different_fields_both_stands(client, ani, session, step):
    (one, earlier), (other, later), needs = MERGED[step]
    address, first, second = opened_twice(client, session, step)
    assert client.post(address, data=first | needs | {one: earlier}).status_code == 302
    stands = drawn(client, address, "stack")[one]
    saved = client.post(address, data=second | needs | {other: later})
    assert saved.status_code == 302, errors(saved.text)
    now = drawn(client, address, "stack")
    assert now[one] == stands
    assert stands != first[one]


def test_the_desks_own_fields_are_merged_one_by_one(client, ani, session):
    brand, serial = (
        f"field_{make_field(session, name=name, value_type=FieldType.TEXT, choices='').id}"
        for name in ("Merek", "Seri")
    )
    address, first, second = opened_twice(client, session, "support/set_fields")
    third = drawn(client, address, "stack")
    assert client.post(address, data=first | {brand: "Daikin"}).status_code == 302
    assert client.post(address, data=second | {serial: "X-1"}).status_code == 302
    now = drawn(client, address, "stack")
    assert (now[brand], now[serial]) == ("Daikin", "X-1")
    page = client.post(address, data=third | {brand: "Sharp"})
    assert page.status_code == 422
    assert "Tersimpan sekarang: “Daikin”. Isian Anda: “Sharp”." in unescape(errors(page.text))


def test_a_ticket_handed_over_meanwhile_is_not_handed_over_again_unseen(client, ani, session):
    ticket, sari, budi = a_ticket(session), make_cs(session, "Sari"), make_cs(session, "Budi")
    VERBS["take"](session, ticket_id=ticket.id, actor=ani, now=utc_now())
    address = f"/admin/support/{ticket.id}/hand_over"
    first, second = drawn(client, address, "stack"), drawn(client, address, "stack")
    assert client.post(address, data=first | {"assignee_id": str(sari.id)}).status_code == 302
    page = client.post(address, data=second | {"assignee_id": str(budi.id)})
    assert page.status_code == 422
    assert f"Tersimpan sekarang: “{sari.name}”. Isian Anda: “{budi.name}”." in unescape(errors(page.text))
