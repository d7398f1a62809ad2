"""What Sigap does for itself: database, files, sizes, retention, dependencies, and the report of a month."""

import os
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import event, select, text

from app.core.db import db
from app.core.errors import Invalid, NotFound
from app.core.i18n import in_both_languages
from app.http.files.storage import storage
from app.jobs.documents.maintenance_month import draw_maintenance_month, maintenance_page
from app.jobs.upkeep import files
from app.jobs.upkeep.database import _work_through, mend_indexes, say_built, vacuum_database
from app.jobs.upkeep.dependencies import read_dependencies
from app.jobs.upkeep.files import measure_sizes, sweep_orphans
from app.models.accounts.user import Role
from app.models.files.document import StoredFile
from app.models.maintenance.record import MaintenanceTopic
from app.models.maintenance.upkeep import Dependency, MaintenanceMonth, SizeSample, UpkeepRun
from app.policies.retention import RETENTION, kept_days
from integrations.storage import Missing
from tests.factories import NOW, make_company, make_user
from tests.support.logins import log_in
from workflows.maintenance import (
    VERBS,
    choose_retention,
    days_until,
    list_index_bloat,
    list_invalid_indexes,
    list_statements,
    make_record,
    read_choices,
    read_growth,
    read_month,
    slope,
)

DAY = timedelta(days=1)
FIRST = date(2026, 11, 1)


@pytest.fixture
def rani(session):
    make_company(session)
    return make_user(session, "Rani", Role.DEVOPS)


@pytest.mark.parametrize(
    ("sizes", "a_day"),
    [([5, 6], None), ([10, 20, 30], 10.0), ([30, 20, 10], -10.0), ([7, 7, 7], 0.0), ([0, 10, 50], 25.0)],
)
def test_growth_is_the_slope_of_at_least_three_days(sizes, a_day):
    assert slope([(FIRST + place * DAY, size) for place, size in enumerate(sizes)]) == a_day


@pytest.mark.parametrize(("growth", "days"), [(None, None), (0.0, None), (-5.0, None), (10.0, 10), (30.0, 3)])
def test_the_disk_is_full_in_whole_days_if_it_grows(growth, days):
    assert days_until(100, growth) == days


def test_growth_looks_at_the_last_thirty_days(session):
    for back in (40, 2, 1, 0):
        session.add(SizeSample(name="deliveries", day=FIRST - back * DAY, size=1000 - 100 * back))
    session.flush()
    assert read_growth(session, today=FIRST) == {"deliveries": 100.0}


def test_retention_is_chosen_within_what_its_rule_allows(session):
    audit = next(rule for rule in RETENTION if rule.table == "audit_entries")
    for days in (364, 36_601, 0):
        with pytest.raises(Invalid):
            choose_retention(session, table="audit_entries", days=days, now=NOW)
    with pytest.raises(NotFound):
        choose_retention(session, table="users", days=400, now=NOW)
    for days in (365, 500):
        choose_retention(session, table="audit_entries", days=days, now=NOW)
    assert kept_days(audit, {"keep_audit_days": 700}, read_choices(session)) == 500
    assert kept_days(audit, {"keep_audit_days": 700}) == 700


def test_nightly_upkeep_is_written_down_with_its_result(committed_app, open_session):
    """With a pool of its own: VACUUM and REINDEX CONCURRENTLY stand in no transaction."""
    session = open_session()
    make_company(session)
    session.execute(text("CREATE INDEX ix_broken_ccnew ON users (home_area)"))
    session.execute(text("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_broken_ccnew'::regclass"))
    session.commit()
    with committed_app.app_context():
        for job in (vacuum_database, mend_indexes, sweep_orphans, measure_sizes, read_dependencies):
            job()
    runs = session.scalars(select(UpkeepRun).order_by(UpkeepRun.id)).all()
    assert [run.task for run in runs] == ["VACUUM", "INDEXES", "ORPHANS", "SIZES", "DEPENDENCIES"]
    assert all(run.ok and run.words for run in runs)
    names = set(session.scalars(select(SizeSample.name)))
    assert {"users", "(disk)"} <= names
    flask = session.scalars(select(Dependency).where(Dependency.name == "Flask")).one()
    assert (flask.licence[:3], flask.vulnerabilities, flask.latest) == ("BSD", None, None)
    assert runs[1].words.startswith("1 sisa indeks dihapus; ")
    assert runs[1].words_en.startswith("1 left-over indexes dropped; ")
    assert all(run.words_en and run.words_en != run.words for run in runs)
    assert list_invalid_indexes(session) == []


