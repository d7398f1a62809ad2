"""Messages with a secret: it is put in as they leave, so that no table and no screen ever shows it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.core.crypto.derived_secrets import MARK, derived
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery


def opened(
    send: Callable[[LeasedDelivery], str] | None, key: Callable[[], str]
) -> Callable[[LeasedDelivery], str] | None:
    """A sender that knows the secrets of messages whose payload says `sealed`."""
    if send is None:
        return None

    def put_in_and_send(delivery: LeasedDelivery) -> str:
        sealed = delivery.payload.get("sealed")
        if not sealed:
            return send(delivery)
        secret = derived(key(), sealed)
        payload = {name: _filled(value, secret) for name, value in delivery.payload.items() if name != "sealed"}
        return send(replace(delivery, body=delivery.body.replace(MARK, secret), payload=payload))

    return put_in_and_send


def _filled(value: Any, secret: str) -> Any:
    if isinstance(value, str):
        return value.replace(MARK, secret)
    if isinstance(value, dict):
        return {name: _filled(part, secret) for name, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, secret) for part in value]
    return value
