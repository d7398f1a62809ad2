"""Errors of our own processes: grouped, counted, masked, mended and told to others."""

import logging
from datetime import timedelta

import pytest
import structlog
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.core.db import db
from app.core.errors import DomainError, Invalid
from app.http.error_log.collector import MOST_GROUPS, ErrorCollector
from app.http.error_log.describe import describe
from app.models.accounts.user import Role
from app.models.feedback.bug import BugReport
from app.models.incidents.incident import EntryKind, Incident, IncidentKind
from app.models.monitoring.alarm import Severity
from app.models.monitoring.error_group import ErrorGroup, ErrorStatus
from tests.factories import NOW, make_admin, make_company, make_user
from tests.support.logins import log_in
from workflows.incidents import declare_incident, list_entries
from workflows.monitoring import (
    Frame,
    SeenError,
    ignore_error,
    link_error_to_incident,
    record_errors,
    report_error_as_bug,
    resolve_error,
)

MINUTE = timedelta(minutes=1)
FRAMES = (
    Frame("site-packages/x.py", 3, "outer", ours=False),
    Frame("workflows/visits/close.py", 12, "close", ours=True),
)


def seen(fingerprint="f1", at=NOW, **given):
    values = {"kind": "ValueError", "message": "tidak bisa", "first_at": at, "frames": FRAMES, "trace": "Traceback"}
    return SeenError(fingerprint=fingerprint, at=at, **values | given)


def groups(session):
    session.expire_all()
    return session.scalars(select(ErrorGroup).order_by(ErrorGroup.id)).all()


def raised(problem):
    """The same exception raised in two functions would be two groups; here it is always one."""
    try:
        raise problem
    except type(problem) as caught:
        return describe({"level": "error", "logger": "app", "event": "x", "exc_info": (type(caught), caught, None)})


def test_the_same_error_is_one_group_with_its_count_first_and_last_release(session):
    record_errors(session, [seen(count=3)], release="1.0", now=NOW)
    record_errors(session, [seen(at=NOW + MINUTE, request_id="abc")], release="1.1", now=NOW + MINUTE)
    [group] = groups(session)
    assert (group.count, group.first_release, group.release, group.request_id) == (4, "1.0", "1.1", "abc")
    assert (group.first_seen_at, group.last_seen_at) == (NOW, NOW + MINUTE)
    assert group.place == "workflows/visits/close.py:12 close"


def test_news_of_a_slow_process_adds_to_the_count_and_keeps_the_latest_words(session):
    record_errors(session, [seen(at=NOW + MINUTE, message="baru")], release="1.1", now=NOW)
    record_errors(session, [seen(message="lama")], release="1.0", now=NOW)
    [group] = groups(session)
    assert (group.count, group.message, group.release) == (2, "baru", "1.1")


@pytest.mark.parametrize(("step", "after"), [(ignore_error, ErrorStatus.IGNORED), (resolve_error, ErrorStatus.OPEN)])
def test_what_comes_back_is_open_again_unless_it_is_ignored(session, step, after):
    rani = make_user(session, "Rani", Role.DEVELOPER)
    record_errors(session, [seen()], release="1.0", now=NOW)
    step(session, error_id=groups(session)[0].id, actor=rani, now=NOW)
    record_errors(session, [seen(at=NOW + MINUTE)], release="1.0", now=NOW + MINUTE)
    [group] = groups(session)
    assert (group.status, group.count, group.resolved_at) == (after, 2, None)


def test_error_becomes_one_bug_report_hidden_from_members(session):
    rani = make_user(session, "Rani", Role.DEVELOPER)
    make_company(session)
    record_errors(session, [seen(route="POST /portal/")], release="1.0", now=NOW)
    error = report_error_as_bug(session, error_id=groups(session)[0].id, actor=rani, now=NOW)
    bug = session.get_one(BugReport, error.bug_id)
    assert (bug.internal, bug.found_version, bug.steps) == (True, "1.0", "POST /portal/")
    assert "Traceback" in bug.actual
    with pytest.raises(DomainError):
        report_error_as_bug(session, error_id=error.id, actor=rani, now=NOW)


def test_error_is_linked_to_an_incident_or_makes_one(session):
    make_company(session)
    rani = make_user(session, "Rani", Role.DEVELOPER)
    known = declare_incident(session, title="Lambat", severity=Severity.SEV3, actor=rani, now=NOW)
    record_errors(session, [seen("a"), seen("b")], release="1.0", now=NOW)
    first, second = groups(session)
    link_error_to_incident(session, error_id=first.id, actor=rani, now=NOW, number=known.number.lower())
    link_error_to_incident(session, error_id=second.id, actor=rani, now=NOW)
    assert first.incident_id == known.id
    made = session.get_one(Incident, second.incident_id)
    assert (made.title, made.severity) == ("ValueError: tidak bisa", Severity.SEV3)
    assert any(line.text.startswith("Galat:") for line in list_entries(session, incident_id=known.id))
    assert {line.kind for line in list_entries(session, incident_id=known.id)} == {EntryKind.EVENT}


