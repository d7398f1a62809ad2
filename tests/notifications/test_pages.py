"""The number of notifications, the list, read and unread, and the way on to what it is about."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User
from app.models.messaging.notification import Notification
from app.models.messaging.outbox import Channel, Delivery
from tests.factories import NOW, make_cs, make_user
from tests.notifications.conftest import told, want_person
from tests.support.logins import log_in
from tests.support.walking.posting import post


def notify(session: Session, user: User, count: int = 1, **given: object) -> list[Notification]:
    facts = {"kind": "feedback.received", "title": "Masukan diterima", "link": "/feedback/mine", **given}
    made = [Notification(user_id=user.id, created_at=NOW - timedelta(days=1), **facts) for _ in range(count)]
    session.add_all(made)
    session.flush()
    return made


@pytest.fixture
def agus(session: Session, client: FlaskClient) -> User:
    agus = make_user(session, "Pak Agus", Role.MEMBER)
    log_in(client, agus)
    return agus


def test_the_number_answers_304_until_the_number_changes(client: FlaskClient, session: Session, agus: User) -> None:
    notify(session, agus, 2)
    first = client.get("/notifications/bell")
    assert first.json == {"count": "2"}
    tag = first.headers["ETag"]
    again = client.get("/notifications/bell", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    notify(session, agus)
    assert client.get("/notifications/bell", headers={"If-None-Match": tag}).json == {"count": "3"}


def test_a_hundred_unread_are_many(client: FlaskClient, session: Session, agus: User) -> None:
    notify(session, agus, 101)
    assert client.get("/notifications/bell").json == {"count": "99+"}


def test_the_list_is_paged_by_key_newest_first(client: FlaskClient, session: Session, agus: User) -> None:
    made = notify(session, agus, 25)
    page = client.get("/notifications").text
    assert page.count('class="notice ') == 20
    assert f"/notifications/{made[-1].id}/open" in page
    assert f"before={made[5].id}" in page
    older = client.get(f"/notifications?before={made[5].id}").text
    assert older.count('class="notice ') == 5
    assert 'rel="next"' not in older


def test_only_ones_own_are_shown_opened_or_marked(client: FlaskClient, session: Session, agus: User) -> None:
    (of_sari,) = notify(session, make_user(session, "Sari", Role.MEMBER), title="Rahasia Sari")
    assert "Rahasia Sari" not in client.get("/notifications").text
    assert client.get(f"/notifications/{of_sari.id}/open").status_code == 404
    assert post(client, f"/notifications/{of_sari.id}/read").status_code == 404
    assert session.get_one(Notification, of_sari.id).read_at is None


def test_opening_reads_it_and_leads_on(client: FlaskClient, session: Session, agus: User) -> None:
    (notice,) = notify(session, agus)
    answer = client.get(f"/notifications/{notice.id}/open")
    assert (answer.status_code, answer.location) == (303, "/feedback/mine")
    assert notice.read_at is not None


@pytest.mark.parametrize("link", ["https://jahat.example/", "//jahat.example", None])
def test_it_never_leads_to_another_site(client: FlaskClient, session: Session, agus: User, link: str | None) -> None:
    (notice,) = notify(session, agus, link=link)
    assert client.get(f"/notifications/{notice.id}/open").location == "/notifications"


def test_read_unread_and_read_all_but_not_what_came_since(client: FlaskClient, session: Session, agus: User) -> None:
    first, second = notify(session, agus, 2)
    assert post(client, f"/notifications/{first.id}/read", {"back": "/notifications?state=unread"}).location == (
        "/notifications?state=unread"
    )
    assert first.read_at is not None
    post(client, f"/notifications/{first.id}/unread")
    assert first.read_at is None
    (late,) = notify(session, agus)
    post(client, "/notifications/read-all", {"until": second.id})
    assert first.read_at
    assert second.read_at
    assert late.read_at is None


def test_the_unread_alone(client: FlaskClient, session: Session, agus: User) -> None:
    notify(session, agus, title="Sudah lama", read_at=NOW)
    notify(session, agus, title="Masih baru")
    page = client.get("/notifications?state=unread").text
    assert "Masih baru" in page
    assert "Sudah lama" not in page


def test_a_push_leads_to_the_notification_that_tells_the_same(
    client: FlaskClient, session: Session, carry: Callable[[], None]
) -> None:
    dewi, tini = make_cs(session), make_cs(session, "Tini")
    want_person(session)
    carry()
    (notice,) = told(session, dewi)
    mail = session.scalars(select(Delivery).where(Delivery.user_id == dewi.id, Delivery.channel == Channel.EMAIL)).one()
    log_in(client, dewi)
    assert client.get(f"/notifications/from/{mail.id}").location == notice.link
    assert notice.read_at is not None
    log_in(client, tini)
    assert client.get(f"/notifications/from/{mail.id}").location == "/notifications"
    assert told(session, tini)[0].read_at is None


@pytest.mark.parametrize(
    ("role", "home"), [(Role.TECHNICIAN, "/technician/"), (Role.CS, "/admin/"), (Role.MEMBER, "/portal/")]
)
def test_every_header_has_the_number_of_notifications(
    client: FlaskClient, session: Session, role: Role, home: str
) -> None:
    user = make_user(session, "Tono", role)
    notify(session, user, 3)
    log_in(client, user)
    page = client.get(home).text
    assert "data-badge=" in page
    assert "<span data-badge-number>3</span>" in page
