"""Sends changes to the mirror at Statuspage.io one after the other; the lease keeps those of one thing in order."""

import json
from threading import Lock

from flask import Flask

from app.jobs.outbox.sending.leased_delivery import LeasedDelivery
from app.settings import Settings
from integrations.outcome import Refused
from integrations.statuspage.client import StatuspageClient


class MirrorSender:
    """Called with a delivery whose body is `{"what", …}`; returns the id of what was written there."""

    def __init__(self, app: Flask) -> None:
        settings: Settings = app.config["SETTINGS"]
        self._lock = Lock()
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
        parsed = json.loads(delivery.body)
        with self._lock:
            if parsed["what"] == "component":
                return self._client.put_component(parsed["component"], parsed.get("former_names", ()))
            if parsed["what"] == "gone":
                return self._client.remove_incident(parsed["mark"])
            return self._client.put_incident(parsed["mark"], parsed["incident"], parsed["states"])
