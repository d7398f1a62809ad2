"""A migration that cannot have its lock in time is tried again; a database ahead of this code is ready for it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from psycopg.errors import LockNotAvailable, UndefinedTable
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.migrations.newest import lacks_migrations, newest_migration
from app.migrations.patience import TRIES, run_patiently


class Steps:
    """Migrations one after the other; how often each is refused before it has its lock."""

    def __init__(self, *refusals: int, with_error: Callable[[], Exception] = LockNotAvailable) -> None:
        self.left, self.done, self.with_error = list(refusals), 0, with_error

    def run(self) -> None:
        while self.done < len(self.left):
            if self.left[self.done]:
                self.left[self.done] -= 1
                raise OperationalError("ALTER TABLE visit_tickets", {}, self.with_error())  # type: ignore[arg-type]
            self.done += 1


def test_each_migration_may_be_refused_nine_times() -> None:
    steps = Steps(0, TRIES - 1, TRIES - 1)
    run_patiently(steps.run, lambda: steps.done, pause=0)
    assert steps.done == 3


def test_the_tenth_refusal_of_one_migration_ends_it() -> None:
    steps = Steps(TRIES - 1, TRIES)
    with pytest.raises(OperationalError):
        run_patiently(steps.run, lambda: steps.done, pause=0)
    assert steps.done == 1


def test_any_other_fault_ends_it_at_once() -> None:
    steps = Steps(2, with_error=UndefinedTable)
    with pytest.raises(OperationalError):
        run_patiently(steps.run, lambda: steps.done, pause=0)
    assert steps.left == [1]


def test_only_what_this_code_knows_to_be_older_lacks_migrations() -> None:
    known = {"nothing": None, "first": "0001", "newest": newest_migration(), "a newer release's": "of_2031"}
    lacking = [name for name, current in known.items() if lacks_migrations(current)]
    assert lacking == ["nothing", "first"]


def test_the_release_before_stays_ready_when_the_next_one_has_migrated(client: FlaskClient, session: Session) -> None:
    for revision, status in (("of_2031", 200), ("0001", 503)):
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
        client.application.extensions.pop("health", None)
        assert client.get("/readyz").status_code == status
    client.application.extensions.pop("health", None)
