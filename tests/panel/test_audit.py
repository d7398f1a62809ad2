"""The audit screen: for the admin alone, read-only, found by record, person, action and day."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.models.accounts.user import Role
from tests.factories import NOW, make_admin, make_cs, make_user, make_visit
from tests.panel.conftest import Desk
from workflows.transitions import note

AUDIT = "/admin/audit/"


@pytest.fixture
def told(session: Session) -> tuple[Desk, ...]:
    visit = make_visit(session, number="TKT-2026-000777")
    dewi = make_cs(session)
    note(session, "visit_tickets", visit.id, "cancel", actor=dewi, now=NOW, status=["OPEN", "CANCELLED"])
    note(session, "invoices", 5, "approve", actor=None, now=NOW, status=["PENDING", "APPROVED"])
    session.flush()
    return (dewi,)


def cells(desk: Desk, **query: object) -> int:
    return desk.get(AUDIT, **query).get_data(as_text=True).count('class="cell-main') - 1


def test_who_did_what_is_shown(told: tuple[Desk], session: Session, at_desk: Callable[..., Desk]) -> None:
    text = at_desk(make_admin(session)).get(AUDIT).get_data(as_text=True)
    assert "Batalkan" in text
    assert "Terbuka → Dibatalkan" in text
    assert "Sistem" in text


def test_it_is_found_by_record_person_action_and_day(
    told: tuple[Desk], session: Session, at_desk: Callable[..., Desk]
) -> None:
    desk = at_desk(make_admin(session))
    everything = cells(desk)
    for query in (
        {"search": "tkt-2026-000777", "flt_action": "cancel"},
        {"flt_actor": told[0].id},
        {"flt_action": "approve", "flt_thing": "invoices"},
    ):
        assert cells(desk, **query) == 1, query
    assert 1 < cells(desk, flt_at="2026-11-21 to 2026-11-21") <= everything
    assert cells(desk, search="TKT-1999") == 0


@pytest.mark.parametrize("role", [Role.CS, Role.SALES, Role.MANAGER, Role.TECHNICIAN])
def test_others_may_not_enter(role: Role, session: Session, at_desk: Callable[..., Desk]) -> None:
    assert at_desk(make_user(session, "Tono", role)).get(AUDIT).status_code == 403


def test_nothing_can_be_changed(session: Session, at_desk: Callable[..., Desk]) -> None:
    desk = at_desk(make_admin(session))
    assert desk.get(f"{AUDIT}new/").status_code == 404
    for path in ("delete/", "ajax/update/", "action/"):
        assert desk.post(AUDIT + path, id=1, action="delete", rowid=1).status_code == 404
