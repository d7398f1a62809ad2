"""The words a customer can steer the conversation with. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from workflows.conversations.registration_text import clean_text


class Command(StrEnum):
    STATUS = "STATUS"
    HELP = "HELP"
    PERSON = "PERSON"
    STOP = "STOP"
    START = "START"
    GREETING = "GREETING"
    CODE = "CODE"


# Whole messages only: "stop kontak di dapur mati" is a dead socket, not a farewell.
_WHOLE = {
    Command.HELP: {"bantuan", "help", "menu", "info", "tolong", "?"},
    Command.PERSON: {"cs", "admin", "operator", "hubungi cs", "hubungi admin", "chat cs", "chat admin", "bicara cs"},
    Command.STOP: {"stop", "berhenti", "unsubscribe", "berhenti langganan", "stop pesan"},
    Command.START: {"start", "mulai", "lanjut", "unstop"},
    Command.CODE: {"kode", "code", "kode saya", "minta kode"},
    Command.GREETING: {
        "halo", "hallo", "hai", "hi", "hello", "pagi", "siang", "sore", "malam", "selamat pagi", "selamat siang",
        "selamat sore", "selamat malam", "assalamualaikum", "p", "permisi", "test", "tes",
    },
}  # fmt: skip
_STATUS = re.compile(
    r"(?:cek\s+)?status(?:\s+(?:tiket|kunjungan))?[\s#:]*(?P<number>[A-Za-z]{0,3}[-\s]?[0-9][0-9\s-]*)?"
)


@dataclass(frozen=True, slots=True)
class Order:
    """A command and what it is about: for STATUS the ticket's number as typed, or nothing."""

    command: Command
    about: str = ""


def read_command(text: str) -> Order | None:
    """None: these are just words."""
    words = " ".join(clean_text(text).lower().split()).strip(" *_~`\"'“”.,!/#") or clean_text(text).strip()
    for command, known in _WHOLE.items():
        if words in known:
            return Order(command)
    status = _STATUS.fullmatch(words)
    return Order(Command.STATUS, (status["number"] or "").strip().upper()) if status else None
