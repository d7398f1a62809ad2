"""What people do all day: one requester for each of them, as often as their pages ask."""

import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from app.http.auth.sessions import CSRF, form_seed
from tests.benchmarks.day.sizes import DESK, FIRST_DESK, FIRST_MANAGER, FIRST_TODAY, MANAGERS, OPEN_TODAY, VISITS
from tests.benchmarks.day.sizes import TECHNICIANS as COMPANY
from tests.standins import payloads


@dataclass(frozen=True, slots=True)
class Request:
    """`remembers`: sends the tag of the last answer, as a page does that asks again. `after`: seconds to wait before."""

    kind: str
    path: str
    after: float
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    remembers: bool = False


Person = Iterator[Request]


class Cast:
    """Makes everybody's requests, with their cookies and form tokens."""

    def __init__(self, app: Flask, technicians: int) -> None:
        self._app, self._technicians = app, technicians

    def everybody(self) -> list[Person]:
        desk = [self._desk(FIRST_DESK + place) for place in range(DESK)]
        managers = [self._manager(FIRST_MANAGER + place) for place in range(MANAGERS)]
        field = [self._technician(number) for number in range(1, self._technicians + 1)]
        return [*field, *desk, *managers, self._claims(), self._customers(), *(self._webhooks() for _ in range(5))]

    def _cookie(self, user_id: int) -> tuple[str, str]:
        signer = self._app.session_interface.get_signing_serializer(self._app)  # type: ignore[attr-defined]
        cookie = signer.dumps({CSRF: form_seed(self._app.secret_key, user_id)})
        return "Cookie", f"sigap_login=phone-{user_id}; {self._app.config['SESSION_COOKIE_NAME']}={cookie}"

    def _technician(self, user_id: int) -> Person:
        me = (self._cookie(user_id),)
        yield Request("technician home", "/technician/", random.uniform(0, 5), headers=me)
        while True:
            for _ in range(6):
                yield Request("pool, asked again", "/technician/pool/rows", 5, headers=me, remembers=True)
            yield Request("pool", "/technician/pool", 5, headers=me)
            yield Request("technician home", "/technician/", 5, headers=me)

    def _desk(self, user_id: int) -> Person:
        me = (self._cookie(user_id),)
        yield Request("board", "/admin/board/", random.uniform(0, 3), headers=me)
        while True:
            for _ in range(3):
                yield Request("board, asked again", "/admin/board/rows", 3, headers=me, remembers=True)
            yield Request("list of visits", "/admin/visits/", 3, headers=me)
            visit = random.randint(max(VISITS - 2000, 1), VISITS)
            yield Request("a visit's page", f"/admin/visits/details/?id={visit}", 3, headers=me)
            yield Request("home of CS", "/admin/", 3, headers=me)

    def _manager(self, user_id: int) -> Person:
        me = (self._cookie(user_id),)
        while True:
            for days in (30, 90, 365):
                yield Request(f"KPI, {days} days", f"/admin/kpi/?days={days}", 10, headers=me)

    def _customers(self) -> Person:
        while True:
            invoice = random.randint(FIRST_TODAY - 1900, FIRST_TODAY - 1)
            invoice += invoice % 20 == 0
            yield Request("invoice page", f"/i/invoice-{invoice}", 1)

    def _webhooks(self) -> Person:
        secret = ("X-Telegram-Bot-Api-Secret-Token", payloads.TELEGRAM_SECRET), ("Content-Type", "application/json")
        while True:
            body = payloads.whatsapp_raw(payloads.telegram_text("halo", update_id=random.randrange(1, 2**50)))
            yield Request("webhook", "/webhooks/telegram", 1, "POST", secret, body)

    def _claims(self) -> Person:
        """Somebody who is free presses for one of today's open jobs, one after another."""
        for place in range(10_000):
            user_id, visit = place % COMPANY + 1, FIRST_TODAY + place % OPEN_TODAY
            token = URLSafeTimedSerializer(self._app.secret_key, salt="wtf-csrf-token")
            headers = (
                self._cookie(user_id),
                ("X-CSRFToken", str(token.dumps(form_seed(self._app.secret_key, user_id)))),
                ("Idempotency-Key", secrets.token_hex(16)),
                ("Accept", "application/json"),
            )
            yield Request("claim", f"/technician/pool/{visit}/claim", 2, "POST", headers)