def test_an_incident_that_one_may_not_see_cannot_be_linked(session):
    make_company(session)
    ani, rani = make_admin(session), make_user(session, "Rani", Role.DEVELOPER)
    hidden = declare_incident(
        session, title="Kebocoran", severity=Severity.SEV3, kind=IncidentKind.SECURITY, actor=ani, now=NOW
    )
    record_errors(session, [seen()], release="1.0", now=NOW)
    with pytest.raises(Invalid):
        link_error_to_incident(session, error_id=groups(session)[0].id, actor=rani, now=NOW, number=hidden.number)


@pytest.mark.parametrize(
    ("problem", "kind", "message"),
    [
        (KeyError("nomor"), "KeyError", "'nomor'"),
        (ValueError("telepon +6281234567890 salah"), "ValueError", "telepon •••90 salah"),
        (ValueError("agus@contoh.co.id tidak ada"), "ValueError", "•••@contoh.co.id tidak ada"),
        (
            IntegrityError("INSERT INTO users VALUES (%s)", {"name": "Pak Agus"}, Exception("duplicate\nDETAIL: Agus")),
            "sqlalchemy.exc.IntegrityError",
            "duplicate",
        ),
    ],
)
def test_words_of_an_error_name_nobody(problem, kind, message):
    error = raised(problem)
    assert (error.kind, error.message) == (kind, message)
    assert "Agus" not in error.trace


def test_line_numbers_and_values_do_not_split_a_group():
    assert raised(ValueError("a")).fingerprint == raised(ValueError("b")).fingerprint
    assert raised(ValueError("a")).fingerprint != raised(KeyError("a")).fingerprint
    lines = [{"level": "error", "logger": "sigap", "event": f"habis waktu {count} detik"} for count in (3, 14)]
    assert len({describe(line).fingerprint for line in lines}) == 1


@pytest.mark.parametrize("level", ["debug", "info", "warning"])
def test_a_line_that_is_no_error_is_left_out(level):
    assert describe({"level": level, "logger": "app", "event": "x"}) is None


def _fail():
    raise RuntimeError("gagal")


@pytest.fixture
def collecting(app, monkeypatch):
    """The collector of this process, empty, as a worker has it: the log's is that of the application built last."""
    looks = [step for step in structlog.get_config()["processors"] if getattr(step, "__name__", "") == "look"]
    collector = looks[0].__self__
    monkeypatch.setattr(collector, "_app", app)
    collector.is_collecting = True
    yield collector
    collector.is_collecting = False
    collector._seen.clear()


def test_logged_exceptions_of_both_kinds_of_logger_are_written_in_one_batch(session, collecting):
    for log in (structlog.get_logger("sigap.test"), logging.getLogger("app.test")):
        try:
            _fail()
        except RuntimeError:
            log.exception("tidak.bisa")
    logging.getLogger("app.test").warning("bukan galat")
    assert groups(session) == []
    seen_now = list(collecting._seen.values())
    assert {one.kind for one in seen_now} == {"RuntimeError"}
    collecting.flush()
    assert sum(group.count for group in groups(session)) == 2


def test_memory_is_bounded_while_the_database_is_away(app):
    collector = ErrorCollector(app)
    for number in range(MOST_GROUPS + 3):
        collector._add(seen(f"f{number}"))
    assert len(collector._seen) == MOST_GROUPS


def test_new_error_is_on_the_live_part_of_the_list_and_its_page_has_the_trace(client, session):
    make_company(session)
    rani = make_user(session, "Rani", Role.DEVELOPER)
    log_in(client, rani)
    assert "ValueError" not in client.get("/admin/errors/latest").get_data(as_text=True)
    record_errors(session, [seen(trace="File close.py, line 12")], release="1.0", now=NOW)
    session.commit()
    assert "ValueError" in client.get("/admin/errors/latest").get_data(as_text=True)
    assert 'data-poll-seconds="3"' in client.get("/admin/errors/").get_data(as_text=True)
    page = client.get(f"/admin/errors/details/?id={groups(session)[0].id}").get_data(as_text=True)
    for words in ("File close.py, line 12", "tidak bisa", "Jadikan laporan bug", "Abaikan"):
        assert words in page


def test_tracker_that_refuses_keeps_nothing_from_the_own_error_log(app_with, httpserver, session):
    httpserver.expect_request("/v1/logs").respond_with_data("no", status=503)
    app = app_with(otlp_endpoint=httpserver.url_for("").rstrip("/"))
    collector = app.extensions["error_log"]
    collector._add(seen())
    collector.flush()
    with app.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM error_groups")) == 1
