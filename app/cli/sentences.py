"""What commands say: tables, and one sentence instead of a traceback."""

import functools
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click
from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.core.crypto.key_ring import NoKeyOpens
from app.core.errors import DomainError
from app.launch.start_error import CannotStart
from integrations.outcome import DeliveryProblem
from integrations.storage import StorageDown


def print_table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    for row in rows:
        print("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip())


def in_one_sentence(command: click.Command) -> None:
    """Let a command, or every command of a group, end with a sentence where it would end with a traceback."""
    if isinstance(command, click.Group):
        for one in command.commands.values():
            in_one_sentence(one)
    elif command.callback is not None and not hasattr(command.callback, "in_one_sentence"):
        command.callback = _speaking(command.callback)


def _speaking(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def run(*given: Any, **named: Any) -> Any:
        try:
            return callback(*given, **named)
        except DomainError as refusal:
            with current_app.test_request_context():
                sys.exit(str(refusal))
        except DeliveryProblem as problem:
            sys.exit(f"The provider refused: {problem.code} {problem.detail}".rstrip())
        except CannotStart as problem:
            sys.exit(str(problem))
        except OperationalError as problem:
            sys.exit(f"The database does not answer: {str(problem.orig).strip().splitlines()[0]}")
        except ProgrammingError as problem:
            sys.exit(
                f"The database is not as expected ({problem.orig}); was `flask --app wsgi db upgrade` run?".replace(
                    "\n", " "
                )
            )
        except NoKeyOpens as problem:
            sys.exit(f"SECRET_KEY or SECRET_KEY_PREVIOUS: expected the key with the id {problem}")
        except StorageDown as problem:
            sys.exit(f"The storage does not answer or refuses: {problem}")
        except RedisError as problem:
            sys.exit(f"Redis does not answer: {problem}")

    run.in_one_sentence = True  # type: ignore[attr-defined]
    return run
