"""No request waits for a key server, and a withdrawn key is good for an hour at most."""

import threading
import time
from typing import Any

from integrations.provider_keys import AT_MOST_EVERY, LASTS, ProviderKeys


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_keys_are_good_for_an_hour_and_no_longer() -> None:
    clock = Clock()
    keys = ProviderKeys(lambda: {"keys": []}, clock=clock)
    assert keys.current() == {"keys": []}
    clock.now += LASTS - 1
    assert keys.current() is not None
    clock.now += 1
    assert keys.current() is None


def test_a_withdrawn_key_is_gone_with_the_next_answer() -> None:
    said: dict[str, Any] = {"keys": [{"kid": "old"}]}
    keys = ProviderKeys(lambda: dict(said), clock=Clock())
    assert keys.current() == {"keys": [{"kid": "old"}]}
    said["keys"] = []
    keys.refresh()
    assert keys.current() == {"keys": []}


def test_a_server_that_hangs_keeps_nobody() -> None:
    release, answered = threading.Event(), threading.Event()

    def hang() -> dict[str, Any]:
        release.wait(60)
        answered.set()
        return {}

    keys = ProviderKeys(hang)
    assert keys.current() is None
    assert not answered.is_set()
    release.set()


def test_an_answer_that_fails_leaves_what_was_known() -> None:
    answers = iter([{"keys": [1]}])
    keys = ProviderKeys(lambda: next(answers), clock=Clock())
    assert keys.current() == {"keys": [1]}
    keys.refresh()
    assert keys.current() == {"keys": [1]}


def test_made_up_key_ids_cause_no_flood_of_questions() -> None:
    asked: list[int] = []
    keys = ProviderKeys(lambda: asked.append(1) or {"keys": []})  # type: ignore[func-returns-value]
    keys.current()
    for _ in range(1000):
        keys.ask_again()
    time.sleep(0.2)
    assert len(asked) == 1
    assert AT_MOST_EVERY >= 10
