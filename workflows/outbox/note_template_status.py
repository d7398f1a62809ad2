"""Note the status that Meta gives a template."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.messaging.contact import OUT_OF_USE, WhatsAppTemplate
from app.models.messaging.outbox import DELIVERY_FLOW, Channel, Delivery, DeliveryStatus
from workflows.outbox.delivery_status import is_sealed
from workflows.outbox.events import TemplateStopped
from workflows.outbox.note_status import CODE_WAITS
from workflows.outbox_events import emit
from workflows.transitions import transition_unaudited

TEMPLATE_STOPPED = "template_stopped"


def note_template_status(
    session: Session, *, name: str, language: str, status: str, reason: str, at: datetime, now: datetime
) -> list[WhatsAppTemplate]:
    """Meta's word on a template, heeded at once: what was to leave by one that is out of use goes to CS.

    `language` empty: every language. An older word than the one we have changes nothing.
    """
    named = select(WhatsAppTemplate).where(WhatsAppTemplate.name == name).order_by(WhatsAppTemplate.id)
    if language:
        named = named.where(WhatsAppTemplate.language == language)
    changed = []
    for template in session.scalars(named.with_for_update()):
        if template.meta_at is not None and at < template.meta_at:
            continue
        was_usable = template.is_usable
        template.meta_status, template.meta_reason, template.meta_at = status[:40], reason[:300], at
        changed.append(template)
        if was_usable and not template.is_usable:
            emit(session, TemplateStopped(template_id=template.id, status=template.meta_status), now=now)
    session.flush()
    if changed and status in OUT_OF_USE:
        _leave_to_desk(session, name)
    return changed


def _leave_to_desk(session: Session, name: str) -> None:
    waiting = select(Delivery).where(
        Delivery.channel == Channel.WHATSAPP,
        Delivery.status == DeliveryStatus.QUEUED,
        Delivery.payload["template"]["name"].as_string() == name,
    )
    for delivery in session.scalars(waiting.with_for_update(skip_locked=True)).all():
        payload = {part: value for part, value in delivery.payload.items() if part != "template"}
        sealed = is_sealed(payload)
        step, code = ("fail", CODE_WAITS) if sealed else ("leave_to_desk", TEMPLATE_STOPPED)
        transition_unaudited(
            session, DELIVERY_FLOW, delivery.id, step, payload=payload, error_code=code, error_detail=""
        )
