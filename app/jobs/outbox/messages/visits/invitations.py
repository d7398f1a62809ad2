"""Invitations to a visit: written some at a time while the visit has free places, withdrawn when it has none."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_user
from app.jobs.outbox.messages.visits.tickets import claim_button, claimed, pool_page, visit_of
from app.jobs.outbox.words import words_of
from app.models.accounts.user import User
from app.models.company import Company
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage
from app.models.visits.visit import CLAIMABLE, VisitTicket
from app.models.visits.visit_status import PRIORITY_LABELS
from workflows.visits import list_invitable_technicians, list_team

AT_ONCE = 50  # rows written ahead of the sending: what a job that fills meanwhile leaves unsent
SOON = timedelta(seconds=1)  # looked at again by the schedule, or when the channel has sent what it had

# Not those a worker is just sending: they are edited when they land.
_CANCEL_UNSENT = text("""
UPDATE deliveries SET status = 'CANCELLED'
 WHERE id IN (
    SELECT d.id FROM outbox_messages m JOIN deliveries d ON d.message_id = m.id
     WHERE m.visit_id = :visit_id AND m.kind = 'visit.opened' AND coalesce((m.payload->>'round')::int, 0) < :round
       AND d.status = 'QUEUED' AND d.due_at <= :now AND NOT d.payload ? 'edit_message_id'
       AND (CAST(:only AS bigint) IS NULL OR d.user_id = :only)
       FOR UPDATE OF d SKIP LOCKED)
""")

# The row follows its message: it says what the chat says now, without a button, and is sent once more as an edit.
_EDIT_SENT = text("""
UPDATE deliveries d
   SET status = 'QUEUED', tries = 0, due_at = :now, body = w.body, error_code = '', error_detail = '',
       payload = d.payload - 'buttons' - 'link' || jsonb_build_object('edit_message_id', d.provider_id::bigint)
  FROM users u, jsonb_to_recordset(CAST(:words AS jsonb)) AS w(locale text, won boolean, body text)
 WHERE d.id IN (
    SELECT d.id FROM outbox_messages m JOIN deliveries d ON d.message_id = m.id
     WHERE m.visit_id = :visit_id AND m.kind = 'visit.opened' AND coalesce((m.payload->>'round')::int, 0) < :round
       AND d.channel = 'TELEGRAM' AND d.status IN ('SENT', 'DELIVERED', 'READ') AND d.provider_id IS NOT NULL
       AND d.payload ? 'buttons' AND (CAST(:only AS bigint) IS NULL OR d.user_id = :only)
       FOR UPDATE OF d)
   AND u.id = d.user_id AND w.locale = u.locale AND w.won = (u.id = ANY(:team))
""")


def opened(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The next technicians who may take it, nearest and longest without a job first, with a button that claims.

    The event stays due until everybody is invited, or its round has ended.
    """
    visit, now = visit_of(session, message), utc_now()
    session.refresh(visit)
    current = message.payload.get("round", visit.invitation_round) == visit.invitation_round
    if not current or visit.status not in CLAIMABLE or visit.places_free <= 0:
        return
    if _is_backlog(session, now):
        message.due_at = now + SOON
        return
    # hundreds at once, on a list of its own that refreshes by itself: nothing among their notifications
    for technician in _next_invited(session, message, visit, now):
        yield to_user(
            technician, "visit.opened", _facts(message, visit), buttons=claim_button(visit), link=pool_page(visit)
        )


def _facts(message: OutboxMessage, visit: VisitTicket) -> dict[str, object]:
    emergency = message.payload.get("emergency", False)
    return {"visit": visit, "priority": PRIORITY_LABELS[visit.priority], "emergency": emergency}


def _is_backlog(session: Session, now: datetime) -> bool:
    """As many invitations wait as are written at once: no row before it can be sent."""
    waiting = select(Delivery.id).where(
        Delivery.channel.in_((Channel.TELEGRAM, Channel.EMAIL)),
        Delivery.status == DeliveryStatus.QUEUED,
        Delivery.due_at <= now,
        Delivery.kind == "visit.opened",
        ~Delivery.payload.has_key("edit_message_id"),
    )
    return (session.scalar(select(func.count()).select_from(waiting.limit(AT_ONCE).subquery())) or 0) >= AT_ONCE


def _next_invited(session: Session, message: OutboxMessage, visit: VisitTicket, now: datetime) -> Sequence[User]:
    """Those of the wave who have no invitation yet; moves the event's `due_at` to when the next ones are due."""
    already = set(session.scalars(select(Delivery.user_id).where(Delivery.message_id == message.id)))
    waiting = [user for user in list_invitable_technicians(session, visit=visit, now=now) if user.id not in already]
    company = session.get(Company, 1)
    wave = company.wave_size if company is not None and company.wave_size else len(already) + len(waiting) + 1
    left = wave - len(already) % wave
    chosen = waiting[: min(AT_ONCE, left)]
    if len(chosen) < len(waiting):
        wave_is_over = company is not None and len(chosen) == left
        message.due_at = now + (timedelta(minutes=company.wave_minutes) if wave_is_over and company else SOON)
    return chosen


def invitations_ended(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """What was not sent is cancelled; what was sent says why its button is gone."""
    visit = visit_of(session, message)
    session.refresh(visit)
    team = [person.id for person in list_team(session, visit_id=visit.id)]
    _withdraw(session, visit, before=visit.invitation_round, team=team)
    return ()


def won(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The winner's own invitation has no button any more, whether or not others are still invited."""
    visit, winner_id = visit_of(session, message), message.payload["technician_id"]
    _withdraw(session, visit, before=visit.invitation_round + 1, team=[winner_id], only=winner_id)
    yield from claimed(session, message)


def _withdraw(session: Session, visit: VisitTicket, *, before: int, team: list[int], only: int | None = None) -> None:
    """Of the rounds before this one; `only`: one person's."""
    about = {"visit_id": visit.id, "round": before, "now": utc_now(), "only": only}
    session.execute(_CANCEL_UNSENT, about)
    moved = visit.status in CLAIMABLE and visit.places_free > 0
    words: list[dict[str, object]] = []
    for locale in ("id", "en"):
        for won in (False, True):
            full = OutgoingMessage(
                channel=Channel.TELEGRAM,
                template="visit.invitations_ended",
                facts={"visit": visit, "won": won, "moved": moved},
                extra={"locale": locale},
            )
            words.append({"locale": locale, "won": won, "body": words_of(full)})
    session.execute(_EDIT_SENT, {**about, "words": json.dumps(words), "team": team})


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "visit.opened": opened,
    "visit.claimed": won,
    "visit.invitations_ended": invitations_ended,
}
