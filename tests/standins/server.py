"""A threaded HTTP/1.1 keep-alive server on which the stand-ins are built."""

import json
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from tests.standins.listener import Listener, listen_again
from tests.standins.recorder import Behaviour, Recorder

__all__ = ["Answer", "Behaviour", "Broken", "Request", "StandIn"]

LARGEST_BODY = 5_000_000


@dataclass(frozen=True)
class Request:
    """What arrived."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw: bytes

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


@dataclass
class Answer:
    """What to say; `accepted` is the message to remember, if one was taken."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)
    accepted: dict[str, Any] | None = None


class Broken(Exception):
    """The request breaks the contract; `answer` is what the provider says to that."""

    def __init__(self, rule: str, answer: Answer) -> None:
        super().__init__(rule)
        self.answer = answer


class StandIn(Recorder):
    """One provider on a port of its own: `with WhatsAppStandIn() as whatsapp: … whatsapp.url …`."""

    def __init__(self, port: int = 0, host: str = "127.0.0.1") -> None:
        super().__init__()
        self.host, self.port = host, port
        self._server: _Server | None = None

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def start(self) -> Self:
        """Listen; also after `offline`, on the same port."""
        if self._server is None:
            self.stopping.clear()
            self._server = listen_again(type(self), self.port, lambda port: _Server((self.host, port), self))
            self.port = self._server.server_address[1]
        return self

    def stop(self) -> None:
        """Close the port and every open connection."""
        if self._server is not None:
            self.stopping.set()
            server, self._server = self._server, None
            server.close()
            server.hang_up()

    offline = stop
    online = start

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def reply(self, request: Request) -> Answer:
        """Check a request and answer it; subclasses know how. Raises Broken."""
        raise NotImplementedError

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        """Give the provider's own error body for a programmed status."""
        raise NotImplementedError

    def respond(self, request: Request) -> Answer | None:
        """Check, misbehave, remember; None drops the connection."""
        behaviour = self.next_behaviour()
        self.pause(self.delay)
        answer = self._checked(request)
        normal = behaviour.status is None and not behaviour.drop and behaviour.body is None
        if answer.accepted is not None and (normal or behaviour.accept):
            self.accept(answer.accepted)
        if not normal and answer.status < 400:
            answer = self._misbehaved(behaviour, answer)
        self.pause(behaviour.hang)
        status = 0 if behaviour.drop else answer.status
        self.note_call(method=request.method, path=request.path, status=status, raw=request.raw)
        return None if behaviour.drop else answer

    def _checked(self, request: Request) -> Answer:
        try:
            return self.reply(request)
        except Broken as broken:
            self.violate(f"{request.method} {request.path}: {broken}")
            return broken.answer

    def _misbehaved(self, behaviour: Behaviour, answer: Answer) -> Answer:
        if behaviour.body is not None:
            return Answer(behaviour.status or 200, behaviour.body)
        return self.trouble(behaviour.status, behaviour.retry_after) if behaviour.status else answer


class _Server(Listener):
    def __init__(self, address: tuple[str, int], standin: StandIn) -> None:
        self.standin = standin
        self.open_sockets: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open_sockets.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open_sockets.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        for connection in list(self.open_sockets):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave in one packet
    timeout = 120

    def _serve(self) -> None:
        length = self.headers.get("Content-Length", "0")
        size = int(length) if length.isdecimal() else LARGEST_BODY + 1
        if size > LARGEST_BODY:
            self.close_connection = True
            return
        body = self.rfile.read(size)
        if len(body) < size:  # its sender died in the middle of it: no request that anybody could answer
            self.close_connection = True
            return
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)
        answer = self.server.standin.respond(request)
        if answer is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._write(answer)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815

    def _write(self, answer: Answer) -> None:
        ready = isinstance(answer.body, bytes)
        content = answer.body if ready else json.dumps(answer.body).encode()
        self.send_response_only(answer.status)
        kind = "text/html" if ready else "application/json"
        headers = {"Date": self.date_time_string(), "Content-Type": kind, **answer.headers}
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Stay silent; `calls` remembers."""