def test_an_index_whose_rows_were_deleted_is_mostly_empty(session):
    """Statistics of what was there, taken after most of it went."""
    session.execute(
        text(
            "INSERT INTO size_samples (day, name, size, row_count) SELECT DATE '2020-01-01' + n, 'x', 1, 0 FROM generate_series(1, 4000) n"
        )
    )
    session.execute(text("ANALYZE size_samples"))
    full = {one.name: one.share for one in list_index_bloat(session, least=1)}
    session.execute(text("DELETE FROM size_samples WHERE id % 10 > 0"))
    session.execute(text("ANALYZE size_samples"))
    empty = {one.name: one.share for one in list_index_bloat(session, least=1)}
    assert full["pk_size_samples"] < 0.5 < empty["pk_size_samples"]


def test_only_old_files_without_an_owner_are_swept(app, session, rani, tmp_path):
    session.commit()
    with app.app_context():
        place = storage()
        old, new, owned = (place.save(name) for name in (b"old", b"new", b"owned"))
        session.add(StoredFile(storage_key=owned, sha256="0" * 64, size=5, media_type="text/plain"))
        session.commit()
        long_ago = (NOW - 60 * DAY).timestamp()
        for key in (old, owned):
            os.utime(app.config["SETTINGS"].files_dir / key, (long_ago, long_ago))
        os.utime(app.config["SETTINGS"].files_dir / new, (NOW.timestamp(), NOW.timestamp()))
        sweep_orphans()
        assert [place.open(key).read() for key in (new, owned)] == [b"new", b"owned"]
        with pytest.raises(Missing):
            place.open(old)
    assert session.scalars(select(UpkeepRun.words)).one().startswith("1 berkas")


def test_files_of_a_newer_time_than_the_database_are_left_alone(app, session, rani, monkeypatch):
    session.commit()
    monkeypatch.setattr(files, "FEW", 1)
    with app.app_context():
        keys = [storage().save(name) for name in (b"one", b"two")]
        long_ago = (NOW - 60 * DAY).timestamp()
        for key in keys:
            os.utime(app.config["SETTINGS"].files_dir / key, (long_ago, long_ago))
        with pytest.raises(files.TooManyOrphans):
            sweep_orphans()
        assert [storage().open(key).read() for key in keys] == [b"one", b"two"]
        for key in keys:
            storage().delete(key)
    run = session.scalars(select(UpkeepRun)).one()
    assert not run.ok
    assert run.words.endswith(" berkas tidak dikenal basis data; tidak ada yang dihapus")
    assert run.words_en.endswith(" files are unknown to the database; nothing was deleted")


def test_an_index_of_another_role_is_counted_and_left(committed_app, open_session):
    session = open_session()
    session.execute(text("CREATE ROLE sigap_care_guest"))
    session.commit()
    try:
        with committed_app.app_context():
            event.listen(db.engine, "checkout", lambda raw, *_: raw.execute("SET ROLE sigap_care_guest"))
            done = _work_through("REINDEX INDEX CONCURRENTLY {}", ["pk_users"], say_built)
            assert in_both_languages(done) == (
                "0 indeks dibangun ulang, 1 tanpa hak",
                "0 indexes rebuilt, 1 without permission",
            )
    finally:
        session.execute(text("DROP ROLE sigap_care_guest"))
        session.commit()


def patch(session, rani, days):
    record = make_record(
        session, topic=MaintenanceTopic.SECURITY_PATCH, title="OpenSSL", owner_id=rani.id, actor=rani, now=NOW,
        available_date=NOW.date() - days * DAY,
    )  # fmt: skip
    return VERBS["finish"](session, record_id=record.id, actor=rani, now=NOW, outcome="Dipasang")


def test_a_month_counts_what_was_finished_in_it_with_its_patch_latency(app, session, rani):
    for days in (3, 5, 10):
        patch(session, rani, days)
    make_record(
        session, topic=MaintenanceTopic.UPDATE, title="Debian", owner_id=rani.id, actor=rani, now=NOW, due_date=FIRST
    )
    found = read_month(session, first=FIRST, last=FIRST + 29 * DAY, now=NOW)
    assert (found.latency, found.median_latency, found.overdue, len(found.done)) == ((3, 5, 10), 5, 1, 3)
    assert read_month(session, first=FIRST - 31 * DAY, last=FIRST - DAY, now=NOW).done == []
    with app.test_request_context():
        page = maintenance_page(session, FIRST)
    assert "median 5 hari, terlama 10 hari" in page


