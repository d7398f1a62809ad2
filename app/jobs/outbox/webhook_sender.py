"""The sender of outgoing webhooks: secrets are drawn anew from the derivation key, so none lies in a message."""

from flask import Flask

from app.http.security.secret_keys import derivation_key_of
from app.jobs.outbox.leased_delivery import LeasedDelivery
from app.settings import Settings
from integrations.webhooks.client import HookClient
from workflows.webhooks import secret_of


class HookSender:
    """Called with a message; returns the id that its receiver can tell replays by."""

    def __init__(self, app: Flask) -> None:
        settings: Settings = app.config["SETTINGS"]
        self._app = app
        self._client = HookClient(loopback=settings.webhook_loopback, timeout=min(settings.provider_timeout, 15.0))

    def __call__(self, delivery: LeasedDelivery) -> str:
        hook = delivery.payload["hook"]
        key = derivation_key_of(self._app)
        secrets = [secret_of(key, endpoint_id=hook["endpoint"], version=version) for version in hook["versions"]]
        return self._client.send(delivery.address, delivery.body, message_id=hook["id"], secrets=secrets)
