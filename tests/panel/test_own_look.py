"""How somebody likes their pages is kept with their account: another machine of theirs shows the same."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from tests.bugs.reports import make_member
from tests.factories import make_cs, make_technician, make_visit
from tests.panel.conftest import Desk
from tests.support.people import sign_in
from workflows.accounts.users import hide_columns, store_look

LIST = "/admin/visits/"


def test_a_look_follows_its_person_to_another_machine(
    app: Flask, session: Session, at_desk: Callable[..., Desk]
) -> None:
    dewi = make_cs(session)
    desk = at_desk(dewi)
    assert desk.post("/account/look", theme="dark", contrast="", density="compact", keys="").status_code == 204
    page = sign_in(app.test_client(), dewi).get(LIST).text
    assert 'data-look-known data-kept-theme="dark" data-kept-density="compact">' in page
    assert "data-look-known" not in at_desk(make_cs(session, "Sinta")).get(LIST).text


def test_the_language_switch_follows_too_and_beats_the_cookie_of_another_machine(
    app: Flask, session: Session, at_desk: Callable[..., Desk]
) -> None:
    dewi = make_cs(session)
    at_desk(dewi).post("/language", lang="en")
    elsewhere = app.test_client()
    elsewhere.set_cookie("lang", "id")
    assert '<html lang="en"' in sign_in(elsewhere, dewi).get(LIST).text
    assert dewi.locale == "id"  # of messages: that is said in the profile


@pytest.mark.parametrize("value", ["pink", "<b>", "x" * 4000, "dark\x00"])
def test_what_nobody_offers_is_the_plain_look(session: Session, value: str) -> None:
    dewi = make_cs(session)
    changed_at = dewi.updated_at
    store_look(session, user_id=dewi.id, look={"theme": value, "evil": "1"})
    session.refresh(dewi)
    assert dewi.screen == {"theme": ""}
    assert dewi.updated_at == changed_at  # no change of the person's record: nobody's edit goes stale


def test_two_tabs_lose_nothing(session: Session) -> None:
    dewi = make_cs(session)
    store_look(session, user_id=dewi.id, look={"theme": "dark"})
    hide_columns(session, user_id=dewi.id, endpoint="visit", hidden=["problem"])
    store_look(session, user_id=dewi.id, look={"keys": "off"})
    session.refresh(dewi)
    assert dewi.screen == {"theme": "dark", "keys": "off", "hidden:visit": ["problem"]}


def test_columns_left_out_stay_out_for_this_person(session: Session, at_desk: Callable[..., Desk]) -> None:
    make_visit(session)
    desk = at_desk()
    assert "is-hidden" not in desk.get(LIST).text
    answer = desk.post(
        "/account/columns", endpoint="visit", url=f"{LIST}?sort=1", offered=["customer", "problem"], shown=["customer"]
    )
    assert answer.location == f"{LIST}?sort=1"
    page = desk.get(LIST).text
    assert "col-problem is-hidden" in page.replace("  ", " ")
    assert "col-number is-hidden" not in page
    assert "col-status is-hidden" not in page
    assert "is-hidden" not in at_desk(make_cs(session, "Sinta")).get(LIST).text
    assert desk.post("/account/columns", endpoint="nothing", offered=["x"]).status_code == 404


def test_a_saved_view_says_how_many_rows_it_has(session: Session, at_desk: Callable[..., Desk]) -> None:
    for _ in range(3):
        make_visit(session, quota=1)
    desk = at_desk()
    desk.post(f"{LIST}saved/", label="Terbuka", url=f"{LIST}?flt0_status=OPEN")
    assert 'data-count-url="/admin/visits/count?flt0_status=OPEN"' in desk.get(LIST).text
    assert desk.get(f"{LIST}count", flt0_status="OPEN").json == {"text": "3"}
    assert desk.get(f"{LIST}count", flt0_status="CLOSED").json == {"text": "0"}


def test_a_count_ends_below_its_limit(
    session: Session, at_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin_views.framework.lists.list_view.MOST_NEWS", 3)
    desk = at_desk()
    for text in ("1", "2", "2+", "2+"):
        make_visit(session, quota=1)
        session.commit()
        assert desk.get(f"{LIST}count").json == {"text": text}


@pytest.mark.parametrize(
    ("make", "bar"),
    [
        (make_member, ["Beranda", "Tiket saya", "Bantuan", "Forum", "Lainnya"]),
        (make_technician, ["Job saya", "Pool terbuka", "Lainnya"]),
    ],
)
def test_the_bar_of_a_phone_has_five_places_and_the_rest_is_one_page_away(
    session: Session, client: FlaskClient, make: Callable[[Session], User], bar: list[str]
) -> None:
    sign_in(client, make(session))
    page = client.get("/more").text
    nav = page.split('class="bottom-nav"')[1].split("</nav>")[0]
    assert re.findall(r"<span>([^<]+)</span>", nav) == bar
    main = page.split("<main")[1].split("</main>")[0]
    for path in ("/feedback", "/bugs", "/leaderboard", "/profile", "/notifications"):
        assert f'href="{path}' in main
    assert 'aria-current="page"' in nav
