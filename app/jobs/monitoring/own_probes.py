"""Looking at what Sigap itself stands on: database, Redis, the outbox's age, disk, storage."""

import shutil
from datetime import datetime
from typing import Any

from flask import current_app
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import func, select, text

from app.core.db import db
from app.core.i18n import N_, Sentence
from app.models.messaging.outbox import Delivery, DeliveryStatus
from workflows.heartbeats import STORAGE, list_parts

QUEUE_SECONDS, DISK_PERCENT = 300, 10


def probe_postgresql(_options: dict[str, Any], _now: datetime) -> str:
    db.session.execute(text("SELECT 1"))
    return ""


def probe_redis(_options: dict[str, Any], _now: datetime) -> str:
    try:
        Redis.from_url(current_app.config["REDIS_URL"], socket_timeout=2, socket_connect_timeout=2).ping()
    except RedisError as problem:
        return type(problem).__name__
    return ""


def probe_queue_age(options: dict[str, Any], now: datetime) -> Sentence:
    """The oldest message that waits, beyond the moment it was due."""
    limit = int(options.get("limit") or QUEUE_SECONDS)
    oldest = db.session.scalar(select(func.min(Delivery.due_at)).where(Delivery.status == DeliveryStatus.QUEUED))
    waited = int((now - oldest).total_seconds()) if oldest is not None else 0
    if waited <= limit:
        return ""
    return N_("pesan tertua menunggu %(waited)d detik, batas %(limit)d", waited=waited, limit=limit)


def probe_disk(options: dict[str, Any], _now: datetime) -> Sentence:
    """Free space where files are kept, in per cent."""
    limit = int(options.get("limit") or DISK_PERCENT)
    settings = current_app.config["SETTINGS"]
    usage = shutil.disk_usage(settings.instance_dir)
    free = usage.free * 100 // usage.total
    return N_("sisa %(free)d %%, batas %(limit)d %%", free=free, limit=limit) if free < limit else ""


def probe_storage(_options: dict[str, Any], now: datetime) -> str:
    """What the scheduled write and read of a file found."""
    part = next((one for one in list_parts(db.session(), now=now) if one.name == STORAGE), None)
    return "" if part is None or part.is_well else part.reason or str(part.state)
