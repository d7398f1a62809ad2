"""Shared fixtures; what each gives is said where it is defined, in `tests/support/`."""

import gc
from collections.abc import Generator

import pytest

from tests.support import clock, fast, moved_clock, offline
from tests.support.clock import _clock, real_clock
from tests.support.isolation import (
    _app_elsewhere,
    _app_of,
    _shared_app,
    app,
    app_with,
    client,
    committed_app,
    committed_database,
    connection,
    demo,
    demo_engine,
    open_session,
    rolled_back_engine,
    session,
)
from tests.support.programs.browser import (
    browser_type_launch_args,
    complaints,
    open_page,
    page,
    phone,
)
from tests.support.programs.databases import (
    databases,
    demo_template,
    of_this_run,
    redis_server,
    redis_url,
    server_home,
)
from tests.support.programs.live import live_server, rq_worker, running_site, site
from tests.support.settings import forget_the_machine

__all__ = [
    "_app_elsewhere",
    "_app_of",
    "_clock",
    "_shared_app",
    "app",
    "app_with",
    "browser_type_launch_args",
    "client",
    "committed_app",
    "committed_database",
    "complaints",
    "connection",
    "databases",
    "demo",
    "demo_engine",
    "demo_template",
    "live_server",
    "of_this_run",
    "open_page",
    "open_session",
    "page",
    "phone",
    "real_clock",
    "redis_server",
    "redis_url",
    "rolled_back_engine",
    "rq_worker",
    "running_site",
    "server_home",
    "session",
    "site",
]


def pytest_configure() -> None:
    """Stop the clock, cut the network and forget the machine's settings, before anything of ours is imported."""
    gc.disable()  # what is imported and collected stays: looking through it again and again takes a quarter of the time
    moved_clock.mend_sleep()
    clock.freeze()
    offline.switch_off()
    forget_the_machine()


@pytest.hookimpl(tryfirst=True)  # before -m looks at the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    fast.mark_fast(items)
    fast.put_long_ones_first(items)
    for item in items:
        if item.get_closest_marker("browser"):  # a loaded machine makes Chromium miss its time; the summary names them
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # fewer and longer passes: a twentieth of the time
    gc.enable()


def pytest_sessionfinish() -> None:
    gc.freeze()  # pytest looks through all of it five times at its end, and the interpreter once more


@pytest.fixture(autouse=True)
def _stay_offline() -> Generator[None]:
    """Fail a test that tried to reach the world, even if the code under test swallowed the refusal."""
    before = len(offline.attempts)
    yield
    tried = offline.attempts[before:]
    assert not tried, f"this test tried to reach {', '.join(tried)}; give it a local stand-in"
