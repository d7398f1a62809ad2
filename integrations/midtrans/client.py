"""Opens Midtrans payment pages (Snap) and asks what became of them (Core)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from requests.auth import HTTPBasicAuth

from integrations.midtrans.payment import PaymentNotification, parse
from integrations.outcome import ChannelDown, DeliveryProblem, Refused, TryLater
from integrations.shapes import items, text
from integrations.wire import POOL_SIZE, READ_TIMEOUT, Reply, Wire, unexplained

LONGEST_NAME = 50
CREATED = {200, 201}
RUNNING = 202
NOT_FOUND = 404
CLOSED = {200, 407}
NOT_CHANGEABLE = 412
KEY_REFUSED = {401, 403}
TOO_MANY = 429
FIRST_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the payment page; a negative price is a discount."""

    id: str
    name: str
    price_idr: int
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Customer:
    """Who pays, as far as we say it."""

    first_name: str
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """A Snap transaction, waiting for its customer."""

    token: str
    redirect_url: str


class Closing(StrEnum):
    """What came of closing an order."""

    CLOSED = "CLOSED"
    NOTHING_CHOSEN = "NOTHING_CHOSEN"  # no way to pay was picked yet, so there is nothing to expire; the page stays
    REFUSED = "REFUSED"  # this way to pay cannot be closed, or it is paid


class MidtransClient:
    """One merchant; raises DeliveryProblem when Midtrans does not do as asked."""

    def __init__(
        self,
        snap_base: str,
        api_base: str,
        server_key: str,
        *,
        timeout: float = READ_TIMEOUT,
        pool_size: int = POOL_SIZE,
    ) -> None:
        self._snap = f"{snap_base.rstrip('/')}/snap/v1/transactions"
        self._core = f"{api_base.rstrip('/')}/v2"
        auth = HTTPBasicAuth(server_key, "")
        self._wire = Wire(snap_base, secrets=(server_key,), auth=auth, timeout=timeout, pool_size=pool_size)

    def create_transaction(
        self,
        order_id: str,
        amount_idr: int,
        items: Sequence[Item],
        customer: Customer,
        finish_url: str,
        expiry_hours: int,
    ) -> PaymentPage:
        """Open a payment page; an order id (up to 50 of A-Z a-z 0-9 - _ ~ .) works once, so number the attempts."""
        order = {
            "transaction_details": {"order_id": order_id, "gross_amount": amount_idr},
            "item_details": [_line(item) for item in items],
            "customer_details": _who(customer),
            "credit_card": {"secure": True},
            "expiry": {"unit": "hour", "duration": expiry_hours},
            "callbacks": {"finish": finish_url},
        }
        # The same order asked twice within five minutes gets the same page instead of "already taken".
        key = hashlib.sha256(f"{order_id}:{amount_idr}".encode()).hexdigest()[:40]
        reply = self._wire.post(self._snap, order, {"Idempotency-Key": key})
        token, url = text(reply.body, "token"), text(reply.body, "redirect_url")
        if reply.status not in CREATED or not token or not url:
            raise self._problem(reply)
        return PaymentPage(token, url)

    def get_status(self, order_id: str) -> PaymentNotification | None:
        """Ask what became of an order; None until its customer has picked a way to pay.

        For DANA and the virtual accounts of some banks the answer has the transaction id as its order id.
        """
        reply = self._wire.get(f"{self._core}/{quote(order_id, safe='')}/status")
        status = _status_of(reply)
        if status == NOT_FOUND and reply.body:
            return None
        found = parse(reply.body)
        if isinstance(found, PaymentNotification) and found.order_id in {order_id, found.transaction_id}:
            return found
        raise self._problem(Reply(status, reply.body, reply.text, reply.retry_after))

    def close_order(self, order_id: str) -> Closing:
        """Have nobody pay it any more: expire it, or cancel it where its way to pay knows only that."""
        for step in ("expire", "cancel"):
            reply = self._wire.post(f"{self._core}/{quote(order_id, safe='')}/{step}", {})
            status = _status_of(reply)
            if status == NOT_FOUND:
                return Closing.NOTHING_CHOSEN
            if status in CLOSED:
                return Closing.CLOSED
            if status != NOT_CHANGEABLE:
                raise self._problem(Reply(status, reply.body, reply.text, reply.retry_after))
        return Closing.REFUSED

    def close(self) -> None:
        """Close the kept connections."""
        self._wire.close()

    def _problem(self, reply: Reply) -> DeliveryProblem:
        detail = self._wire.without_secrets(_words(reply.body) or reply.text)
        if reply.status == RUNNING:
            return TryLater("in_progress", detail, reply.retry_after)
        if reply.status in CREATED:
            return TryLater("unreadable_answer", detail)
        if not _words(reply.body) or reply.status == TOO_MANY or reply.status >= FIRST_SERVER_ERROR:
            return unexplained(reply, detail)
        if reply.status in KEY_REFUSED:
            return ChannelDown("unauthorized", detail)
        taken = "already been taken" in detail or "sudah digunakan" in detail
        return Refused("order_id_taken" if taken else "bad_request", detail)


def _status_of(reply: Reply) -> int:
    """Core often answers 200 and tells the truth in the body."""
    code = text(reply.body, "status_code") or ""
    return int(code) if code.isascii() and code.isdigit() and len(code) == len("200") else reply.status


def _line(item: Item) -> dict[str, Any]:
    return {"id": item.id, "price": item.price_idr, "quantity": item.quantity, "name": item.name[:LONGEST_NAME]}


def _who(customer: Customer) -> dict[str, str]:
    fields = {"first_name": customer.first_name[:255], "email": customer.email, "phone": customer.phone}
    return {name: value for name, value in fields.items() if value}


def _words(body: Mapping[str, Any]) -> str:
    messages = [words for words in items(body, "error_messages") if isinstance(words, str)]
    return "; ".join(messages) or text(body, "status_message") or ""
