"""Encrypts a notice for one browser and hands it to that browser's push service."""

import json
import threading
import time
from collections.abc import Sequence

from http_ece import ECEException
from py_vapid import Vapid02
from pywebpush import WebPusher, WebPushException

from integrations.outcome import Accepted, ChannelDown, DeliveryProblem, Refused
from integrations.webpush.subscription import Subscription, endpoint_is_known
from integrations.wire import READ_TIMEOUT, Reply, Wire, unexplained

TAKEN = {200, 201, 202, 204}
GONE = {404, 410}
REFUSALS = {400: "bad_request", 403: "forbidden", 413: "too_long"}
KEY_REFUSED = 401
DAY = 86_400  # seconds: a notice older than that is found among the notifications
TOKEN_LIVES = 12 * 3600  # seconds; services take at most 24 hours
TOKEN_KEPT = 3600.0
LARGEST = 3_900  # bytes of plain text; with padding and keys it stays under the 4096 every service takes


class WebPushClient:
    """One sender's key pair; raises DeliveryProblem when a push service does not take a notice."""

    def __init__(self, private_key: str, subject: str, hosts: Sequence[str], *, timeout: float = READ_TIMEOUT) -> None:
        self._vapid = Vapid02.from_raw(private_key.encode())
        self._subject, self._hosts, self._timeout = subject, tuple(hosts), timeout
        self._lock = threading.Lock()
        self._wires: dict[str, Wire] = {}
        self._tokens: dict[str, tuple[float, str]] = {}

    def send(self, to: Subscription, notice: dict[str, str], *, topic: str, ttl: int = DAY) -> Accepted:
        """Send one notice; a later one of the same `topic` (32 of A-Z a-z 0-9 - _) replaces one not yet shown."""
        if not endpoint_is_known(to.endpoint, self._hosts):
            raise Refused("unknown_host", to.origin)
        headers = {
            "Authorization": self._authorization(to.origin),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(ttl),
            "Topic": topic,
            "Urgency": "normal",
        }
        reply = self._wire(to.origin).post_bytes(to.endpoint, _sealed(to, notice), headers)
        if reply.status in TAKEN:
            return Accepted(topic, to.origin)
        raise self._problem(reply)

    def close(self) -> None:
        """Close the kept connections."""
        for wire in self._wires.values():
            wire.close()

    def _authorization(self, origin: str) -> str:
        """Signed once an hour for each push service, not once a notice."""
        now = time.time()
        with self._lock:
            made, token = self._tokens.get(origin, (0.0, ""))
            if now - made > TOKEN_KEPT:
                claims: dict[str, str | int] = {"sub": self._subject, "aud": origin, "exp": int(now) + TOKEN_LIVES}
                token = self._vapid.sign(claims)["Authorization"]
                self._tokens[origin] = (now, token)
        return token

    def _wire(self, origin: str) -> Wire:
        with self._lock:
            if origin not in self._wires:
                self._wires[origin] = Wire(origin, timeout=self._timeout)
            return self._wires[origin]

    def _problem(self, reply: Reply) -> DeliveryProblem:
        detail = reply.text
        if reply.status in GONE:
            return Refused("gone", detail)
        if reply.status == KEY_REFUSED:
            return ChannelDown("unauthorized", detail)
        if reply.status in REFUSALS:
            return Refused(REFUSALS[reply.status], detail)
        return unexplained(reply, detail)


def _sealed(to: Subscription, notice: dict[str, str]) -> bytes:
    keys = {"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}}
    try:
        sealed: bytes = WebPusher(keys).encode(written(notice), content_encoding="aes128gcm")["body"]
    except (WebPushException, ECEException, ValueError) as error:
        raise Refused("bad_keys", type(error).__name__) from None
    return sealed


def written(notice: dict[str, str]) -> bytes:
    """JSON of at most LARGEST bytes: the body is what gives way."""
    text = json.dumps(notice, ensure_ascii=False).encode()
    if len(text) <= LARGEST:
        return text
    left = LARGEST - len(json.dumps({**notice, "body": ""}, ensure_ascii=False).encode()) - len("…".encode())
    body = notice["body"].replace('"', "”").replace("\\", "/").replace("\n", " ")
    body = "".join(sign for sign in body if sign.isprintable())
    short = body.encode()[: max(left, 0)].decode("utf-8", "ignore")
    return json.dumps({**notice, "body": f"{short}…"}, ensure_ascii=False).encode()
