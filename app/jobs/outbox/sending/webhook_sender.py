"""The sender of outgoing webhooks: secrets are drawn anew from the derivation key, so none lies in a message."""

import json

from flask import Flask

from app.http.security.secret_keys import derivation_key_of
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery
from app.jobs.outbox.sending.mirror_sender import MirrorSender
from app.settings import Settings
from integrations.ga4.client import Ga4Client
from integrations.outcome import Refused
from integrations.team_chats import PERMANENT
from integrations.webhooks.client import HookClient
from workflows.webhooks import secret_of, secret_of_subscriber

SECRET_MARK = "whsec_••••"  # noqa: S105  where a subscriber of the status page reads the secret that signs what it is told


class HookSender:
    """Called with a message; returns the id that its receiver can tell replays by."""

    def __init__(self, app: Flask) -> None:
        settings: Settings = app.config["SETTINGS"]
        self._app, self._settings = app, settings
        self._mirror = MirrorSender(app)
        self._client = HookClient(loopback=settings.webhook_loopback, timeout=min(settings.provider_timeout, 15.0))

    def __call__(self, delivery: LeasedDelivery) -> str:
        if "group" in delivery.payload:
            return self._notify_group(delivery)
        if "ga4" in delivery.payload:
            return self._count(delivery)
        if "statuspage" in delivery.payload:
            return self._mirror(delivery)
        if "subscriber" in delivery.payload:
            return self._notify_subscriber(delivery)
        hook = delivery.payload["hook"]
        key = derivation_key_of(self._app)
        secrets = [secret_of(key, endpoint_id=hook["endpoint"], version=version) for version in hook["versions"]]
        return self._client.send(delivery.address, delivery.body, message_id=hook["id"], secrets=secrets)

    def _notify_subscriber(self, delivery: LeasedDelivery) -> str:
        one = delivery.payload["subscriber"]
        secret = secret_of_subscriber(derivation_key_of(self._app), subscriber_id=one["number"])
        body = delivery.body.replace(SECRET_MARK, secret)
        return self._client.send(delivery.address, body, message_id=one["id"], secrets=[secret])

    def _count(self, delivery: LeasedDelivery) -> str:
        keys = self._settings.ga_measurement_id, self._settings.ga_api_secret
        if keys[0] is None or keys[1] is None:
            raise Refused("no_address")
        Ga4Client(self._settings.ga_base, keys[0], keys[1]).collect(json.loads(delivery.body))
        return f"ga4-{delivery.id}"

    def _notify_group(self, delivery: LeasedDelivery) -> str:
        """The address is a secret of the settings: a delivery holds the kind of its group only."""
        group = delivery.payload["group"]
        url = self._settings.group_address(group["kind"])
        if url is None:
            raise Refused("no_address")
        return self._client.send(url, delivery.body, message_id=group["id"], secrets=(), permanent=PERMANENT)
