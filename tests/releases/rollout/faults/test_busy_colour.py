"""A colour whose health checks come late is busy: it goes on serving where no other colour answers."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.releases.rollout import watching
from app.releases.rollout.haproxy import COLOURS
from app.releases.rollout.judging.traffic import read_windows
from tests.releases.rollout.rollout_site import PLAN, Rollout

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_clock")]


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_busy_colour_serves_while_there_is_no_other(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    (Path(rollout.state().builds["blue"].folder) / "busy").touch()
    wait_for(lambda: rollout.switch.state_of("blue/own") == "DOWN")
    assert rollout.live_version() == "1.0.0"
    seen = read_windows(rollout.switch.log, 0, COLOURS)["blue"]
    assert (seen.requests, seen.errors) == (1, 0), "the judge counts it for its colour"


def test_a_newer_configuration_is_taken_over_with_shares_and_ports_and_nobody_is_refused(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    config = rollout.folder / "haproxy.cfg"
    wanted, routed = config.read_text(), rollout.switch.routing()
    config.write_text(wanted + "# of the program before\n")
    with rollout.visitors() as got:
        rollout.do(lambda state: watching.restore(state, rollout.switch, PLAN, rollout.said.append))
        before = len(got)
        wait_for(lambda: len(got) > before + 20)
    assert {status for status, _ in got} == {200}
    assert (config.read_text(), rollout.switch.routing()) == (wanted, routed)
    for colour, build in rollout.state().builds.items():
        assert rollout.switch.is_placed(colour, build.port)
