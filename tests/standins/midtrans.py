"""Plays Midtrans: Snap and Core on one address."""

import base64
import json
import uuid
from typing import Any
from urllib.parse import urlencode

from tests.standins import payloads
from tests.standins.feedback import post_soon
from tests.standins.midtrans_rules import check_order, error
from tests.standins.server import Answer, Broken, Request, StandIn

PAGE = (
    "<!doctype html><title>Midtrans (tiruan)</title><p>Tagihan: Rp{amount}</p>"
    '<form method="post"><button>Bayar</button></form>'
)


class MidtransStandIn(StandIn):
    """`pay(order_id)` lets the customer act and gives the signed notification that Midtrans would post.

    With `notify` set to the application's webhook, the payment page has a button that pays and notifies.
    Entries of `received`: `id` (Snap token), `order_id`, `body` (the JSON), `dedupe` (order id).
    """

    def __init__(self, port: int = 0, *, server_key: str = "SB-Mid-server-standin") -> None:
        super().__init__(port)
        self.server_key = server_key
        self.orders: dict[str, dict[str, Any]] = {}
        self.states: dict[str, dict[str, Any]] = {}
        self.notify: str | None = None
        self.closes_by = "both"  # "expire", "cancel" or "none": what the picked way to pay allows
        self._replays: dict[str, Answer] = {}

    def pay(self, order_id: str, transaction_status: str = "settlement", **given: Any) -> dict[str, Any]:
        """Move an order on; Get Status tells the same from now on."""
        amount = self.orders[order_id]["transaction_details"]["gross_amount"]
        known = self.states.get(order_id, {}).get("transaction_id", str(uuid.uuid4()))
        state = payloads.midtrans_notification(
            order_id, amount, transaction_status, server_key=self.server_key, transaction_id=known, **given
        )
        self.states[order_id] = state
        return dict(state)

    def reply(self, request: Request) -> Answer:
        expected = base64.b64encode(f"{self.server_key}:".encode()).decode()
        parts = request.path.strip("/").split("/")
        if parts[:2] == ["snap", "v3"]:
            return self._page(request, parts[-1])
        if request.header("Authorization") != f"Basic {expected}":
            words = "Access denied due to unauthorized transaction, please check client or server key"
            if parts[0] == "snap":
                hint = "Visit https://snap-docs.midtrans.com/#request-headers for more details"
                raise Broken("wrong key", error(401, words, hint))
            raise Broken("wrong key", Answer(401, {"status_code": "401", "status_message": words}))
        if request.method == "POST" and parts == ["snap", "v1", "transactions"]:
            return self._open(request)
        if request.method == "GET" and parts[0] == "v2" and parts[2:] == ["status"]:
            return self._status(parts[1])
        if request.method == "POST" and parts[0] == "v2" and parts[2:] in (["expire"], ["cancel"]):
            return self._close(parts[1], parts[2])
        raise Broken("no such address", Answer(404, {"status_code": "404", "status_message": "Not found"}))

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        words = {
            429: "Too many requests",
            401: "Access denied due to unauthorized transaction, please check client or server key",
        }
        answer = error(status, words.get(status, "Sorry, we encountered internal server error. We will fix this soon."))
        if retry_after is not None:
            answer.headers["Retry-After"] = f"{retry_after:g}"
        return answer

    def _page(self, request: Request, token: str) -> Answer:
        order = next((entry["body"] for entry in self.received if entry["id"] == token), None)
        if order is None:
            return Answer(404, b"<!doctype html><title>Midtrans</title><p>Transaksi tidak ditemukan.</p>")
        if request.method != "POST":
            amount = order["transaction_details"]["gross_amount"]
            return Answer(200, PAGE.format(amount=amount).encode())
        told = self.pay(order["transaction_details"]["order_id"])
        if self.notify is not None:
            post_soon(self.notify, [(json.dumps(told).encode(), {"Content-Type": "application/json"})])
        finish = order.get("callbacks", {}).get("finish", self.url)
        back = urlencode({name: told[name] for name in ("order_id", "status_code", "transaction_status")})
        return Answer(303, b"", {"Location": f"{finish}?{back}"})

    def _open(self, request: Request) -> Answer:
        for header in ("Content-Type", "Accept"):
            if not request.header(header).startswith("application/json"):
                raise Broken(f"{header} is not JSON", error(415, f"{header} must be application/json"))
        try:
            order = json.loads(request.raw)
        except ValueError:
            raise Broken("broken JSON", error(400, "Invalid JSON")) from None
        key = request.header("Idempotency-Key")
        if len(key) > 46:
            raise Broken("Idempotency-Key too long", error(400, "Idempotency-Key must be at most 46 characters"))
        if key and key in self._replays:
            return self._replays[key]
        check_order(order)
        order_id = order["transaction_details"]["order_id"]
        if order_id in self.orders:
            return error(400, "transaction_details.order_id has already been taken")
        self.orders[order_id] = order
        token = str(uuid.uuid4())
        body = {"token": token, "redirect_url": f"{self.url}/snap/v3/redirection/{token}"}
        if key:
            self._replays[key] = Answer(201, body)
        accepted = {"id": token, "order_id": order_id, "body": order, "dedupe": order_id}
        return Answer(201, body, accepted=accepted)

    def _close(self, order_id: str, step: str) -> Answer:
        """Expire or cancel, as the way to pay allows: 407 or 200, 412, or 404 while none is picked."""
        state = self.states.get(order_id)
        if state is None:
            return Answer(404, {"status_code": "404", "status_message": "Transaction doesn't exist."})
        if state["transaction_status"] != "pending" or self.closes_by not in (step, "both"):
            words = "Merchant cannot modify the status of the transaction"
            return Answer(412, {"status_code": "412", "status_message": words})
        self.pay(order_id, "expire" if step == "expire" else "cancel")
        code = "407" if step == "expire" else "200"
        return Answer(200, {**self.states[order_id], "status_code": code})

    def _status(self, order_id: str) -> Answer:
        state = self.states.get(order_id)
        if state is None:
            missing = {"status_code": "404", "status_message": "Transaction doesn't exist.", "id": str(uuid.uuid4())}
            return Answer(404, missing)
        return Answer(200, {**state, "status_message": "Success, transaction is found"})
