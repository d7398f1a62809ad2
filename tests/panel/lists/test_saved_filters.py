"""Saved filters: one's own, of one screen, under a name."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.saved_filters import SavedFilter
from app.models.support.settings.team import SupportTeam
from tests.factories import make_cs, make_visit
from tests.panel.conftest import Desk

LIST = "/admin/visits/"


def test_a_filter_is_kept_used_and_forgotten(session: Session, at_desk: Callable[..., Desk]) -> None:
    make_visit(session)
    desk = at_desk()
    answer = desk.post(f"{LIST}saved/", label="Terbuka minggu ini", url=f"{LIST}?flt0_status=OPEN&after=9&evil=1")
    assert answer.status_code == 303
    assert answer.location.endswith("/admin/visits/?flt0_status=OPEN")
    text = desk.get(LIST).get_data(as_text=True)
    assert "Terbuka minggu ini" in text
    assert 'href="/admin/visits/?flt0_status=OPEN"' in text
    saved = session.scalars(select(SavedFilter)).one()
    desk.post(f"{LIST}saved/{saved.id}/delete")
    assert session.scalars(select(SavedFilter)).all() == []


def test_the_same_name_replaces(session: Session, at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    desk.post(f"{LIST}saved/", label="Saya", url="?search=a")
    desk.post(f"{LIST}saved/", label=" Saya ", url="?search=b")
    assert session.scalars(select(SavedFilter.query)).all() == ["search=b"]


def test_another_person_sees_and_forgets_only_their_own(session: Session, at_desk: Callable[..., Desk]) -> None:
    at_desk().post(f"{LIST}saved/", label="Milik Dewi", url="?search=a")
    other = at_desk(make_cs(session, "Sinta"))
    assert "Milik Dewi" not in other.get(LIST).get_data(as_text=True)
    saved = session.scalars(select(SavedFilter)).one()
    other.post(f"{LIST}saved/{saved.id}/delete")
    assert session.scalars(select(SavedFilter)).one() is saved


def test_an_unfiltered_list_or_a_filter_without_name_is_refused(session: Session, at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    for label, url in (("Semua", LIST), ("", "?search=a"), ("x" * 61, "?search=a"), ("\x00", "?search=a")):
        assert desk.post(f"{LIST}saved/", label=label, url=url).status_code == 303
    assert session.scalars(select(SavedFilter)).all() == []


def test_without_a_token_nothing_is_kept(session: Session, at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    assert desk.client.post(f"{LIST}saved/", data={"label": "x", "url": "?search=a"}).status_code == 400


def test_a_view_of_a_team_is_its_members_alone(session: Session, at_desk: Callable[..., Desk]) -> None:
    dewi, sinta, putri = (make_cs(session, name) for name in ("Dewi", "Sinta", "Putri"))
    team, others = SupportTeam(name="Lapangan", members=[dewi, sinta]), SupportTeam(name="Tagihan", members=[putri])
    session.add_all([team, others])
    session.flush()
    desk, kept = at_desk(dewi), {"label": "Antrean kami", "url": "?search=a"}
    form = desk.get(LIST, search="a").get_data(as_text=True)
    assert "Tim Lapangan" in form
    assert "Tim Tagihan" not in form
    for audience in (f"team-{others.id}", "team-x0", "team-99999999999999999999"):
        desk.post(f"{LIST}saved/", shared=audience, **kept)
    assert session.scalars(select(SavedFilter)).all() == []
    desk.post(f"{LIST}saved/", shared=f"team-{team.id}", **kept)
    seen = {one.name: "Antrean kami" in at_desk(one).get(LIST).get_data(as_text=True) for one in (dewi, sinta, putri)}
    assert seen == {"Dewi": True, "Sinta": True, "Putri": False}
    session.delete(team)
    session.flush()
    session.expire_all()
    assert "Antrean kami" not in at_desk(sinta).get(LIST).get_data(as_text=True)
