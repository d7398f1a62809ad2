"""A message with buttons that arrived after the decision: its buttons are taken away, too."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.units import RELAY, unit_of

# The decision's event is addressed once more: edits that were written before stay as they are, by their keys. WAITING
# is updated, too, so that a fan-out that looked for sent messages a moment ago and has not committed looks again.
_DECIDED_ALREADY = text("""
UPDATE outbox_messages decided SET status = 'WAITING', due_at = :now
  FROM deliveries d JOIN outbox_messages asked ON asked.id = d.message_id
 WHERE d.id = ANY(:ids) AND d.channel = 'TELEGRAM' AND d.status = 'SENT'
   AND asked.kind IN ('alert.raised', 'invoice.submitted', 'queue.offered', 'telegram.question')
   AND (decided.visit_id = asked.visit_id OR decided.invoice_id = asked.invoice_id)
   AND decided.id > asked.id AND decided.status IN ('WAITING', 'ADDRESSED')
   AND CASE asked.kind
       WHEN 'alert.raised' THEN decided.kind = 'telegram.decided'
            AND decided.payload->>'alert_id' = asked.payload->>'alert_id'
       WHEN 'queue.offered' THEN decided.kind = 'telegram.decided'
            AND decided.payload->>'entry_id' = asked.payload->>'entry_id'
       ELSE decided.kind = 'telegram.decided' END
RETURNING decided.id
""")
# The same of calls to an incident; apart, since these find the decision by its place behind the call, not by a visit.
_TAKEN_ALREADY = text("""
UPDATE outbox_messages decided SET status = 'WAITING', due_at = :now
  FROM deliveries d JOIN outbox_messages asked ON asked.id = d.message_id
 WHERE d.id = ANY(:ids) AND d.channel = 'TELEGRAM' AND d.status = 'SENT' AND asked.kind = 'incident.called'
   AND decided.id > asked.id AND decided.kind = 'telegram.decided' AND decided.status IN ('WAITING', 'ADDRESSED')
   AND decided.payload->>'incident_id' = asked.payload->>'incident_id'
RETURNING decided.id
""")


def withdraw_late_buttons(session: Session, delivery_ids: Sequence[int]) -> None:
    """`delivery_ids`: just recorded as sent, in the same transaction."""
    facts = {"ids": list(delivery_ids), "now": utc_now()}
    if not delivery_ids:
        return
    found = [session.execute(statement, facts).first() for statement in (_DECIDED_ALREADY, _TAKEN_ALREADY)]
    if any(found):
        unit_of(session).wake.add(RELAY)
