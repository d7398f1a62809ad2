"""A load client that costs little: prepared requests over kept connections, from two processes."""

import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from threading import Barrier

PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Request:
    address: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"

    def encoded(self) -> bytes:
        fixed = {"Host": self.address, **({"Content-Length": "0"} if self.method == "POST" else {})}
        lines = [f"{name}: {value}" for name, value in {**fixed, **self.headers}.items()]
        return "\r\n".join([f"{self.method} {self.path} HTTP/1.1", *lines, "", ""]).encode()


@dataclass(frozen=True, slots=True)
class Outcome:
    rate: float
    seconds: float
    statuses: dict[int, int]


def send_all(requests: list[Request], clients: int) -> Outcome:
    """Send all of them from `clients` connections; the clock runs from the first request to the last answer."""
    address = requests[0].address
    encoded = [one.encoded() for one in requests]
    shares = [encoded[place::PROCESSES] for place in range(PROCESSES)]
    context = get_context("fork")
    start = context.Barrier(PROCESSES)
    with context.Pool(PROCESSES, initializer=_remember, initargs=(start,)) as pool:
        found = pool.starmap(_process, [(address, share, clients // PROCESSES) for share in shares], chunksize=1)
    began, ended = min(part[0] for part in found), max(part[1] for part in found)
    statuses = sum((part[2] for part in found), Counter[int]())
    return Outcome(len(requests) / (ended - began), ended - began, dict(statuses))


_start: Barrier | None = None


def _remember(start: Barrier) -> None:
    global _start  # noqa: PLW0603  how a pool hands a barrier to its processes
    _start = start


def _process(address: str, requests: list[bytes], clients: int) -> tuple[float, float, Counter[int]]:
    host, _, port = address.partition(":")
    lines = [socket.create_connection((host, int(port))) for _ in range(clients)]
    assert _start is not None
    _start.wait()
    began = time.monotonic()
    with ThreadPoolExecutor(clients) as pool:
        found = list(pool.map(_client, lines, [requests[place::clients] for place in range(clients)]))
    return began, time.monotonic(), sum(found, Counter[int]())


def _client(line: socket.socket, requests: list[bytes]) -> Counter[int]:
    statuses: Counter[int] = Counter()
    for request in requests:
        line.sendall(request)
        statuses[_answer(line)] += 1
    line.close()
    return statuses


def _answer(line: socket.socket) -> int:
    received = line.recv(65536)
    while b"\r\n\r\n" not in received:
        received += line.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        (int(name.split(b":")[1]) for name in head.split(b"\r\n") if name.lower().startswith(b"content-length:")), 0
    )
    while len(body) < length:
        body += line.recv(65536)
    return int(head[9:12])
