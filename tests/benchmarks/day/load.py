"""Sends everybody's requests from a process of its own, one thread and one kept connection for each person."""

import http.client
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection

from tests.benchmarks.day.people import Person, Request

Answer = tuple[str, float, int]  # kind, milliseconds, status; 0: no answer


def send_for(host: str, people: Sequence[Person], warm: float, seconds: float, results: Connection) -> None:
    """Target of the process: `seconds` that count after `warm` that do not; the answers go back through the pipe."""
    answers: list[Answer] = []
    counts_from = time.monotonic() + warm
    times = (counts_from, counts_from + seconds)
    threads = [
        threading.Thread(target=_live, args=(host, _address(number), person, *times, answers), daemon=True)
        for number, person in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(warm + seconds + 60)
    results.send(answers)
    results.close()


def _address(number: int) -> str:
    """Each person has one of their own: a proxy limits the connections of an address."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def _live(host: str, address: str, person: Person, counts_from: float, end: float, answers: list[Answer]) -> None:
    connection = http.client.HTTPConnection(host, timeout=30, source_address=(address, 0))
    tags: dict[str, str] = {}
    due = time.monotonic()
    for request in person:
        due += request.after
        if due >= end:
            break
        time.sleep(max(0.0, due - time.monotonic()))
        headers = dict(request.headers)
        if request.remembers and request.path in tags:
            headers["If-None-Match"] = tags[request.path]
        began = time.monotonic()
        try:
            answer = _ask(connection, request, headers)
        except (OSError, http.client.HTTPException):
            connection.close()
            status = 0
        else:
            tags[request.path] = answer.getheader("ETag") or ""
            status = answer.status
        if began >= counts_from:
            answers.append((request.kind, (time.monotonic() - began) * 1000, status))
        due = max(due, time.monotonic() - 30)  # who waited too long does not catch up on all of it
    connection.close()


def _ask(connection: http.client.HTTPConnection, request: Request, headers: dict[str, str]) -> http.client.HTTPResponse:
    """As a browser does: a kept connection that the server closed meanwhile is opened anew."""
    try:
        connection.request(request.method, request.path, request.body or None, headers)
        answer = connection.getresponse()
    except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
        connection.close()
        connection.request(request.method, request.path, request.body or None, headers)
        answer = connection.getresponse()
    answer.read()
    return answer
