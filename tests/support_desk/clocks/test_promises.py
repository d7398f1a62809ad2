"""What the panel edits: working hours, special days, service plans, the priority table, settings."""

import re

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.models.support.settings.service_plan import (
    CalendarDay,
    PriorityRule,
    ServicePlan,
    ServiceTarget,
    SupportCalendar,
    SupportSettings,
)
from app.policies.service_levels.hours_text import read_blocks, read_duration, write_blocks, write_duration
from tests.factories import make_company, make_cs
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import make_ticket


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("00-24", [[0, 1440]]),
        ("08.00-12.00, 13.00-17.00", [[480, 720], [780, 1020]]),
        ("13:00 - 17:30; 8-12", [[480, 720], [780, 1050]]),
        ("8 sampai 12\n12 sampai 13", [[480, 720], [720, 780]]),
    ],
)
def test_hours_are_read_as_people_write_them(text, blocks):
    assert read_blocks(text, field="x") == blocks
    assert read_blocks(write_blocks(blocks), field="x") == blocks


@pytest.mark.parametrize("text", ["08.00", "12-08", "22-06", "08-12, 11-13", "08.70-12", "08-25", "pagi"])
def test_hours_that_make_no_sense_are_refused(text):
    with pytest.raises(Invalid):
        read_blocks(text, field="x")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None),
        ("1,5 jam", 5400),
        ("1 hari", 86400),
        ("2 jam 30 menit", 9000),
        ("2j", 7200),
        ("30 menit", 1800),
        ("30m", 1800),
        ("4", 14400),
        ("4 hours", 14400),
    ],
)
def test_durations_are_read_as_people_write_them(text, seconds):
    assert read_duration(text, field="x") == seconds
    assert read_duration(write_duration(seconds), field="x") == seconds


@pytest.mark.parametrize("text", ["0", "besok", "2 jam kira-kira", "99999 hari", "-1 jam"])
def test_durations_that_make_no_sense_are_refused(text):
    with pytest.raises(Invalid):
        read_duration(text, field="x")


@pytest.fixture
def desk(session, client):
    make_company(session)
    dewi = make_cs(session)
    log_in(client, dewi)
    return client


def filled(client, path):
    """The form's fields as the page draws them."""
    html = client.get(path).text
    inputs = re.findall(r"<input[^>]*>", html)
    fields = {
        name[1]: value[1] if (value := re.search(r'value="([^"]*)"', one)) else ""
        for one in inputs
        if (name := re.search(r'name="([^"]+)"', one)) and ("checkbox" not in one or "checked" in one)
    }
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', body) or re.search(r'<option value="([^"]*)"', body)
        fields[name] = chosen[1] if chosen else ""
    return {name: value for name, value in fields.items() if name not in {"csrf_token", "idempotency_key"}}


def test_a_calendar_says_its_hours_and_a_change_moves_open_tickets(session, desk):
    make_ticket(session, at=utc_now())
    session.commit()
    path = "/admin/support_calendars/edit/?id=1"
    form = filled(desk, path)
    assert (form["day_0"], form["day_4"], form["day_5"]) == ("08.00-12.00, 13.00-17.00", "08.00-11.30, 13.00-17.00", "")
    saved = post(desk, path, {**form, "day_5": "08-12"}, follow_redirects=True)
    assert "2 batas waktu tiket terbuka dihitung ulang" in saved.text
    session.expire_all()
    calendar = session.get_one(SupportCalendar, 1)
    assert (calendar.week["5"], calendar.version) == ([[480, 720]], 2)


def test_a_calendar_without_hours_is_refused(session, desk):
    path = "/admin/support_calendars/edit/?id=1"
    emptied = {name: "" if name.startswith("day_") else value for name, value in filled(desk, path).items()}
    assert "Isi jam kerja paling sedikit satu hari." in post(desk, path, emptied).text
    session.expire_all()
    assert session.get_one(SupportCalendar, 1).version == 1


def test_a_holiday_counts_from_its_acceptance(session, desk):
    facts = {"day": "2026-12-25", "kind": "HOLIDAY", "title": "Natal", "calendar_id": "", "hours": ""}
    post(desk, "/admin/support_days/new/", facts)
    day = session.scalars(select(CalendarDay)).one()
    assert day.accepted_at is None
    path = f"/admin/support_days/edit/?id={day.id}"
    post(desk, path, {**filled(desk, path), "accepted": "y"})
    session.expire_all()
    assert session.get_one(CalendarDay, day.id).accepted_at is not None
    assert session.get_one(SupportCalendar, 2).version > 1
    assert "sudah ada" in post(desk, "/admin/support_days/new/", facts).text


