"""The one clock of the tests: it stands at NOW, for Python and PostgreSQL alike.

Real processes (`site`, `live_server`, browsers) cannot be frozen: a test that has them, or asks for `real_clock`,
uses the real clock. A test never mixes the two (`tests/architecture/source/test_one_clock.py`).
"""

from collections.abc import Generator
from datetime import UTC, datetime

import pytest
import time_machine

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # Saturday 10.00 WIB

# the search path below finds it before pg_catalog's, and so do the column defaults that the migrations write
DATABASE_CLOCK = """
CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(nullif(current_setting('tests.now', true), '')::timestamptz, pg_catalog.now()) $$
"""

_frozen = time_machine.travel(NOW, tick=False)


def freeze() -> None:
    """Stop the clock of this process; once, before anything of ours is imported."""
    _frozen.start()


def clock_settings(database: str, *, frozen: bool) -> list[str]:
    """The statements that make a database read DATABASE_CLOCK, standing at NOW or running."""
    path = f"ALTER DATABASE {database} SET search_path = public, pg_catalog"
    return [path, f"ALTER DATABASE {database} SET tests.now = '{NOW.isoformat()}'"] if frozen else [path]


@pytest.fixture
def real_clock() -> None:
    """Asked for by whatever has real processes: the clock runs for the whole test, from its first fixture."""


@pytest.fixture(autouse=True)
def _clock(request: pytest.FixtureRequest) -> Generator[None]:
    if "real_clock" not in request.fixturenames:
        yield
        return
    _frozen.stop()
    yield
    _frozen.start()
