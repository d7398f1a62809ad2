"""A day's page and step counts for Google Analytics: numbers only, nobody's name, address or number."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from app.core.clock import day_bounds
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage
from app.models.messaging.outbox import Channel, OutboxMessage
from app.policies.company_time import company_zone
from workflows.releases.after_release import count_pages, count_steps

MOST_EVENTS, LONGEST = 25, 100  # GA4's limits: events of a request, characters of a value


def counted(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Nothing without keys."""
    if not current_app.config["SETTINGS"].has_ga4:
        return
    since, until = day_bounds(date.fromisoformat(message.payload["day"]), company_zone(session))
    steps = [("step_counted", "step", name, n) for name, n in count_steps(session, since, until)]
    pages = [("page_counted", "page", name, n) for name, n in count_pages(session, since, until)]
    body = {
        "client_id": _client_id(current_app.config["SETTINGS"].public_url),
        "timestamp_micros": int((until - timedelta(seconds=1)).timestamp() * 1_000_000),
        "consent": {"ad_user_data": "DENIED", "ad_personalization": "DENIED"},
        "events": [_event(*one, message.payload["day"]) for one in [*steps, *pages][:MOST_EVENTS]],
    }
    yield OutgoingMessage(
        channel=Channel.WEBHOOK,
        template=message.kind,
        facts={"body": json.dumps(body, ensure_ascii=False)},
        extra={"address": "Google Analytics", "ga4": True},
        key="ga4",
    )


def _event(event: str, kind: str, name: str, count: int, day: str) -> dict[str, Any]:
    return {"name": event, "params": {kind: name[:LONGEST], "count": count, "day": day, "engagement_time_msec": 1}}


def _client_id(public_url: str) -> str:
    """One for this installation, the same every day, in the shape of GA4's own."""
    digest = sha256(public_url.encode()).digest()
    return f"{int.from_bytes(digest[:4])}.{int.from_bytes(digest[4:8])}"


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"analytics.counted": counted}
