"""Those who are called see on their home page whether the service runs and who is on call."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.accounts.user import Role, UserStatus
from app.models.on_call.schedule import OnCallLayer
from tests.factories import make_user
from tests.panel.conftest import Desk


def on_duty(session: Session, status: UserStatus = UserStatus.ACTIVE) -> None:
    fajar = make_user(session, "Fajar", role=Role.DEVELOPER, status=status)
    given = {"started_at": utc_now(), "from_hour": 0, "until_hour": 24}
    session.add(OnCallLayer(level=1, name="L1", people=[fajar.id], **given))
    session.flush()


@pytest.mark.parametrize("role", [Role.DEVELOPER, Role.DEVOPS])
def test_home_names_who_is_on_call(session: Session, at_desk: Callable[..., Desk], role: Role) -> None:
    on_duty(session)
    text = at_desk(make_user(session, "Dimas", role=role)).get("/admin/").get_data(as_text=True)
    assert "Layanan sekarang" in text
    assert "Level 1, developer siaga: Fajar" in text


def test_a_level_whose_person_is_gone_is_empty(session: Session, at_desk: Callable[..., Desk]) -> None:
    on_duty(session, UserStatus.INACTIVE)
    text = at_desk(make_user(session, "Dimas", role=Role.DEVOPS)).get("/admin/").get_data(as_text=True)
    assert "Level 1, developer siaga: KOSONG" in text


def test_without_any_rotation_the_home_says_that_nobody_is_called(
    session: Session, at_desk: Callable[..., Desk]
) -> None:
    text = at_desk(make_user(session, "Dimas", role=Role.DEVOPS)).get("/admin/").get_data(as_text=True)
    assert "Panggilan tidak sampai ke siapa pun." in text


def test_the_home_of_the_desk_leaves_the_service_out(session: Session, at_desk: Callable[..., Desk]) -> None:
    on_duty(session)
    assert "Layanan sekarang" not in at_desk().get("/admin/").get_data(as_text=True)
