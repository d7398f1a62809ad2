"""`make run` waits for a part as long as it lives, says so every quarter of a minute, and ends at last."""

from collections.abc import Callable

import pytest

from app.launch.waiting import MOST_SECONDS, MOST_SECONDS_ENDED, PAUSE, wait_until


class Clock:
    """Time passes by waiting only."""

    def __init__(self) -> None:
        self.now = 1000.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def wait(self, is_ready: Callable[[float], bool], *, is_alive: Callable[[float], bool] = lambda _: True) -> bool:
        return wait_until(
            lambda: is_ready(self.now - 1000),
            "PostgreSQL",
            is_alive=lambda: is_alive(self.now - 1000),
            clock=lambda: self.now,
            sleep=self.sleep,
        )


def test_what_answers_is_not_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    assert clock.wait(lambda _: True)
    assert (clock.now, capsys.readouterr().err) == (1000, "")


@pytest.mark.parametrize(
    ("is_alive", "most"), [(True, MOST_SECONDS), (False, MOST_SECONDS_ENDED)], ids=["lives", "keeps ending"]
)
def test_it_is_waited_for_up_to_the_limit_and_no_longer(is_alive: bool, most: int) -> None:
    assert Clock().wait(lambda waited: waited >= most - 1, is_alive=lambda _: is_alive)
    clock = Clock()
    assert not clock.wait(lambda _: False, is_alive=lambda _: is_alive)
    assert most < clock.now - 1000 <= most + 2 * PAUSE


def test_what_ends_and_comes_back_is_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert Clock().wait(lambda waited: waited >= 100, is_alive=lambda waited: not 20 < waited < 30)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 6
    assert lines[0] == "Menunggu / waiting for PostgreSQL (15 s) …"