def test_a_plan_is_edited_as_a_matrix_and_tried(session, desk):
    path = "/admin/service_plans/edit/?id=1"
    form = filled(desk, path)
    assert (form["critical_first"], form["critical_calendar"], form["low_resolution"]) == ("30 menit", "2", "40 jam")
    post(desk, path, {**form, "high_first": "90 menit", "high_next": ""})
    session.expire_all()
    high = session.scalars(select(ServiceTarget).where(ServiceTarget.plan_id == 1, ServiceTarget.priority == "HIGH"))
    target = high.one()
    assert (target.first_reply_s, target.next_reply_s, target.resolution_s) == (5400, None, 8 * 3600)
    page = desk.get("/admin/service_plans/details/?id=1").text
    assert "Bila tiket masuk sekarang" in page


def test_the_default_passes_on_and_is_never_lost(session, desk):
    path = "/admin/service_plans/edit/?id=1"
    form = {name: value for name, value in filled(desk, path).items() if name != "is_default"}
    assert "paket umum" in post(desk, path, form).text
    post(desk, "/admin/service_plans/new/", {**form, "name": "Emas", "is_default": "y"})
    session.expire_all()
    rows = session.execute(select(ServicePlan.name, ServicePlan.is_default).order_by(ServicePlan.id))
    assert [tuple(row) for row in rows] == [("Standar", False), ("Emas", True)]


def test_the_priority_table_and_the_settings_are_edited(session, desk):
    rule = session.scalars(
        select(PriorityRule).where(PriorityRule.impact == "SMALL", PriorityRule.urgency == "LOW")
    ).one()
    path = f"/admin/priority_rules/edit/?id={rule.id}"
    post(desk, path, {**filled(desk, path), "priority": "MEDIUM"})
    path = "/admin/support_settings/edit/?id=1"
    post(desk, path, {**filled(desk, path), "confirm_days": "3"})
    session.expire_all()
    assert session.get_one(PriorityRule, rule.id).priority == "MEDIUM"
    assert session.get_one(SupportSettings, 1).confirm_days == 3


def test_the_priority_table_is_saved_as_a_whole_and_undoes_nobodys_change(session, desk):
    rules = {(rule.impact, rule.urgency): rule for rule in session.scalars(select(PriorityRule))}
    page = desk.get("/admin/priority_rules/").text
    assert page.count('name="cell-') == page.count('name="was-') == len(rules) == 16
    small, wide = rules["SMALL", "LOW"], rules["WIDE", "LOW"]
    drawn = {f"was-{rule.id}": rule.priority for rule in rules.values()}
    same = {f"cell-{rule.id}": rule.priority for rule in rules.values()}
    post(desk, "/admin/priority_rules/table", {**drawn, **same, f"cell-{small.id}": "MEDIUM"})
    session.expire_all()
    assert (small.priority, wide.priority) == ("MEDIUM", drawn[f"was-{wide.id}"])
    stale = {**drawn, **same, f"cell-{wide.id}": "CRITICAL", f"cell-{small.id}": "HIGH"}
    post(desk, "/admin/priority_rules/table", stale)  # drawn before the change above: nothing of it is saved
    for wanted in ("", "PINK", "x\x00"):
        changed = {f"was-{wide.id}": drawn[f"was-{wide.id}"], f"cell-{wide.id}": wanted}
        post(desk, "/admin/priority_rules/table", changed)
    session.expire_all()
    assert (small.priority, wide.priority) == ("MEDIUM", drawn[f"was-{wide.id}"])


def test_the_times_of_a_plan_are_one_table(desk):
    page = desk.get("/admin/service_plans/edit/?id=1").text
    table = page.split("data-matrix>")[1].split("</table>")[0]
    assert table.count("<td") == 16
    assert 'name="critical_first"' in table
    assert 'name="version"' in page


def test_every_list_of_settings_sorts_by_what_it_offers(session, desk):
    for screen in (
        "priority_rules",
        "service_plans",
        "support_agents",
        "support_calendars",
        "support_days",
        "support_settings",
    ):
        for sort in ("", "?sort=0", "?sort=1", "?sort=2&desc=1"):
            assert desk.get(f"/admin/{screen}/{sort}").status_code == 200, f"{screen}{sort}"
    assert desk.get("/admin/support_calendars/details/?id=1").status_code == 200
