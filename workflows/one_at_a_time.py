"""Let those who decide about the same thing at the same moment wait for one another where no row can be locked."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def one_at_a_time(session: Session, what: str) -> None:
    """Hold PostgreSQL's advisory lock named `what` until the transaction ends; `what` begins with its subject.

    Taken before the rows that the decision reads, so that the second sees what the first has written.
    """
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))


def keep_unchanged(session: Session, what: str) -> None:
    """Hold the lock together with others who read `what` and write what follows from it: who changes it waits."""
    session.execute(select(func.pg_advisory_xact_lock_shared(func.hashtextextended(what, 0))))
