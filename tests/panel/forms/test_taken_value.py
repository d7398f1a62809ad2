"""A value that must be unique and is taken is a sentence beside its field, whoever was first."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.status.status_page import StatusComponent
from tests.factories import make_admin
from tests.panel.conftest import Desk


def test_a_taken_name_is_said_beside_its_field_and_changes_nothing(
    session: Session, at_desk: Callable[..., Desk]
) -> None:
    session.add(StatusComponent(name="Portal"))
    session.commit()
    desk = at_desk(make_admin(session))
    form = {"name": "Portal", "position": 1, "check_id": 0, "hand_state": "operational", "idempotency_key": "k" * 32}
    answer = desk.post("/admin/status-components/new/", **form)
    assert answer.status_code in {200, 422}
    assert "Sudah dipakai. Tulis yang lain." in answer.get_data(as_text=True)
    assert session.scalar(select(func.count(StatusComponent.id))) == 1
