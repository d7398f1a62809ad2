"""The sender of the mirror at Statuspage.io: changes of one thing in their order, one request after the other."""

import json
from threading import Lock

from flask import Flask
from sqlalchemy import select

from app.core.db import db
from app.jobs.outbox.leased_delivery import LeasedDelivery
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from app.settings import Settings
from integrations.outcome import Refused, TryLater
from integrations.statuspage.client import StatuspageClient


class MirrorSender:
    """Called with a delivery whose body is `{"what", …}`; returns the id of what was written there."""

    def __init__(self, app: Flask) -> None:
        settings: Settings = app.config["SETTINGS"]
        self._app, self._lock = app, Lock()
        self._client = (
            StatuspageClient(
                settings.statuspage_api_base,
                settings.statuspage_api_key or "",
                settings.statuspage_page_id or "",
                timeout=settings.provider_timeout,
            )
            if settings.has_mirror
            else None
        )

    def __call__(self, delivery: LeasedDelivery) -> str:
        if self._client is None:
            raise Refused("no_address")
        told = json.loads(delivery.body)
        with self._lock:
            if self._waits(delivery):
                raise TryLater("waits_for_earlier")
            if told["what"] == "component":
                return self._client.put_component(told["component"])
            if told["what"] == "gone":
                return self._client.remove_incident(told["mark"])
            return self._client.put_incident(told["mark"], told["incident"], told["states"])

    def _waits(self, delivery: LeasedDelivery) -> bool:
        """Whether an earlier change of the same thing is still to be written."""
        about = Delivery.payload["statuspage"]["about"].astext
        earlier = select(Delivery.id).where(
            Delivery.channel == Channel.WEBHOOK,
            Delivery.status == DeliveryStatus.QUEUED,
            Delivery.id < delivery.id,
            about == delivery.payload["statuspage"]["about"],
        )
        with self._app.app_context():
            return db.session.scalar(earlier.limit(1)) is not None
