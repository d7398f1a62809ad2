"""Commands in a WhatsApp message. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from workflows.conversations.parsing.registration_text import clean_text
from workflows.conversations.parsing.vocabulary import ASKS_PERSON, is_greeting

LONGEST_REQUEST = 80  # characters: a longer message says more than "let me talk to a person"


class Command(StrEnum):
    STATUS = "STATUS"
    HELP = "HELP"
    PERSON = "PERSON"
    STOP = "STOP"
    START = "START"
    GREETING = "GREETING"
    CODE = "CODE"


# Whole messages only: "stop kontak di dapur mati" reports a dead socket.
_WHOLE = {
    Command.HELP: {"bantuan", "help", "menu", "info", "tolong", "?"},
    Command.PERSON: {"cs", "admin", "operator", "hubungi cs", "hubungi admin", "chat cs", "chat admin", "bicara cs"},
    Command.STOP: {"stop", "berhenti", "unsubscribe", "berhenti langganan", "stop pesan", "stop kirim pesan",
        "stop chat", "stop promo", "stop kirim promo", "berhenti kirim pesan", "jangan kirim pesan",
        "jangan kirim pesan lagi", "jangan kirim promo", "jangan kirim promo lagi", "jangan chat lagi",
        "jangan hubungi saya lagi"},
    Command.START: {"start", "mulai", "unstop"},
    Command.CODE: {"kode", "code", "kode saya", "minta kode"},
}  # fmt: skip
_STATUS = re.compile(
    r"(?:(?:cek|lihat|tanya)\s+)?status(?:nya)?(?:\s+(?:tiket|kunjungan|order|pesanan|servis|service|saya|kami))*(?:\s+(?:gimana|bagaimana))?[\s#:]*(?P<number>[A-Za-z]{0,3}[-\s]?[0-9][0-9\s-]*)?"
)


_POLITE = re.compile(r"(?:\s+(?:dulu|ya|dong|donk|deh|kak|min|pak|bu|please|plis|me))+$")


@dataclass(frozen=True, slots=True)
class Order:
    """A command and what it is about: for STATUS the ticket's number as typed, or nothing."""

    command: Command
    about: str = ""


def read_command(text: str) -> Order | None:
    """None: these are just words."""
    words = " ".join(clean_text(text).lower().split()).strip(" *_~`\"'“”.,!/#") or clean_text(text).strip()
    words = _POLITE.sub("", words.rstrip("? ")) or words
    for command, known in _WHOLE.items():
        if words in known:
            return Order(command)
    if is_greeting(words):
        return Order(Command.GREETING)
    if ASKS_PERSON.search(words) and len(words) <= LONGEST_REQUEST and "#" not in words:
        return Order(Command.PERSON)
    status = _STATUS.fullmatch(words)
    return Order(Command.STATUS, (status["number"] or "").strip().upper()) if status else None
