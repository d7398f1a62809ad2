"""After a release: figures from elsewhere, feedback, a CSV of counts, the retrospective, its action items."""

from datetime import date, datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid
from app.models.accounts.user import Role
from app.models.monitoring.traffic import COUNTED, RequestMinute
from app.models.releases.after_release import Measure, ReleaseAction, ReleaseCount, Retrospective
from app.models.releases.readiness import Checklist, ItemStatus, ReleaseItem
from app.models.releases.release import Release, ReleaseStatus, Risk
from app.models.releases.steering import ReleaseSystem, TicketsShould
from tests.factories import NOW, make_user, make_visit
from tests.releases.test_release_desk import fields_of
from tests.support.logins import log_in
from workflows.releases.after_release import (
    Score,
    add_action,
    add_voice,
    get_after_release,
    read_scorecard,
    report_score,
    write_retrospective,
)
from workflows.releases.after_release.counts import count_pages, count_steps, list_pages
from workflows.releases.after_release.report_score import read_actual
from workflows.releases.after_release.store_counts import read_counts
from workflows.releases.readiness import cancel_release, prepare_release, tick_item

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def live(session: Session, version: str = "1.0.0", system: str = "widi", **given: Any) -> Release:
    facts = {"status": ReleaseStatus.LIVE, "percent": 100, "live_at": NOW - 2 * DAY} | given
    release = Release(system=system, version=version, **facts)
    session.add(release)
    session.flush()
    return release


def prepare(session: Session, actor: Any, version: str) -> Release:
    return prepare_release(
        session, system="widi", version=version, commit="", notes="", risk=Risk.LOW, actor=actor, now=NOW
    )


def carried(session: Session, release: Release) -> list[ReleaseItem]:
    wanted = select(ReleaseItem).where(
        ReleaseItem.release_id == release.id, ReleaseItem.checklist == Checklist.FOLLOW_UP
    )
    return list(session.scalars(wanted.order_by(ReleaseItem.id)))


@pytest.mark.parametrize(
    ("measure", "text", "value"),
    [
        (Measure.ERROR_RATE, "0,04 %", 0.0004),
        (Measure.MEAN_MS, "820", 820),
        (Measure.MEAN_MS, "820 md", 820),
        (Measure.NPS, "-100", -100),
        (Measure.NPS, "62.5", 62.5),
        (Measure.TICKETS, "+12,5", 0.125),
        (Measure.TICKETS, "−22", -0.22),
        (Measure.UPTIME, "100", 1),
        (Measure.UPTIME, "99,95", 0.9995),
    ],
)
def test_a_figure_is_read_as_it_is_written(measure: Measure, text: str, value: float) -> None:
    assert read_actual(measure, text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (Measure.ERROR_RATE, "-1"),
        (Measure.MEAN_MS, "1.200,5"),
        (Measure.MEAN_MS, "cepat"),
        (Measure.MEAN_MS, "nan"),
        (Measure.NPS, "101"),
        (Measure.TICKETS, "-101"),
        (Measure.UPTIME, ""),
        (Measure.UPTIME, "100,01"),
        (Measure.UPTIME, "1e2"),
        (Measure.UPTIME, "٩٩"),
    ],
)
def test_what_is_no_figure_or_impossible_is_refused(measure: Measure, text: str) -> None:
    with pytest.raises(Invalid):
        read_actual(measure, text)


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        (-0.2, -0.2, True),
        (-0.2, -0.19, False),
        (-0.2, 0.3, False),
        (0.2, 0.2, True),
        (0.2, 0.19, False),
        (0.2, -1, False),
    ],
)
def test_the_direction_of_tickets_turns_the_verdict(target: float, actual: float, met: bool) -> None:
    assert Score(Measure.TICKETS, target, actual, 9).is_met is met


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"hari,nama,jumlah\n2026-12-01,/checkout,12\n", [(date(2026, 12, 1), "/checkout", 12)]),
        ('\ufeffHari;Nama;Jumlah\r\n2026-12-01;"a;b";0\r\n\r\n'.encode(), [(date(2026, 12, 1), "a;b", 0)]),
        (
            b"hari,nama,jumlah\n2026-12-01,a,1\n2026-12-02,a,2\n",
            [(date(2026, 12, 1), "a", 1), (date(2026, 12, 2), "a", 2)],
        ),
    ],
)
def test_a_table_of_counts_is_read(content: bytes, rows: list[tuple[date, str, int]]) -> None:
    assert list(read_counts(content)) == rows


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Kolomnya"),
        (b"\xff\xfe", "bukan CSV"),
        (b"day,name,count\n2026-12-01,a,1\n", "Kolomnya"),
        (b"hari,nama,jumlah\n", "tidak berisi"),
        (b'hari,nama,jumlah\n2026-12-01,"' + b"x\n" * 70_000, "tidak terbaca"),
        (b"hari,nama,jumlah\n01/12/2026,a,1\n", "Baris 2"),
        (b"hari,nama,jumlah\n2026-02-30,a,1\n", "Baris 2"),
        (b"hari,nama,jumlah\n2026-12-01,a,1\n2026-12-01,a,2\n", "Baris 3"),
        (b"hari,nama,jumlah\n2026-12-01,a,-1\n", "Baris 2"),
        (b"hari,nama,jumlah\n2026-12-01,a,1.5\n", "Baris 2"),
        (b"hari,nama,jumlah\n2026-12-01,a,2000000001\n", "Baris 2"),
        (b"hari,nama,jumlah\n2026-12-01,,1\n", "Baris 2"),
        (b"hari,nama,jumlah\n2026-12-01,a\n", "Baris 2"),
        (b"hari,nama,jumlah\n2026-12-01,a,1,2\n", "Baris 2"),
        (b"hari,nama,jumlah\n" + b"x" * 2_000_001, "terlalu besar"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(app: Any, content: bytes, said: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "id"}), pytest.raises(Invalid, match=said):
        read_counts(content)


