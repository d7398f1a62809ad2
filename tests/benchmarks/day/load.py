"""Sends everybody's requests from a process of its own, one thread and one kept connection for each person."""

import http.client
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection

from tests.benchmarks.day.people import Person

Answer = tuple[str, float, int]  # kind, milliseconds, status; 0: no answer


def send_for(host: str, people: Sequence[Person], seconds: float, results: Connection) -> None:
    """Target of the process: for so many seconds; every answer goes back through the pipe at the end."""
    answers: list[Answer] = []
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=_live, args=(host, person, end, answers), daemon=True) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 60)
    results.send(answers)
    results.close()


def _live(host: str, person: Person, end: float, answers: list[Answer]) -> None:
    connection = http.client.HTTPConnection(host, timeout=30)
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
        began = time.perf_counter()
        try:
            connection.request(request.method, request.path, request.body or None, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            answers.append((request.kind, (time.perf_counter() - began) * 1000, 0))
            continue
        tags[request.path] = answer.getheader("ETag") or ""
        answers.append((request.kind, (time.perf_counter() - began) * 1000, answer.status))
        due = max(due, time.monotonic() - 30)  # who waited too long does not catch up on all of it
    connection.close()
