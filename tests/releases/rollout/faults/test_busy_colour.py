"""A colour that does not answer: whichever one does gets the visitors, nothing is promoted by it, and the state says so."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from app.releases.rollout import colours, control, watching
from app.releases.rollout.colours import BuildFailed
from app.releases.rollout.haproxy import COLOURS, own, stand_ins
from app.releases.rollout.haproxy_config import LATE
from app.releases.rollout.judging.traffic import end_of, read_windows
from tests.releases.rollout.rollout_site import PLAN, RULES, Rollout

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_clock")]
WAITS = replace(PLAN, rules=replace(RULES, sample=100_000))


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def busy(rollout: Rollout, colour: str) -> None:
    (Path(rollout.state().builds[colour].folder) / "busy").touch()
    wait_for(lambda: rollout.switch.state_of(f"{colour}/own") == "DOWN")


def kill(rollout: Rollout, colour: str) -> None:
    """As a machine's memory killer does: neither HAProxy nor the state is told."""
    master = colours.psutil.Process(rollout.state().builds[colour].pid)
    for process in [master, *master.children(recursive=True)]:
        process.kill()
    colours.psutil.wait_procs([master], timeout=10)


def hang(rollout: Rollout, colour: str) -> None:
    """Connections are still accepted, by the kernel, and nothing is answered."""
    master = colours.psutil.Process(rollout.state().builds[colour].pid)
    for process in [master, *master.children()]:
        process.suspend()


def answers(rollout: Rollout, method: str = "GET") -> set[tuple[int, str]]:
    """What thirty people in all buckets get, one after the other."""
    got = set()
    for one in range(30):
        cookies = {"sigap_bucket": f"person-{one}"}
        answer = requests.request(method, f"http://{rollout.switch.address}/", cookies=cookies, timeout=20)
        got.add((answer.status_code, answer.text))
    return got


def look(rollout: Rollout) -> object:
    return rollout.do(lambda state: watching.watch_once(state, rollout.switch, WAITS, rollout.said.append))


