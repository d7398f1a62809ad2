"""Where the journey plays: real processes, providers played by stand-ins, and the people who go through it."""

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import requests
from playwright.sync_api import Page
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from tests.standins import TelegramStandIn, WhatsAppStandIn, payloads
from tests.support.people import sign_in_browser
from tests.support.programs.browser import Complaints
from tests.support.programs.live import Site

T = TypeVar("T")
PATIENCE = 60.0  # seconds; what comes at all comes within two, but the machine may be busy


def eventually(look: Callable[[], T], what: str, seconds: float = PATIENCE) -> T:
    """Look until there is something to see; AssertionError that says what never came."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < end, f"within {seconds:g} s there was no {what}"
        pause.wait(0.05)
    return seen


@dataclass
class World:
    """The site, its providers, and what the journey has led to so far."""

    site: Site
    whatsapp: WhatsAppStandIn
    telegram: TelegramStandIn
    open_page: Callable[..., Page]
    complaints: Complaints
    people: dict[str, User] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        """`world.dewi`: the cast by name."""
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    @cached_property
    def engine(self) -> Engine:
        return create_engine(self.site.database_url)

    def rows(self, statement: Any) -> Sequence[Any]:
        """Everything a statement finds, as it is in the database now; whole records stay readable."""
        with Session(self.engine, expire_on_commit=False) as session:
            return session.scalars(statement).unique().all()

    def one(self, statement: Any) -> Any:
        """The single thing a statement finds."""
        found = self.rows(statement)
        assert len(found) == 1, f"{len(found)} instead of one: {statement}"
        return found[0]

    def get(self, model: type[T], record_id: int) -> T:
        with Session(self.engine, expire_on_commit=False) as session:
            return session.get_one(model, record_id)

    def ring(self, job: str, queue: str = "default") -> None:
        """What the clock would do: let a job run now."""
        Queue(queue, connection=self.site.redis(), serializer=JSONSerializer).enqueue(f"app.jobs.{job}")

    def page_of(self, name: str, device: str = "desk", **options: Any) -> Page:
        """The browser of one of the cast, logged in; the same one the next time."""
        if name not in self.pages:
            self.pages[name] = sign_in_browser(self.open_page(device, **options), self.people[name])
        return self.pages[name]

    def from_whatsapp(self, payload: Any) -> None:
        """Post as Meta does."""
        raw, headers = payloads.whatsapp_signed(payload)
        answer = requests.post(f"{self.site.url}/webhooks/whatsapp", data=raw, headers=headers, timeout=30)
        assert answer.status_code == 200

    def from_telegram(self, update: Any) -> None:
        """Post as Telegram does."""
        address = f"{self.site.url}/webhooks/telegram"
        answer = requests.post(address, data=json.dumps(update), headers=payloads.telegram_headers(), timeout=30)
        assert answer.status_code == 200

    def told_by_whatsapp(self, words: str, wa_id: str) -> str:
        """Wait for a WhatsApp message with these words to this number; its whole text."""

        def look() -> list[str]:
            texts = [sent for sent in list(self.whatsapp.received) if sent["to"].lstrip("+") == wa_id]
            found = [sent["body"].get("text", {}).get("body", json.dumps(sent["body"])) for sent in texts]
            return [text for text in found if words in text]

        return eventually(look, f"WhatsApp message with “{words}”")[-1]

    def told_by_telegram(self, words: str, user: User) -> dict[str, Any]:
        """Wait until this person's chat shows these words; the message with its `id`, text and buttons."""

        def look() -> list[dict[str, Any]]:
            chats = list(self.telegram.messages.items())
            mine = [{"id": number, **shown} for (chat, number), shown in chats if chat == user.telegram_chat_id]
            return [shown for shown in mine if words in shown["text"]]

        return eventually(look, f"Telegram message to {user.name} with “{words}”")[-1]

    def tap_in_telegram(self, user: User, shown: dict[str, Any], label: str) -> str:
        """Press a button under a message in this person's chat; the press's id."""
        buttons = [button for row in shown["reply_markup"]["inline_keyboard"] for button in row]
        data = next(button["callback_data"] for button in buttons if label in button["text"])
        return self.tap_data_in_telegram(user, shown, data)

    def tap_data_in_telegram(self, user: User, shown: dict[str, Any], data: str) -> str:
        """Press a button with this data, as a chat that still shows an old one would; the press's id."""
        pressed = payloads.telegram_callback(data, chat_id=user.telegram_chat_id or 0, message_id=shown["id"])
        self.from_telegram(pressed)
        return pressed["callback_query"]["id"]

    def answer_in_telegram(self, press: str) -> str:
        """Wait for the notice over the chat that answers a press."""

        def look() -> list[str]:
            answers = [sent for sent in list(self.telegram.received) if sent["id"] == press]
            return [sent["body"].get("text", "") for sent in answers if sent["method"] == "answerCallbackQuery"]

        return eventually(look, "answer to a pressed button")[-1]
