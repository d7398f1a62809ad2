"""Rows past their retention go in batches, archived first where the rule says so; the rest stays."""

import gzip
import json
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from app.core.db import Base
from app.http.files.storage import storage
from app.jobs.upkeep.retention import take_out_old_rows
from app.models.audit.audit_log import AuditEntry
from app.models.files.archive import Archive
from app.models.messaging.notification import Notification
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.policies.retention import RETENTION, kept_days, kept_since
from integrations.storage import StorageDown
from tests.factories import NOW, make_technician
from workflows.retention import count_old_rows, delete_old_rows, list_archives, read_old_rows

RULES = {rule.table: rule for rule in RETENTION}
SETTINGS = {"keep_messages_days": 365, "keep_notifications_days": 90}


def make_delivery(session: Session, age: int, status: str = "SENT") -> Delivery:
    at = NOW - timedelta(days=age)
    message = OutboxMessage(kind="x", payload={}, due_at=at, status="ADDRESSED", created_at=at)
    session.add(message)
    session.flush()
    key = {"idempotency_key": f"k{message.id}", "address": "a@contoh.id", "body": "Halo"}
    delivery = Delivery(
        message_id=message.id, kind="x", channel="EMAIL", due_at=at, created_at=at, status=status, **key
    )
    session.add(delivery)
    session.flush()
    return delivery


def work(app: Flask, session: Session) -> None:
    session.commit()
    with app.app_context():
        take_out_old_rows()
    session.expire_all()


def test_every_rule_names_a_table_and_a_moment_and_can_be_asked(session: Session) -> None:
    for rule in RETENTION:
        assert rule.column in Base.metadata.tables[rule.table].columns
        assert count_old_rows(session, rule, before=NOW) == 0
        if rule.archived or rule.file_column:
            assert read_old_rows(session, rule, before=NOW) is None
        assert delete_old_rows(session, rule, before=NOW) == 0


def test_the_settings_replace_the_days_of_a_rule() -> None:
    rule = RULES["deliveries"]
    assert kept_days(rule, {}) == 365
    assert kept_days(rule, {"keep_messages_days": 400}) == 400
    assert kept_since(rule, {"keep_messages_days": 10}, NOW) == NOW - timedelta(days=10)


def test_old_messages_are_archived_with_all_their_columns_and_deleted_with_their_events(
    app: Flask, session: Session
) -> None:
    old_id = make_delivery(session, 366).id
    kept = [make_delivery(session, 365), make_delivery(session, 900, status="QUEUED")]
    work(app, session)
    assert session.scalars(select(Delivery.id).order_by(Delivery.id)).all() == [one.id for one in kept]
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 2
    [archive] = list_archives(session, from_table="deliveries")
    assert (archive.row_count, archive.first_id, archive.last_id) == (1, old_id, old_id)
    with app.app_context(), storage().open(archive.storage_key) as file:
        [line] = gzip.decompress(file.read()).decode().splitlines()
    assert json.loads(line)["body"] == "Halo"
    assert set(json.loads(line)) == set(Base.metadata.tables["deliveries"].columns.keys())


def test_without_its_storage_nothing_that_is_archived_goes(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_delivery(session, 400)
    reader = make_technician(session)
    session.add(Notification(user_id=reader.id, kind="x", title="x", created_at=NOW - timedelta(days=91)))
    with app.app_context():
        here = storage()

    def down(content: bytes) -> str:
        raise StorageDown

    monkeypatch.setattr(here, "save", down)
    work(app, session)
    assert session.scalar(select(func.count()).select_from(Delivery)) == 1
    assert session.scalar(select(func.count()).select_from(Notification)) == 0


def test_more_than_a_batch_goes_in_one_night(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = make_technician(session)
    old = {"user_id": reader.id, "kind": "x", "title": "x", "created_at": NOW - timedelta(days=91)}
    session.add_all([Notification(**old) for _ in range(7)])
    monkeypatch.setattr(
        "app.jobs.upkeep.retention.RETENTION", [RULES["notifications"].__class__("notifications", "x", 90, batch=3)]
    )
    work(app, session)
    assert session.scalar(select(func.count()).select_from(Notification)) == 0


def entry_of(session: Session, at: datetime) -> AuditEntry:
    entry = AuditEntry(at=at, thing="users", thing_id=1, action="x", changes={})
    session.add(entry)
    session.flush()
    return entry


@pytest.mark.parametrize(("allowed", "age"), [("off", 400), ("on", 364)])
def test_the_audit_log_gives_up_nothing_else(session: Session, allowed: str, age: int) -> None:
    entry = entry_of(session, NOW - timedelta(days=age))
    session.execute(text("SELECT set_config('sigap.retention', :allowed, true)"), {"allowed": allowed})
    with pytest.raises(ProgrammingError, match="append-only"), session.begin_nested():
        session.execute(text("DELETE FROM audit_entries WHERE id = :id"), {"id": entry.id})


def test_the_audit_log_is_kept_five_years_and_archived(app: Flask, session: Session) -> None:
    entry_of(session, NOW - timedelta(days=1827))
    young = entry_of(session, NOW - timedelta(days=1825))
    work(app, session)
    assert session.scalars(select(AuditEntry.id)).all() == [young.id]
    assert session.scalars(select(Archive.from_table)).all() == ["audit_entries"]
