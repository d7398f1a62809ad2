"""Plays an SMTP server that keeps what it is given."""

import base64
import email
import email.policy
import re
import socketserver
from contextlib import suppress
from typing import Self

from tests.standins.listener import Listener, listen_again
from tests.standins.recorder import Recorder

PATH = re.compile(r"(?:FROM|TO):\s*<([^<>\s]*)>(.*)", re.IGNORECASE)
WORDS = {421: "4.3.2 Service shutting down", 450: "4.2.1 Mailbox busy", 451: "4.3.0 Try again later"}


class MailStandIn(Recorder):
    """`behave(status=451, at="rcpt")` answers so at a step: connect, auth, mail, rcpt or data.

    Entries of `received`: `from`, `to` (list), `subject`, `text`, `html`, `message_id`, `message`, `raw`, `dedupe`.
    `unknown` holds addresses that are refused with 550.
    """

    def __init__(self, port: int = 0, *, username: str | None = None, password: str | None = None) -> None:
        super().__init__()
        self.host, self.port = "127.0.0.1", port
        self.username, self.password = username, password
        self.unknown: set[str] = set()
        self._server: _Server | None = None

    def start(self) -> Self:
        if self._server is None:
            self.stopping.clear()
            self._server = listen_again(type(self), self.port, self._listen)
            self.port = self._server.server_address[1]
        return self

    def _listen(self, port: int) -> "_Server":
        server = _Server((self.host, port), _Conversation)
        server.standin = self
        return server

    def stop(self) -> None:
        if self._server is not None:
            self.stopping.set()
            server, self._server = self._server, None
            server.close()

    offline = stop
    online = start

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def keep(self, sender: str, recipients: list[str], raw: bytes) -> None:
        """Check a message's form and remember it."""
        listed = [line for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n") if line.lower().startswith(b"list-")]
        if any(b"=?" in line for line in listed):
            self.violate("mail: a list header is encoded")
        message = email.message_from_bytes(raw, policy=email.policy.default)
        for name in ("From", "To", "Subject", "Date", "Message-ID"):
            if len(message.get_all(name, [])) != 1:
                self.violate(f"mail: exactly one {name} header is needed")
        if any(len(line) > 998 for line in raw.split(b"\r\n")):
            self.violate("mail: a line is longer than 998 bytes")
        if b"\n" in raw.replace(b"\r\n", b""):
            self.violate("mail: a bare newline")
        text, html = message.get_body(("plain",)), message.get_body(("html",))
        entry = {
            "from": sender,
            "to": recipients,
            "subject": str(message["Subject"]),
            "text": text.get_content() if text else None,
            "html": html.get_content() if html else None,
            "message_id": str(message["Message-ID"]),
            "dedupe": str(message["Message-ID"]),
            "message": message,
            "raw": raw,
        }
        self.accept(entry)


class _Server(Listener):
    standin: MailStandIn


class _Hang(Exception):
    """The conversation ends without a word."""


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server
    timeout = 60

    def handle(self) -> None:
        self.standin = self.server.standin
        self.known, self.sender, self.recipients = False, None, []
        with suppress(_Hang, OSError):
            if self._misbehaves("connect"):
                return
            self._reply(220, "standin ESMTP")
            while line := self.rfile.readline(2000):
                verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
                if verb.upper() == "QUIT":
                    self._reply(221, "2.0.0 Bye")
                    return
                self._carry_out_waiting(verb.upper(), rest)

    def _carry_out_waiting(self, verb: str, rest: str) -> None:
        if verb == "EHLO":
            self.wfile.write(b"250-standin\r\n250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n250 SIZE 10000000\r\n")
            return
        steps = {"MAIL": self._mail, "RCPT": self._rcpt, "DATA": self._data, "AUTH": self._auth}
        if verb in steps:
            if not self._misbehaves(verb.lower()):
                steps[verb](rest)
            return
        if verb == "RSET":
            self.sender, self.recipients = None, []
        known = verb in {"HELO", "NOOP", "RSET"}
        self._reply(250 if known else 502, "2.0.0 OK" if known else "5.5.2 Unknown command")

    def _auth(self, rest: str) -> None:
        kind, _, first = rest.partition(" ")
        if kind.upper() == "PLAIN":
            parts = base64.b64decode(first or self._ask("")).decode().split("\0")[1:]
        else:
            name = first or self._ask("VXNlcm5hbWU6")
            parts = [base64.b64decode(part).decode() for part in (name, self._ask("UGFzc3dvcmQ6"))]
        self.known = parts == [self.standin.username, self.standin.password]
        if not self.known:
            self.standin.violate("mail: wrong username or password")
        self._reply(235 if self.known else 535, "2.7.0 OK" if self.known else "5.7.8 Authentication failed")

    def _ask(self, words: str) -> str:
        self._reply(334, words)
        return self.rfile.readline(2000).decode().strip()

    def _mail(self, rest: str) -> None:
        found = PATH.match(rest)
        if self.standin.username and not self.known:
            self.standin.violate("mail: sending without logging in")
            self._reply(530, "5.7.0 Authentication required")
        elif not found:
            self._reply(501, "5.5.4 Syntax error")
        else:
            self.sender, self.recipients = found[1], []
            self._reply(250, "2.1.0 OK")

    def _rcpt(self, rest: str) -> None:
        found = PATH.match(rest)
        if not found or self.sender is None:
            self._reply(503, "5.5.1 Bad sequence of commands")
        elif found[1] in self.standin.unknown:
            self._reply(550, "5.1.1 User unknown")
        else:
            self.recipients.append(found[1])
            self._reply(250, "2.1.5 OK")

    def _data(self, _: str) -> None:
        if not self.recipients or self.sender is None:
            self._reply(503, "5.5.1 Bad sequence of commands")
            return
        self._reply(354, "End with <CRLF>.<CRLF>")
        lines: list[bytes] = []
        while (line := self.rfile.readline(100_000)) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.standin.pause(self.standin.delay)
        self.standin.keep(self.sender, self.recipients, b"".join(lines))
        self._reply(250, "2.0.0 Accepted")

    def _misbehaves(self, step: str) -> bool:
        behaviour = self.standin.next_behaviour(step)
        self.standin.pause(behaviour.hang)
        if behaviour.drop:
            raise _Hang
        if behaviour.status is None:
            return False
        words = "4.0.0 Temporary" if behaviour.status < 500 else "5.0.0 Refused"
        self._reply(behaviour.status, WORDS.get(behaviour.status, words))
        return True

    def _reply(self, code: int, words: str) -> None:
        self.wfile.write(f"{code} {words}\r\n".encode())