def test_a_month_says_what_waited_when_it_was_over(session, rani):
    end = FIRST + 29 * DAY
    after = datetime.combine(end + 3 * DAY, time(5), UTC)

    def make(topic, at, **given):
        return make_record(session, topic=topic, title="Debian", owner_id=rani.id, actor=rani, now=at, **given)

    late = make(MaintenanceTopic.UPDATE, NOW, due_date=end)
    make(MaintenanceTopic.UPDATE, NOW, due_date=end + DAY)
    make(MaintenanceTopic.UPDATE, after, due_date=FIRST)
    waiting = make(MaintenanceTopic.SECURITY_PATCH, NOW, available_date=FIRST)
    for record in (late, waiting):
        VERBS["finish"](session, record_id=record.id, actor=rani, now=after, outcome="Dipasang")
    found = read_month(session, first=FIRST, last=end, now=after)
    assert (found.overdue, found.patches_waiting) == (1, 1)


@pytest.mark.parametrize(
    ("hours", "waited_for"), [(-1, 0), (16, 0), (17, 1), (40, 1)]
)  # the month ends at midnight WIB, 17 hours into the last UTC day
def test_maintenance_called_off_after_the_month_was_waited_for_at_its_end(session, rani, hours, waited_for):
    end = FIRST + 29 * DAY
    called_off = datetime.combine(end, time(), UTC) + timedelta(hours=hours)
    given = {"owner_id": rani.id, "actor": rani, "now": NOW}
    late = make_record(session, topic=MaintenanceTopic.UPDATE, title="Debian", due_date=FIRST, **given)
    patched = make_record(
        session, topic=MaintenanceTopic.SECURITY_PATCH, title="OpenSSL", available_date=FIRST, **given
    )
    for record in (late, patched):
        VERBS["cancel"](session, record_id=record.id, actor=rani, now=called_off, reason="Tidak perlu")
    found = read_month(session, first=FIRST, last=end, now=called_off + 3 * DAY)
    assert (found.overdue, found.patches_waiting) == (waited_for, waited_for)
    VERBS["reopen"](session, record_id=late.id, actor=rani, now=called_off + DAY, reason="Tetap perlu")
    assert read_month(session, first=FIRST, last=end, now=called_off + 3 * DAY).overdue == 1


def test_the_report_of_the_month_before_is_drawn_once_and_told(app, client, session, rani):
    session.commit()
    with app.app_context():
        draw_maintenance_month()
        draw_maintenance_month()
    kept = session.scalars(select(MaintenanceMonth)).one()
    assert kept.month == date(2026, 10, 1)
    log_in(client, rani)
    answer = client.get(f"/admin/maintenance-care/months/{kept.id}")
    assert (answer.status_code, answer.data[:4]) == (200, b"%PDF")


def test_pages_of_upkeep_show_and_steer(app, client, session, rani):
    session.add(
        Dependency(
            ecosystem="PYTHON",
            name="Flask",
            installed="3",
            looked_at=NOW,
            vulnerabilities=[{"id": "PYSEC-1", "summary": "Bad", "fixed": ""}],
        )
    )
    session.commit()
    log_in(client, rani)
    page = client.get("/admin/maintenance-care/").text
    assert "Log audit" in page
    assert "belum cukup ukuran" in page
    assert "PYSEC-1" in client.get("/admin/dependencies/").text
    assert client.get("/admin/dependencies/sbom.json").json["bomFormat"] == "CycloneDX"
    assert client.get("/admin/compatibility/new/").status_code == 200


def test_statements_are_read_from_pg_stat_statements_where_it_is_there(client, session, rani):
    assert list_statements(session) is None
    session.execute(
        text(
            "CREATE VIEW pg_stat_statements AS SELECT oid AS dbid, 'SELECT $1' AS query, 7::bigint AS calls,"
            " 12.5::float8 AS mean_exec_time, 90::float8 AS max_exec_time, 87.5::float8 AS total_exec_time"
            " FROM pg_database"
        )
    )
    (one,) = list_statements(session)
    assert (one.text, one.calls, one.mean_ms, one.longest_ms) == ("SELECT $1", 7, 12.5, 90)
    session.commit()
    log_in(client, rani)
    assert "SELECT $1" in client.get("/admin/maintenance-care/").text
