"""What a year leaves behind beside the visits themselves."""

from app.models.audit.audit_log import AuditEntry
from app.models.messaging.notification import Notification
from app.models.messaging.outbox import Delivery, OutboxMessage
from tests.benchmarks.day.sizes import DAYS, PEOPLE, TECHNICIANS, VISITS
from tests.benchmarks.fill import insert_rows as _insert


def list_messages() -> list[str]:
    """Fifteen deliveries, six notifications and ten audit entries for each visit."""
    return [
        _insert(
            OutboxMessage,
            4 * VISITS,
            id="i",
            kind="'visit.claimed'",
            payload="'{}'",
            status="'ADDRESSED'",
            due_at="now()",
            visit_id=f"i % {VISITS} + 1",
            created_at=f"now() - (4 * {VISITS} - i) * interval '{DAYS} days' / (4 * {VISITS})",
        ),
        _insert(
            Delivery,
            15 * VISITS,
            id="i",
            message_id=f"i % {4 * VISITS} + 1",
            kind="'visit.claimed'",
            channel="(ARRAY['TELEGRAM', 'IN_APP', 'EMAIL'])[i % 3 + 1]",
            status="'DELIVERED'",
            user_id=f"i % {TECHNICIANS} + 1",
            address="'x'",
            body="repeat('Halo, ada kabar untuk Anda. ', 8)",
            due_at="now()",
            idempotency_key="'k' || i",
        ),
        _insert(
            Notification,
            6 * VISITS,
            id="i",
            user_id=f"i % {PEOPLE} + 1",
            kind="'visit.claimed'",
            title="'Job milik Anda'",
            read_at="now()",
        ),
        _insert(
            AuditEntry,
            10 * VISITS,
            id="i",
            at=f"now() - (10 * {VISITS} - i) * interval '{DAYS} days' / (10 * {VISITS})",
            actor_id=f"i % {PEOPLE} + 1",
            thing="'visit_tickets'",
            thing_id=f"i % {VISITS} + 1",
            action="'claim'",
            changes='\'{"status": ["DRAFT", "OPEN"]}\'',
        ),
    ]
