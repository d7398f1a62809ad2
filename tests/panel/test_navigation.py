"""The panel's navigation: few entries for each role, every screen within two clicks, a new area only registers."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from admin_views.framework.navigation.entries import ENTRIES, MENUS
from admin_views.framework.navigation.menu import REST, place_screens, sections_of
from admin_views.framework.registration import Screen
from app.models.accounts.user import STAFF, Role
from tests.factories import make_company, make_cs, make_user
from tests.panel.conftest import Desk
from tests.support.walking.html import parse

DESK_ROLES = sorted(STAFF - {Role.TECHNICIAN})


def of_class(page: str, name: str) -> list[Any]:
    return [one for one in parse(page).iter() if name in (one.get("class") or "").split()]


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_desk_role_has_a_menu_of_at_most_twelve_entries() -> None:
    assert sorted(MENUS) == DESK_ROLES
    assert {role: len(menu) for role, menu in MENUS.items() if len(menu) > 12} == {}
    assert {name for menu in MENUS.values() for name in menu} <= set(ENTRIES)


@pytest.mark.parametrize("role", DESK_ROLES)
def test_every_screen_a_role_may_enter_stands_under_one_entry_or_on_the_page_of_the_rest(
    app: Flask, role: Role
) -> None:
    screens = app.extensions["panel_screens"]
    placed = [screen.endpoint for under in place_screens(role, screens).values() for screen in under]
    assert sorted(placed) == sorted(screen.endpoint for screen in screens if role in screen.may_enter)


NAMES: dict[Role, str] = {
    Role.ADMIN: "Beranda · Kotak masuk · Kunjungan · Pelanggan · Keuangan · Masukan · Bantuan & forum · Operasi · Rilis · Tim · Laporan · Pengaturan",
    Role.CS: "Beranda · Kotak masuk · Papan · Kunjungan · Pelanggan · Keuangan · Masukan · Bantuan & forum · Tim & siaga · Laporan · Lainnya",
    Role.DEVELOPER: "Beranda · Kotak masuk · Bug · Insiden · Pemantauan · Siaga · Rilis · Bantuan & forum · Lainnya",
    Role.DEVOPS: "Beranda · Insiden · Pemantauan · Siaga · Status · Pemeliharaan · Rilis · Cadangan · Pesan · Integrasi · Lainnya",
    Role.MANAGER: "Beranda · KPI · Laporan · Penilaian · Papan · Masukan · Insiden · Rilis · Lainnya",
    Role.PRODUCT: "Beranda · Masukan · Bug · Forum · Bantuan · Rilis · Laporan · Lainnya",
    Role.SALES: "Beranda · Persetujuan · Invoice · Harga · Pelanggan · Kunjungan · Lainnya",
    Role.SUPPORT: "Beranda · Kotak masuk · Bantuan · Forum · Laporan · Lainnya",
}
ENGLISH = {
    "Beranda": "Home",
    "Kotak masuk": "Inbox",
    "Kunjungan": "Visits",
    "Pelanggan": "Customers",
    "Keuangan": "Billing",
    "Masukan": "Feedback",
    "Bantuan & forum": "Help & forum",
    "Operasi": "Operations",
    "Rilis": "Releases",
    "Tim": "Team",
    "Laporan": "Reports",
    "Pengaturan": "Settings",
    "Papan": "Board",
    "Tim & siaga": "Team & on call",
    "Lainnya": "More",
    "Bug": "Bugs",
    "Insiden": "Incidents",
    "Pemantauan": "Monitoring",
    "Siaga": "On call",
    "Status": "Status page",
    "Pemeliharaan": "Maintenance",
    "Cadangan": "Backups",
    "Pesan": "Messages",
    "Integrasi": "Integrations",
    "KPI": "KPI",
    "Penilaian": "Ratings",
    "Forum": "Forum",
    "Bantuan": "Help",
    "Persetujuan": "Approvals",
    "Invoice": "Invoices",
    "Harga": "Prices",
}


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_role_reads_its_entries_in_both_languages(
    at_desk: Callable[..., Desk], session: Session, language: str
) -> None:
    make_company(session)
    for role in DESK_ROLES:
        desk = at_desk(make_user(session, "Orang", role, locale=language))
        links = of_class(desk.get("/admin/pages/").get_data(as_text=True), "nav-link")
        words = [(next(link.iter("span")).text or "").strip() for link in links]
        wanted = NAMES[role].split(" · ")
        assert words == (wanted if language == "id" else [ENGLISH[word] for word in wanted]), role


def test_every_role_gets_the_entries_that_exist_and_each_opens(at_desk: Callable[..., Desk], session: Session) -> None:
    make_company(session)
    for role in DESK_ROLES:
        desk = at_desk(make_user(session, "Orang", role))
        page = desk.get("/admin/pages/").get_data(as_text=True)
        links = of_class(page, "nav-link")
        assert 3 <= len(links) <= 12, role
        for link in links:
            assert desk.client.get(link.get("href")).status_code in {200, 302}, (role, link.get("href"))
        assert [link.get("aria-current") for link in links].count("page") == 1, role


def test_cs_reads_their_jobs_in_their_own_words(at_desk: Callable[..., Desk], session: Session) -> None:
    make_company(session)
    page = at_desk(make_cs(session)).get("/admin/").get_data(as_text=True)
    lines = [text_of(link) for link in of_class(page, "nav-link")]
    assert lines[:5] == ["Beranda", "Kotak masuk", "Papan EKD", "Kunjungan PJV · EKD", "Pelanggan MDM"]
    assert lines[-1] == "Lainnya"


def test_siblings_are_tabs_and_the_present_one_is_marked(at_desk: Callable[..., Desk]) -> None:
    [tabs] = of_class(at_desk().get("/admin/attendances/").get_data(as_text=True), "section-tabs")
    words = [(text_of(link), link.get("aria-current")) for link in tabs.iter("a")]
    assert words[0] == ("Tiket Kunjungan", None)
    assert ("Absensi", "page") in words


def test_approvals_are_invoices_narrowed_and_only_one_entry_is_marked(
    at_desk: Callable[..., Desk], session: Session
) -> None:
    desk = at_desk(make_user(session, "Rina", Role.SALES))
    for address, marked in (
        ("/admin/invoices/", "Invoice FIN"),
        ("/admin/invoices/?flt_status=PENDING", "Persetujuan"),
    ):
        links = of_class(desk.client.get(address).get_data(as_text=True), "nav-link")
        assert [text_of(link) for link in links if link.get("aria-current")] == [marked]


def lines_of_tabs(page: str) -> list[list[tuple[str, str | None]]]:
    return [
        [(text_of(link), link.get("aria-current")) for link in line.iter("a")]
        for line in of_class(page, "section-tabs")
    ]


def test_what_does_not_fit_into_one_line_of_tabs_is_grouped_by_its_section(
    at_desk: Callable[..., Desk], session: Session
) -> None:
    desk = at_desk(make_user(session, "Ani", Role.ADMIN))
    sections, screens = lines_of_tabs(desk.get("/admin/monitoring/").get_data(as_text=True))
    assert [word for word, _ in sections] == ["Insiden", "Pemantauan", "Siaga", "Status", "Pemeliharaan", "Cadangan"]
    assert [word for word, current in sections if current] == ["Pemantauan"]
    assert [word for word, current in screens if current == "page"] == ["Pemantauan"]
    operations = next(
        link for link in of_class(desk.get("/admin/").get_data(as_text=True), "nav-link") if "Operasi" in text_of(link)
    )
    assert operations.get("href") == "/admin/incidents/"


@pytest.mark.parametrize("role", DESK_ROLES)
def test_no_line_of_tabs_is_longer_than_a_desk(app: Flask, role: Role) -> None:
    for name, screens in place_screens(role, app.extensions["panel_screens"]).items():
        if name != REST and screens:
            sections = sections_of(name, screens)
            assert max(len(sections), *(len(those) for those in sections.values())) <= 8, (name, sections)


def a_screen(entry: str | None, roles: frozenset[Role]) -> Any:
    return SimpleNamespace(endpoint="new", entry=entry, may_enter=roles)


@pytest.mark.parametrize(
    ("entry", "role", "place"),
    [
        ("incidents", Role.ADMIN, "operations"),
        ("incidents", Role.DEVELOPER, "incidents"),
        ("on_call", Role.CS, "team"),
        ("forum", Role.ADMIN, "help"),
        ("forum", Role.PRODUCT, "forum"),
        ("releases", Role.SALES, REST),
        (None, Role.ADMIN, REST),
    ],
)
def test_a_new_area_only_names_its_entry(entry: str | None, role: Role, place: str) -> None:
    screen = a_screen(entry, frozenset({role}))
    assert place_screens(role, [screen])[place] == [screen]


def test_an_entry_that_nobody_knows_is_refused_by_name(app: Flask) -> None:
    known = next(area for area in app.extensions["panel_screens"] if area.endpoint == "everything")
    with app.app_context(), pytest.raises(ValueError, match="nonsense"):
        Screen(type(known), None, "X", "x", icon="dot", entry="nonsense").build()


def test_the_page_of_the_rest_is_searched_by_words(at_desk: Callable[..., Desk], session: Session) -> None:
    desk = at_desk(make_user(session, "Ani", Role.ADMIN))
    page = desk.get("/admin/pages/", q="logo rekening").get_data(as_text=True)
    found = [link.get("href") for index in of_class(page, "page-index") for link in index.iter("a")]
    assert found == ["/admin/company/"]
    assert "Tidak ada halaman yang cocok" in desk.get("/admin/pages/", q="xyzzy").get_data(as_text=True)


@pytest.mark.parametrize(
    "address", ["/account", "/account/tokens", "/notifications", "/notifications/choices", "/profile"]
)
def test_staff_keep_the_panels_frame_on_their_own_pages(
    at_desk: Callable[..., Desk], session: Session, address: str
) -> None:
    make_company(session)
    page = at_desk(make_cs(session)).client.get(address, follow_redirects=True).get_data(as_text=True)
    assert "panel-nav" in page
    member = at_desk(make_user(session, "Agus", Role.MEMBER))
    assert "panel-nav" not in member.client.get(address, follow_redirects=True).get_data(as_text=True)


def test_a_colleague_who_may_not_open_a_page_reads_who_may(at_desk: Callable[..., Desk], session: Session) -> None:
    make_company(session)
    refused = at_desk(make_user(session, "Nadia", Role.PRODUCT)).get("/admin/kpi/")
    assert (refused.status_code, "Yang boleh: Admin, Manajer." in refused.get_data(as_text=True)) == (403, True)
    member = at_desk(make_user(session, "Yanto", Role.MEMBER)).get("/admin/kpi/").get_data(as_text=True)
    assert "Yang boleh" not in member
