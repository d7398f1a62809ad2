"""Taking messages out of the table and writing back what became of them: one statement for many."""

import json
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction
from app.core.units import RELAY, unit_of
from app.jobs.outbox.sending.late_buttons import withdraw_late_buttons
from app.jobs.outbox.sending.leased_delivery import WORKS, LeasedDelivery, Result
from app.models.messaging.outbox import Channel, DeliveryStatus
from workflows.outbox import ChannelStopped, note_account_restricted, note_account_works, note_template_status
from workflows.outbox_events import emit
from workflows.visits.events import InvitationsEnded
from workflows.webhooks import give_up_endpoint

LEASE = timedelta(seconds=90)
HOLD = 55.0  # seconds in which a leased message may still be sent; longer than that and the slowest answer is LEASE

_OUTDATED = """EXISTS (
    SELECT FROM outbox_messages m JOIN visit_tickets v ON v.id = m.visit_id
     WHERE m.id = d.message_id AND d.kind = 'visit.opened' AND NOT d.payload ? 'edit_message_id'
       AND coalesce((m.payload->>'round')::int, 0) < v.invitation_round)"""

# An invitation whose round has ended is cancelled instead of sent. A change for the mirror of the status page waits
# until the one before of the same thing is no longer queued.
_LEASE = text(f"""
WITH due AS (
    SELECT id FROM deliveries q
     WHERE channel = :channel AND status = 'QUEUED' AND due_at <= :now
       AND NOT (payload ? 'statuspage' AND EXISTS (
           SELECT FROM deliveries before
            WHERE before.channel = 'WEBHOOK' AND before.status = 'QUEUED' AND before.id < q.id
              AND before.payload->'statuspage'->>'about' = q.payload->'statuspage'->>'about'))
     ORDER BY due_at, id LIMIT :size FOR UPDATE SKIP LOCKED
)
UPDATE deliveries d
   SET due_at = :until, tries = d.tries + 1, status = CASE WHEN {_OUTDATED} THEN 'CANCELLED' ELSE 'QUEUED' END
  FROM due
 WHERE d.id = due.id
RETURNING d.status = 'CANCELLED', d.id, d.channel, d.address, d.body, d.payload, d.tries, d.created_at
""")  # noqa: S608  made of constants

# Sent while the round ended: its button has to go, too.
_LANDED_LATE = text(f"""
SELECT DISTINCT o.visit_id FROM deliveries d JOIN outbox_messages o ON o.id = d.message_id
 WHERE d.id = ANY(:ids) AND d.channel = 'TELEGRAM' AND d.status = 'SENT' AND {_OUTDATED}
""")  # noqa: S608  made of constants

# Never downgrades: a webhook may have said `delivered` before our own answer is written. A message that was queued
# anew meanwhile counts its tries from nothing, which tells a late result from a current one.
_RECORD = text("""
UPDATE deliveries d
   SET status = r.status, provider_id = coalesce(r.provider_id, d.provider_id),
       sent_at = coalesce(r.sent_at, d.sent_at), due_at = coalesce(r.due_at, d.due_at),
       error_code = r.error_code, error_detail = r.error_detail, payload = coalesce(r.payload, d.payload)
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(
       delivery_id bigint, tries int, status text, provider_id text, sent_at timestamptz, due_at timestamptz,
       error_code text, error_detail text, payload jsonb)
 WHERE d.id = r.delivery_id AND d.status = 'QUEUED' AND d.tries >= r.tries
""")

_SANDBOX = text("""
UPDATE deliveries SET status = 'SANDBOX' WHERE channel = :channel AND status = 'QUEUED' AND due_at <= :now
""")

# One statement, so that a message is among the notifications exactly when its row says so.
_PUT = text("""
WITH due AS (
    SELECT id FROM deliveries
     WHERE channel = 'IN_APP' AND status = 'QUEUED' AND due_at <= :now
     ORDER BY due_at, id LIMIT :size FOR UPDATE SKIP LOCKED
), delivered AS (
    UPDATE deliveries d SET status = 'DELIVERED', sent_at = :now, delivered_at = :now, tries = d.tries + 1 FROM due
     WHERE d.id = due.id
 RETURNING d.id, d.user_id, d.kind, d.subject, d.body, d.payload
), put AS (
    INSERT INTO notifications (user_id, kind, title, body, link, delivery_id)
    SELECT user_id, kind, subject, btrim(substr(body, strpos(body || E'\n', E'\n') + 1), E' \n'), payload->>'path', id
      FROM delivered ORDER BY id
        ON CONFLICT (delivery_id) DO NOTHING
)
SELECT count(*) FROM delivered
""")

_GONE_HOOKS = text("""
SELECT DISTINCT (payload->'hook'->>'endpoint')::bigint
  FROM deliveries WHERE id = ANY(:ids) AND channel = 'WEBHOOK' AND payload ? 'hook'
""")

# Subscribers of the status page whose address is gone, or who blocked the bot.
_END_SUBSCRIBERS = text("""
DELETE FROM status_subscribers s USING deliveries d
 WHERE d.id = ANY(:ids) AND ((d.channel = 'WEBHOOK' AND s.url = d.address AND d.payload ? 'subscriber')
    OR (d.channel = 'TELEGRAM' AND s.chat_id::text = d.address))
""")

