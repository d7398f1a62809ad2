"""Two sessions of which the second waits for the first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from tests.support.waiting import wait_until_blocked

OpenSession = Callable[[], Session]
Step = Callable[[Session], Any]


def one_after_the_other(open_session: OpenSession, first_step: Step, second_step: Step) -> Session:
    """The second acts while the first has written and not committed, and waits for it; a session to look with."""
    first, second, looking = open_session(), open_session(), open_session()
    first_step(first)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(second_step, second)
        wait_until_blocked(looking)
        first.commit()
        try:
            waiting.result(timeout=60)
            second.commit()
        finally:
            second.rollback()
    return looking


def interleave(open_session: OpenSession, first_step: Step, second_step: Step, refusal: type[DomainError]) -> Session:
    """As `one_after_the_other`, and the second is refused."""
    with pytest.raises(refusal):
        one_after_the_other(open_session, first_step, second_step)
    return open_session()
