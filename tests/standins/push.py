"""Plays a browser together with its push service: it opens what was sealed for it and checks who sent it."""

import base64
import json
import os
import time
from dataclasses import dataclass
from typing import Any

import http_ece
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.standins.server import Answer, Broken, Request, StandIn

LARGEST = 4096
A_DAY = 86_400
TOPIC = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@dataclass(frozen=True)
class Browser:
    """What it gave its page: `endpoint`, `p256dh`, `auth`; the rest stays in the browser."""

    endpoint: str
    p256dh: str
    auth: str
    key: ec.EllipticCurvePrivateKey
    secret: bytes


class PushStandIn(StandIn):
    """`subscribe()` gives a Browser, `forget_browser` makes its address 410.

    Entries of `received`: `endpoint`, `notice` (the JSON the worker gets), `headers`, `dedupe` (the topic).
    """

    def __init__(self, port: int = 0, *, public_key: str = "", subject: str = "") -> None:
        super().__init__(port)
        self.public_key, self.subject = public_key, subject
        self.browsers: dict[str, Browser] = {}

    @property
    def netloc(self) -> str:
        return f"{self.host}:{self.port}"

    def subscribe(self) -> Browser:
        key, secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        path = f"/push/{self.number()}"
        browser = Browser(f"{self.url}{path}", _written(point), _written(secret), key, secret)
        self.browsers[path] = browser
        return browser

    def forget_browser(self, browser: Browser) -> None:
        """The person took the permission back."""
        self.browsers = {path: known for path, known in self.browsers.items() if known is not browser}

    def reply(self, request: Request) -> Answer:
        browser = self.browsers.get(request.path)
        if browser is None:
            return Answer(410, {"reason": "push subscription has unsubscribed or expired"})
        self._check_sender(request.header("Authorization"))
        topic, ttl = request.header("Topic"), request.header("TTL")
        if not ttl.isdecimal() or int(ttl) == 0:
            raise Broken("a TTL of its own is needed, or it is lost when the browser sleeps", Answer(400, {}))
        if len(topic) > 32 or not set(topic) <= TOPIC:
            raise Broken("a topic has at most 32 letters of base64url", Answer(400, {}))
        if len(request.raw) > LARGEST:
            raise Broken("larger than 4096 bytes", Answer(413, {}))
        if request.header("Content-Encoding") != "aes128gcm":
            raise Broken("not aes128gcm", Answer(400, {}))
        notice = self._opened(browser, request.raw)
        accepted = {"endpoint": browser.endpoint, "notice": notice, "headers": dict(request.headers), "dedupe": topic}
        return Answer(201, b"", {"Location": f"{browser.endpoint}/m"}, accepted=accepted)

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        return Answer(status, {"code": status}, {"Retry-After": f"{retry_after:g}"} if retry_after is not None else {})

    def _opened(self, browser: Browser, sealed: bytes) -> dict[str, Any]:
        try:
            text = http_ece.decrypt(sealed, private_key=browser.key, auth_secret=browser.secret, version="aes128gcm")
            return json.loads(text)  # type: ignore[no-any-return]
        except (http_ece.ECEException, ValueError) as error:
            raise Broken(f"cannot be opened: {error!r}", Answer(400, {})) from None

    def _check_sender(self, header: str) -> None:
        scheme, _, rest = header.partition(" ")
        parts = dict(part.strip().partition("=")[::2] for part in rest.split(","))
        if scheme != "vapid" or parts.get("k") != self.public_key:
            raise Broken("not signed with the key the browser was given", Answer(403, {}))
        signed, _, signature = parts["t"].rpartition(".")
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _read(parts["k"]))
        raw = _read(signature)
        numbers = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        try:
            key.verify(utils.encode_dss_signature(*numbers), signed.encode(), ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            raise Broken("wrong signature", Answer(403, {})) from None
        claims = json.loads(_read(signed.partition(".")[2]))
        if claims["aud"] != self.url or claims["sub"] != self.subject:
            raise Broken(f"claims {claims}", Answer(403, {}))
        if not time.time() < claims["exp"] <= time.time() + A_DAY:
            raise Broken("exp must lie within 24 hours", Answer(403, {}))


def _written(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _read(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
