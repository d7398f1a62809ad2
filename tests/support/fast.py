"""Which tests `make fast` runs: what takes milliseconds, and one test with the database of every file that has some.

Pure tests and the rules of `tests/architecture/` are all in; of tests with a database the first of each file, so that a
flow of every area is lived through. Nothing that is marked slow, browser, concurrency, drill or bench.
"""

import pytest

HEAVY = {"slow", "browser", "concurrency", "drill", "bench"}
SERVERS = {"databases", "redis_server"}


def put_long_ones_first(items: list[pytest.Item]) -> None:
    """Two workers share what is left: at the end it should be short tests."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def mark_fast(items: list[pytest.Item]) -> None:
    """Mark them `fast`, in the order they were collected."""
    begun: set[str] = set()
    for item in items:
        if any(mark.name in HEAVY for mark in item.iter_markers()):
            continue
        file = item.nodeid.split("::", maxsplit=1)[0]
        needed = set(getattr(item, "fixturenames", ()))
        if "demo_template" in needed:  # seconds of loading
            continue
        if SERVERS & needed:
            if file in begun:
                continue
            begun.add(file)
        item.add_marker("fast")