def test_the_scorecard_of_another_system_shows_what_was_reported_last(session: Session) -> None:
    release, fajar = live(session), make_user(session, "Fajar", Role.MANAGER)
    session.add(ReleaseSystem(name="widi", tickets_should=TicketsShould.RISE))
    known = {"release_id": release.id, "actor": fajar, "now": NOW}
    for actual in ("99,5", "99,95"):
        report_score(session, **known, measure="UPTIME", actual=actual, n=3, source="Grafana")
    report_score(session, **known, measure="TICKETS", actual="25", n=40, source="Sigap")
    card = read_scorecard(session, release, now=NOW)
    assert card is not None
    found = {one.measure: (one.actual, one.n, one.source, one.is_met) for one in card.scores}
    assert found[Measure.UPTIME] == (pytest.approx(0.9995), 3, "Grafana", True)
    assert found[Measure.TICKETS] == (0.25, 40, "Sigap", True)
    assert found[Measure.NPS] == (None, 0, "", None)
    own = live(session, system="sigap")
    with pytest.raises(DomainError):
        report_score(session, **{**known, "release_id": own.id}, measure="NPS", actual="60", n=5, source="-")


def test_what_follows_stands_on_the_next_checklist_until_it_is_done(session: Session) -> None:
    first, nadia = live(session), make_user(session, "Nadia", Role.DEVOPS)
    known = {"release_id": first.id, "actor": nadia, "due": NOW.date(), "now": NOW}
    add_action(session, **known, title="Uji beban checkout", owner=nadia.username)
    with pytest.raises(Invalid):
        add_action(session, **known, title="Tanpa orang", owner="tidak-ada")
    second = prepare(session, nadia, "1.1.0")
    assert [one.label for one in carried(session, second)] == ["Uji beban checkout"]
    add_action(session, **known, title="Alarm stok", owner=nadia.username)
    assert [one.label for one in carried(session, second)] == ["Uji beban checkout", "Alarm stok"]
    tick_item(session, item_id=carried(session, second)[0].id, actor=nadia, note="selesai", now=NOW)
    cancel_release(session, release_id=second.id, actor=nadia, reason="diganti", now=NOW)
    third = prepare(session, nadia, "1.2.0")
    assert [one.label for one in carried(session, third)] == ["Alarm stok"]
    actions = session.scalars(select(ReleaseAction).order_by(ReleaseAction.id)).all()
    assert [one.item.status for one in actions] == [ItemStatus.DONE, ItemStatus.OPEN]
    other = prepare_release(
        session, system="sigap", version="9.0.0", commit="", notes="", risk=Risk.LOW, actor=nadia, now=NOW
    )
    assert carried(session, other) == []