def test_a_busy_colour_serves_while_there_is_no_other(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    busy(rollout, "blue")
    assert rollout.live_version() == "1.0.0"
    seen = read_windows(rollout.switch.log, 0, COLOURS)["blue"]
    assert (seen.requests, seen.errors) == (1, 0), "the judge counts it for its colour"


@pytest.mark.parametrize("is_busy", [False, True])
def test_the_rolling_version_answers_for_a_dead_live_one_and_is_not_promoted_by_it(
    rollout: Rollout, *, is_busy: bool
) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    if is_busy:
        busy(rollout, "green")
    start = end_of(rollout.switch.log)
    kill(rollout, "blue")
    for method in ("GET", "POST"):
        assert answers(rollout, method) == {(200, "1.1.0")}
    wait_for(lambda: rollout.switch.state_of("blue/own") == "DOWN")
    assert answers(rollout) == {(200, "1.1.0")}
    seen = read_windows(rollout.switch.log, start, COLOURS)
    assert seen["blue"].errors == seen["blue"].requests > 60, (
        "what it answered for the dead one is the dead one's failure"
    )
    assert seen["green"].requests < 30, "and fills no sample"
    look(rollout)
    state = rollout.state()
    assert (state.live, state.canary, state.percent) == ("blue", "green", 10)
    assert "1.0.0 dinyalakan lagi" in state.history[-1]
    assert (200, "1.0.0") in answers(rollout)


def test_a_busy_live_colour_keeps_its_visitors(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    busy(rollout, "blue")
    got = [requests.get(f"http://{rollout.switch.address}/", timeout=20).text for _ in range(60)]
    assert got.count("1.1.0") < 30, "who is late is not replaced by a version that is still on trial"


def test_a_busy_live_colour_answers_for_a_dead_rolling_one(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    for _ in range(3):
        rollout.do(lambda state: control.promote(state, rollout.switch, WAITS, rollout.said.append))
    busy(rollout, "blue")
    kill(rollout, "green")
    assert answers(rollout) == {(200, "1.0.0")}


def test_a_hung_rolling_version_is_left_after_two_checks(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    for _ in range(3):
        rollout.do(lambda state: control.promote(state, rollout.switch, WAITS, rollout.said.append))
    assert answers(rollout) == {(200, "1.1.0")}
    hang(rollout, "green")
    wait_for(lambda: rollout.switch.state_of("green/own") == "DOWN")
    assert answers(rollout) == {(200, "1.0.0")}


@pytest.mark.parametrize("steps", [0, 4], ids=["rolling", "warm"])
def test_a_hung_live_version_is_left_after_one_check_of_five_seconds(rollout: Rollout, steps: int) -> None:
    """Those who come before that wait at most as long as the proxy does; a later one waits for nothing."""
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    for _ in range(steps):
        rollout.do(lambda state: control.promote(state, rollout.switch, WAITS, rollout.said.append))
    live, other = ("blue", "1.1.0") if steps == 0 else ("green", "1.0.0")
    start = end_of(rollout.switch.log)
    hang(rollout, live)
    wait_for(lambda: rollout.switch.state_of(f"{live}/own{LATE}") == "DOWN")
    for method in ("GET", "POST"):
        assert answers(rollout, method) == {(200, other)}
    seen = read_windows(rollout.switch.log, start, COLOURS)[live]
    assert seen.errors == seen.requests > 0, "what it answered for the hung one is the hung one's failure"
    state = rollout.state()
    assert (state.live, state.percent) == (live, 10 if steps == 0 else 0), "and nothing is promoted by it"


def test_a_hung_live_version_without_another_is_asked_all_the_same(rollout: Rollout) -> None:
    """It may only be very slow: its answer, or the page for a wait that was too long, is better than none at once."""
    rollout.deploy("1.0.0")
    hang(rollout, "blue")
    wait_for(lambda: rollout.switch.state_of(f"blue/own{LATE}") == "DOWN")
    master = colours.psutil.Process(rollout.state().builds["blue"].pid)
    awake = threading.Timer(1, lambda: [process.resume() for process in [master, *master.children()]])
    awake.start()
    assert rollout.live_version() == "1.0.0"
    awake.join()


def test_the_warm_version_answers_for_a_dead_live_one(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    for _ in range(4):
        rollout.do(lambda state: control.promote(state, rollout.switch, WAITS, rollout.said.append))
    assert answers(rollout) == {(200, "1.1.0")}
    kill(rollout, "green")
    assert answers(rollout) == {(200, "1.0.0")}
    busy(rollout, "blue")
    assert answers(rollout) == {(200, "1.0.0")}
    look(rollout)
    assert answers(rollout) == {(200, "1.1.0")}
    rollout.do(lambda state: setattr(state, "spare_until", control.now().isoformat()))
    look(rollout)
    assert rollout.switch.is_out(*stand_ins("green")), "a stopped version's port may be somebody else's"


def test_a_live_version_that_cannot_start_again_is_said_and_nothing_is_judged(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0", "errors 10")
    kill(rollout, "blue")
    program = rollout.root / "1.0.0" / "wsgi.py"
    good = program.read_text()
    program.write_text("raise RuntimeError")
    for _ in range(2):
        with pytest.raises(BuildFailed, match=r"1\.0\.0 tidak siap .*; 1\.1\.0 menjawab untuknya"):
            look(rollout)
    answers(rollout)
    state = rollout.state()
    assert (state.live, state.canary, state.percent) == ("blue", "green", 10)
    assert "1.1.0 menjawab untuknya" in state.verdict
    assert sum("menjawab untuknya" in line for line in state.history) == 1
    program.write_text(good)
    look(rollout)
    assert "menjawab untuknya" not in rollout.state().verdict
    assert (200, "1.0.0") in answers(rollout)


def test_a_version_that_was_taken_back_answers_for_nobody(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    rollout.rollback()
    kill(rollout, "blue")
    assert requests.get(f"http://{rollout.switch.address}/", timeout=20).status_code == 503
    (rollout.root / "1.0.0" / "wsgi.py").write_text("raise RuntimeError")
    with pytest.raises(BuildFailed, match="tidak ada yang menjawab untuknya"):
        look(rollout)


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
        assert rollout.switch.is_enabled(build.port, *own(colour))
