"""Measuring: variants take turns in every round, so that a busy neighbour disturbs all of them alike."""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app.core.db import db
from app.models.accounts.user import User
from tests.support.logins import log_in

ROUNDS = 7


def in_turns(
    variants: Mapping[str, Callable[[], Any]],
    *,
    rounds: int = ROUNDS,
    warm: int = 1,
    runs: int = 3,
    of_rounds: Callable[[list[float]], float] = median,
) -> dict[str, float]:
    """Milliseconds of each: the median of the rounds, or with `min` the best one, as if nobody else were there.

    A turn is the mean of `runs` after one that does not count: no variant pays for its neighbour's caches, and each
    for its own garbage collection.
    """
    taken: dict[str, list[float]] = {name: [] for name in variants}
    for turn in range(rounds + warm):
        for name, run in variants.items():
            run()
            began = perf_counter()
            for _again in range(runs):
                run()
            if turn >= warm:
                taken[name].append((perf_counter() - began) * 1000 / runs)
    return {name: of_rounds(times) for name, times in taken.items()}


def logged_in(app: Flask, user_id: int) -> FlaskClient:
    client = app.test_client()
    with app.app_context():
        log_in(client, db.session.get_one(User, user_id))
    return client


def page(client: FlaskClient, path: str, **query: Any) -> Callable[[], bytes]:
    """A page that must answer 200."""

    def get() -> bytes:
        answer = client.get(path, query_string=query)
        assert answer.status_code == 200, (path, query, answer.status)
        return answer.data

    return get


def statements_of(app: Flask, run: Callable[[], Any]) -> list[str]:
    """The SQL a page needs, once it is warm."""
    statements: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    with app.app_context():
        engine = db.engine
    run()
    event.listen(engine, "before_cursor_execute", listen)
    try:
        run()
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return statements


def table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(_written(cell) for cell in row)} |" for row in rows)])


def _written(cell: Any) -> str:
    return (
        f"{cell:.2f}"
        if isinstance(cell, float) and cell < 10
        else f"{cell:.0f}"
        if isinstance(cell, float)
        else str(cell)
    )