def test_the_first_retrospective_is_not_written_over_by_another_first(client: FlaskClient, session: Session) -> None:
    release, nadia = live(session), make_user(session, "Nadia", Role.DEVOPS)
    log_in(client, nadia)
    address = f"/admin/releases/{release.id}/write_retrospective"
    earlier, later = (fields_of(client.get(address).text, "/write_retrospective") for _ in range(2))
    assert client.post(earlier[0], data=earlier[1] | {"went_well": "Rapi", "went_badly": "Telat"}).status_code == 302
    page = client.post(later[0], data=later[1] | {"went_well": "Cepat", "went_badly": "-"})
    assert page.status_code == 422
    assert "Tersimpan sekarang: “Rapi”. Isian Anda: “Cepat”." in unescape(page.text)
    assert session.scalars(select(Retrospective.went_well)).all() == ["Rapi"]


def test_the_releases_that_hold_the_work_are_read_with_it(session: Session) -> None:
    release, nadia = live(session), make_user(session, "Nadia", Role.DEVOPS)
    work = {"title": "Uji beban", "owner": nadia.username, "due": NOW.date(), "actor": nadia, "now": NOW}
    add_action(session, release_id=release.id, **work)
    named = {"system": "widi", "version": "2.0.0", "commit": "", "notes": "", "risk": Risk.LOW}
    prepare_release(session, **named, actor=nadia, now=NOW)
    session.expunge_all()
    found = get_after_release(session, session.get_one(Release, release.id), now=NOW)
    assert found is not None
    assert [inspect(one.item).unloaded & {"release"} for one in found.actions] == [set()]


def test_the_page_holds_voices_counts_and_the_retrospective(client: FlaskClient, session: Session) -> None:
    release, nadia = live(session), make_user(session, "Nadia", Role.DEVOPS)
    add_voice(session, release_id=release.id, actor=nadia, source="SERVICE", text="Banyak tanya ongkir", now=NOW)
    for words in ("lambat", "rapi"):
        write_retrospective(
            session, release_id=release.id, actor=nadia, went_well=words, went_badly="stok telat", now=NOW
        )
    log_in(client, nadia)
    address = f"/admin/releases/details/?id={release.id}"
    action, sent = fields_of(client.get(address).text, "/counts")
    for content, said in ((b"a,b\n", "Kolomnya harus tepat"), (b"hari,nama,jumlah\n2026-12-01,/bayar,7\n", "disimpan")):
        _, sent = fields_of(client.get(address).text, "/counts")
        data = sent | {"file": (BytesIO(content), "a.csv")}
        assert said in client.post(action, data=data, follow_redirects=True).text
    page = client.get(address).text
    for words in ("Banyak tanya ongkir", "rapi", "stok telat", "/bayar", "Rapor rilis"):
        assert words in page
    assert session.scalars(select(ReleaseCount.count)).all() == [7]
    written = get_after_release(session, release, now=NOW)
    assert written is not None
    assert written.retrospective is not None
    assert written.retrospective.went_well == "rapi"


@pytest.mark.parametrize(
    ("minute", "counted"),
    [(NOW - MINUTE, False), (NOW, True), (NOW + HOUR - MINUTE, True), (NOW + HOUR, False)],
)
def test_pages_are_counted_from_the_first_minute_to_the_last(session: Session, minute: datetime, counted: bool) -> None:
    figures = dict.fromkeys(COUNTED, 0) | {"total": 3, "sum_ms": 30}
    session.add(RequestMinute(minute=minute, route="/portal/", method="GET", release="1.4.0", errors=0, **figures))
    session.flush()
    assert [(one.name, one.total) for one in list_pages(session, "1.4.0", NOW, NOW + HOUR)] == (
        [("/portal/", 3)] if counted else []
    )
    assert count_pages(session, NOW, NOW + HOUR) == ([("/portal/", 3)] if counted else [])


@pytest.mark.parametrize(
    ("opened_at", "counted"),
    [(NOW - MINUTE, 0), (NOW, 1), (NOW + HOUR - MINUTE, 1), (NOW + HOUR, 0)],
)
def test_steps_are_counted_from_the_first_minute_to_the_last(
    session: Session, opened_at: datetime, counted: int
) -> None:
    make_visit(session).opened_at = opened_at
    session.flush()
    assert dict(count_steps(session, NOW, NOW + HOUR))["visit_opened"] == counted
