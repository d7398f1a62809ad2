"""Records of maintenance: their steps, patch latency, figures, announcements, rules and reminders."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from sqlalchemy import select

from app.core.errors import Invalid, NotFound
from app.jobs.maintenance import plan_maintenance_work
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import Role, UserStatus
from app.models.audit.audit_log import AuditEntry
from app.models.maintenance.record import (
    KIND_OF,
    MaintenanceKind,
    MaintenanceRecord,
    MaintenanceRecordStatus,
    MaintenanceRule,
    MaintenanceTopic,
    RepeatUnit,
)
from app.models.maintenance.record_flow import AlreadyAnnounced, ItemsLeft, NoItemLeft, NoSecurityPatch, NothingTicked
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.status.status_page import MaintenanceStatus, StatusComponent
from app.presenters.maintenance.figures import figures_text, latency_text
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_admin, make_company, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.maintenance import (
    VERBS,
    apply_rules,
    day_of,
    list_items,
    make_record,
    remind_of_records,
)
from workflows.status import sweep_maintenance

TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def rani(session):
    make_company(session)
    return make_user(session, "Rani", Role.DEVOPS)


def make(session, rani, topic=MaintenanceTopic.UPDATE, **given):
    facts = {"title": "Perbarui Debian", "owner_id": rani.id, "actor": rani, "now": NOW}
    return make_record(session, topic=topic, **facts | given)


def step(session, rani, record, name, now=NOW, **answers):
    return VERBS[name](session, record_id=record.id, actor=rani, now=now, **answers)


def make_rule(session, rani, **given):
    facts = {"title": "Tambalan bulanan", "topic": MaintenanceTopic.UPDATE, "every": 1, "unit": RepeatUnit.MONTH}
    facts |= {"start_date": TODAY, "lead_days": 7, "owner_id": rani.id, "checklist": "Cadangkan\nPasang\n", "made": 0}
    rule = MaintenanceRule(**facts | given)
    session.add(rule)
    session.flush()
    return rule


def test_every_topic_belongs_to_one_of_the_four_kinds():
    assert set(KIND_OF) == set(MaintenanceTopic)
    assert set(KIND_OF.values()) == set(MaintenanceKind)


def test_a_record_is_finished_once_every_item_is_ticked(session, rani):
    record = make(session, rani, checklist="Cadangkan\n\nPasang")
    first, second = list_items(session, record.id)
    step(session, rani, record, "tick", item=first.id)
    with pytest.raises(ItemsLeft):
        step(session, rani, record, "finish", outcome="Selesai")
    step(session, rani, record, "tick", item=second.id)
    done = step(session, rani, record, "finish", outcome="Selesai", now=NOW + DAY)
    assert (done.status, done.finished_at, done.kind) == (
        MaintenanceRecordStatus.DONE,
        NOW + DAY,
        MaintenanceKind.PREVENTIVE,
    )


def test_a_tick_is_taken_back_and_the_record_waits_for_it_again(session, rani):
    record = make(session, rani, checklist="Cadangkan")
    item = list_items(session, record.id)[0]
    with pytest.raises(NothingTicked):
        step(session, rani, record, "untick", item=item.id)
    step(session, rani, record, "tick", item=item.id)
    with pytest.raises(NoItemLeft):
        step(session, rani, record, "tick", item=item.id)
    step(session, rani, record, "untick", item=item.id)
    assert (item.done_at, item.done_by_id) == (None, None)
    with pytest.raises(ItemsLeft):
        step(session, rani, record, "finish", outcome="Selesai")


def test_an_item_of_another_record_is_none_of_this_one(session, rani):
    record, other = make(session, rani), make(session, rani, checklist="Pasang")
    with pytest.raises(NotFound):
        step(session, rani, record, "tick", item=list_items(session, other.id)[0].id)


@pytest.mark.parametrize(
    ("available", "applied", "days"),
    [(0, 0, 0), (9, None, 9), (9, 4, 5)],
)
def test_patch_latency_is_the_days_between_available_and_applied(app, session, rani, available, applied, days):
    record = make(session, rani, MaintenanceTopic.SECURITY_PATCH, available_date=TODAY - available * DAY)
    given = None if applied is None else TODAY - applied * DAY
    done = step(session, rani, record, "finish", outcome="Dipasang", applied=given)
    assert (done.applied_date - done.available_date).days == days
    with app.test_request_context():
        assert f"{days} hari" in latency_text(done)


@pytest.mark.parametrize("applied", [TODAY - 3 * DAY, TODAY + DAY])
def test_a_patch_is_applied_neither_before_it_was_there_nor_tomorrow(session, rani, applied):
    record = make(session, rani, MaintenanceTopic.SECURITY_PATCH, available_date=TODAY - 2 * DAY)
    with pytest.raises(Invalid):
        step(session, rani, record, "finish", outcome="Dipasang", applied=applied)


def test_only_a_security_patch_has_a_day_of_availability(session, rani):
    record = make(session, rani, available_date=TODAY - DAY)
    assert record.available_date is None
    with pytest.raises(NoSecurityPatch):
        step(session, rani, record, "note_available", available=TODAY)


def test_what_was_measured_before_is_measured_after(app, session, rani):
    record = make(session, rani, MaintenanceTopic.PERFORMANCE, figure_name="p95 pool (ms)", figure_before=420.0)
    with pytest.raises(Invalid):
        step(session, rani, record, "finish", outcome="Indeks dibuat")
    done = step(session, rani, record, "finish", outcome="Indeks dibuat", figure_after="180,5")
    assert done.figure_after == 180.5
    with app.test_request_context():
        assert figures_text(done) == "420 → 180,5 (−57%)"


def test_an_announced_record_begins_and_ends_on_the_status_page_by_itself(session, rani):
    component = StatusComponent(name="Portal")
    session.add(component)
    session.flush()
    record = make(session, rani)
    times = {"components": [component.id], "starts": NOW + DAY, "ends": NOW + 2 * DAY}
    announced = step(session, rani, record, "announce", **times)
    with pytest.raises(AlreadyAnnounced):
        step(session, rani, record, "announce", **times)
    sweep_maintenance(session, now=NOW + DAY)
    session.refresh(announced.plan)
    assert announced.plan.status == MaintenanceStatus.IN_PROGRESS
    sweep_maintenance(session, now=NOW + 2 * DAY)
    session.refresh(announced.plan)
    assert announced.plan.status == MaintenanceStatus.COMPLETED


def test_reopening_forgets_the_end_and_keeps_the_reason_in_the_audit_log(session, rani):
    record = make(session, rani)
    step(session, rani, record, "finish", outcome="Selesai")
    again = step(session, rani, record, "reopen", reason="Gagal lagi")
    assert (again.status, again.finished_at) == (MaintenanceRecordStatus.IN_PROGRESS, None)
    said = session.scalars(select(AuditEntry.changes).where(AuditEntry.action == "reopen")).one()
    assert said["reason"] == "Gagal lagi"


@pytest.mark.parametrize(
    ("unit", "every", "number", "day"),
    [
        (RepeatUnit.DAY, 1, 3, date(2026, 2, 3)),
        (RepeatUnit.WEEK, 2, 1, date(2026, 2, 14)),
        (RepeatUnit.MONTH, 1, 1, date(2026, 2, 28)),
        (RepeatUnit.MONTH, 1, 2, date(2026, 3, 31)),  # from the first day, not from the shorter month
        (RepeatUnit.MONTH, 3, 4, date(2027, 1, 31)),
        (RepeatUnit.YEAR, 1, 2, date(2028, 1, 31)),
    ],
)
def test_days_of_a_rule_are_counted_from_its_first_day(unit, every, number, day):
    assert day_of(MaintenanceRule(unit=unit, every=every, start_date=date(2026, 1, 31)), number) == day


@pytest.mark.parametrize(("ahead", "made"), [(8, 0), (7, 1), (0, 1)])
def test_a_rule_makes_its_record_some_days_before(session, rani, ahead, made):
    make_rule(session, rani, start_date=TODAY + ahead * DAY)
    assert apply_rules(session, now=NOW) == made
    assert apply_rules(session, now=NOW) == 0
    records = session.scalars(select(MaintenanceRecord)).all()
    assert [record.due_date for record in records] == [TODAY + ahead * DAY] * made
    assert all(len(list_items(session, record.id)) == 2 for record in records)


def test_of_days_missed_meanwhile_only_the_last_becomes_a_record(session, rani):
    rule = make_rule(session, rani, unit=RepeatUnit.DAY, start_date=TODAY - 20 * DAY, lead_days=0)
    assert apply_rules(session, now=NOW) == 1
    assert session.scalars(select(MaintenanceRecord.due_date)).one() == TODAY
    assert day_of(rule, rule.made) == TODAY + DAY
    rule.active = False
    assert apply_rules(session, now=NOW + DAY) == 0


def test_the_owner_is_reminded_three_days_before_and_weekly(session, rani):
    record = make(session, rani, due_date=TODAY + 4 * DAY)
    assert [remind_of_records(session, now=NOW + days * DAY) for days in (0, 1, 2, 7, 8)] == [0, 1, 0, 0, 1]
    step(session, rani, record, "cancel", reason="Tidak perlu")
    assert remind_of_records(session, now=NOW + 30 * DAY) == 0


def test_maintenance_of_an_owner_who_left_is_asked_of_the_admins(app, client, session, rani):
    admin = make_admin(session)
    record = make(session, rani, due_date=TODAY)
    remind_of_records(session, now=NOW)
    rani.status = UserStatus.INACTIVE
    session.commit()
    with app.app_context():
        fan_out_due()
    told = session.scalars(select(Delivery).where(Delivery.kind == "maintenance.due")).all()
    assert {one.user_id for one in told} == {admin.id}
    assert all("Rani, penanggung jawabnya, sudah tidak aktif" in one.body for one in told)
    log_in(client, admin)
    assert "Rani (tidak aktif lagi)" in client.get(f"/admin/maintenance-records/details/?id={record.id}").text


def test_the_daily_job_makes_and_reminds_once(app, session, rani):
    make_rule(session, rani, start_date=TODAY)
    session.commit()
    with app.app_context():
        plan_maintenance_work()
        plan_maintenance_work()
    kinds = session.scalars(select(OutboxMessage.kind).where(OutboxMessage.kind.startswith("maintenance."))).all()
    assert kinds == ["maintenance.due"]


def test_screens_show_records_and_rules_and_tick_an_item(client, session, rani):
    record = make(session, rani, MaintenanceTopic.SECURITY_PATCH, checklist="Cadangkan")
    rule = make_rule(session, rani)
    session.commit()
    log_in(client, rani)
    for path in (
        "/admin/maintenance-records/",
        "/admin/maintenance-records/new/?topic=BUG",
        f"/admin/maintenance-records/edit/?id={record.id}",
        f"/admin/maintenance-records/{record.id}/announce",
        f"/admin/maintenance-records/{record.id}/tick",
        "/admin/maintenance-rules/",
        f"/admin/maintenance-rules/details/?id={rule.id}",
        f"/admin/maintenance-rules/edit/?id={rule.id}",
    ):
        assert client.get(path).status_code == 200, path
    page = client.get(f"/admin/maintenance-records/details/?id={record.id}").text
    assert "belum diterapkan" in page
    assert "Centang" in page


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("1,5", 1.5, None),
        ("1.500", None, "“1.500” bisa dibaca 1500 / 1,5"),
        ("1.500,25", 1500.25, None),
        ("420", 420.0, None),
        ("banyak", None, "bukan jumlah"),
    ],
)
def test_a_figure_before_is_read_as_the_one_after(client, session, rani, typed, kept, said):
    log_in(client, rani)
    given = {"topic": "PERFORMANCE", "title": "Indeks pool", "owner": rani.username, "figure_before": typed}
    page = post(client, "/admin/maintenance-records/new/", given)
    assert session.scalar(select(MaintenanceRecord.figure_before)) == kept
    if said:
        assert said in unescape(page.text)
        return
    record = session.scalars(select(MaintenanceRecord)).one()
    shown = client.get(f"/admin/maintenance-records/edit/?id={record.id}").text
    assert f'value="{typed.replace(".", "")}"' in shown


def test_bug_leads_to_its_corrective_maintenance(client, session, rani):
    bug = make_bug(session, rani)
    session.commit()
    log_in(client, rani)
    page = client.get(f"/admin/bugs/details/?id={bug.id}").text
    link = unescape(re.search(r'href="(/admin/maintenance-records/new/[^"]+)"', page)[1])
    assert bug.number in client.get(link).text
    given = {"topic": MaintenanceTopic.BUG, "title": "Perbaiki", "bug_number": bug.number}
    record = make_record(session, owner_id=rani.id, actor=rani, now=NOW, **given)
    session.commit()
    assert record.number in client.get(f"/admin/bugs/details/?id={bug.id}").text