_SHUT_OUT = text("""
WITH person AS (
    UPDATE users u SET telegram_blocked_at = :now
      FROM deliveries d
     WHERE d.id = ANY(:ids) AND u.id = d.user_id AND u.telegram_chat_id::text = d.address
 RETURNING u.id, u.email IS NOT NULL AS has_mail, d.message_id
), written AS (
    INSERT INTO audit_entries (at, thing, thing_id, action, changes, via)
    SELECT DISTINCT :now, 'users', id, 'telegram_blocked', '{}'::jsonb, 'JOB' FROM person
)
UPDATE outbox_messages m SET status = 'WAITING', due_at = :now
  FROM person
 WHERE m.id = person.message_id AND person.has_mail AND m.kind NOT LIKE 'telegram.%'
""")

_END_BROWSERS = text("""
UPDATE push_subscriptions s SET ended_at = :now
  FROM deliveries d
 WHERE d.id = ANY(:ids) AND d.channel = 'PUSH' AND s.id = (d.payload->'push'->>'id')::bigint AND s.ended_at IS NULL
""")


def lease(channel: Channel, size: int) -> list[LeasedDelivery]:
    """Take messages by pushing their due time ahead: a killed worker's are due again after the lease."""
    now, hold_until = utc_now(), time.monotonic() + HOLD
    facts = {"channel": channel, "now": now, "until": now + LEASE, "size": size}
    rows: Sequence[Any] = [(True,)]
    while rows and all(row[0] for row in rows):  # all cancelled: what is behind them may be due
        with transaction() as session:
            rows = session.execute(_LEASE, facts).all()
    kept = (row for row in sorted(rows, key=lambda row: row.id) if not row[0])
    return [LeasedDelivery(*row[1:], hold_until=hold_until) for row in kept]


def record(results: Sequence[Result]) -> None:
    """Write results; who blocked the bot gets e-mail instead, a browser that is gone nothing more."""
    if not results:
        return
    blocked = [result.delivery_id for result in results if result.blocked]
    with transaction() as session:
        session.execute(_RECORD, {"rows": json.dumps([_row(result) for result in results])})
        withdraw_late_buttons(session, [one.delivery_id for one in results if one.status == DeliveryStatus.SENT])
        if blocked:
            session.execute(_SHUT_OUT, {"ids": blocked, "now": utc_now()})
            session.execute(_END_BROWSERS, {"ids": blocked, "now": utc_now()})
            session.execute(_END_SUBSCRIBERS, {"ids": blocked})
            unit_of(session).wake.add(RELAY)
        _note_account(session, {result.account for result in results if result.account})
        for name, status in {(result.template, result.template_status) for result in results if result.template}:
            now = utc_now()
            note_template_status(session, name=name, language="", status=status, reason="", at=now, now=now)
        _notify_admins(session, [result for result in results if result.stopped])
        _end_subscriptions(session, [result.delivery_id for result in results if result.error_code == "gone"])
    _withdraw_late([result.delivery_id for result in results if result.status == DeliveryStatus.SENT])


def _withdraw_late(sent: Sequence[int]) -> None:
    """After the commit, so that either this sees that the round has ended, or its end sees what was sent."""
    if not sent:
        return
    with transaction() as session:
        for visit_id in session.execute(_LANDED_LATE, {"ids": list(sent)}).scalars().all():
            emit(session, InvitationsEnded(visit_id=visit_id), now=utc_now())


def _note_account(session: Session, results: set[str]) -> None:
    """A refusal among successes is believed: the next try tells."""
    restricted = sorted(results - {WORKS})
    if restricted:
        note_account_restricted(session, reason=restricted[0], at=utc_now())
    elif results:
        note_account_works(session, at=utc_now())


def _notify_admins(session: Session, stopped: Sequence[Result]) -> None:
    """Once an hour for each channel."""
    if not stopped:
        return
    now = utc_now()
    channel = session.execute(text("SELECT channel FROM deliveries WHERE id = :id"), {"id": stopped[0].delivery_id})
    message = ChannelStopped(channel=channel.scalar_one(), code=stopped[0].error_code)
    emit(session, message, now=now, once=f"{message.kind}:{message.channel}:{now:%Y%m%d%H}")


def _end_subscriptions(session: Session, delivery_ids: Sequence[int]) -> None:
    """A subscriber's address answered that it is gone: do not go on telling it."""
    if not delivery_ids:
        return
    session.execute(_END_SUBSCRIBERS, {"ids": list(delivery_ids)})
    hooks = session.execute(_GONE_HOOKS, {"ids": list(delivery_ids)}).scalars()
    for endpoint_id in hooks.all():
        give_up_endpoint(session, endpoint_id=endpoint_id, why="410 Gone", now=utc_now())


def mark_sandbox(channel: Channel) -> int:
    """The channel has no credentials: say so on everything that is due."""
    with transaction() as session:
        return session.execute(_SANDBOX, {"channel": channel, "now": utc_now()}).rowcount  # type: ignore[attr-defined,no-any-return]


def write_notifications() -> int:
    """Messages for our own pages need no provider: they become notifications, all that are due."""
    count, put = 0, 1
    while put:
        with transaction() as session:
            put = session.execute(_PUT, {"now": utc_now(), "size": 500}).scalar_one()
        count += put
    return count


def _row(result: Result) -> dict[str, Any]:
    return {
        "delivery_id": result.delivery_id,
        "tries": result.tries,
        "status": result.status,
        "provider_id": result.provider_id,
        "sent_at": result.sent_at.isoformat() if result.sent_at else None,
        "due_at": result.due_at.isoformat() if result.due_at else None,
        "error_code": result.error_code,
        "error_detail": result.error_detail.replace("\x00", ""),
        "payload": result.payload,
    }
