"""Two colours behind a real HAProxy: a good version goes out unnoticed, bad ones are taken back or never get a visitor."""

import http.client
import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from app.releases.rollout import colours, control, watching
from app.releases.rollout.colours import BuildFailed
from app.releases.rollout.control import NotNow
from app.releases.rollout.haproxy import SwitchFailed
from app.releases.rollout.judging.judge import Decision
from app.releases.rollout.state import RolloutBusy, rollout_state
from tests.releases.rollout.rollout_site import PLAN, RULES, Rollout

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_clock")]


def processes(rollout: Rollout) -> dict[str, int]:
    return {build.version: build.pid for build in rollout.state().builds.values()}


def test_a_good_version_goes_out_in_steps_and_nobody_notices(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    assert rollout.live_version() == "1.0.0"
    with rollout.visitors() as got:
        rollout.deploy("1.1.0")
        with pytest.raises(NotNow):
            rollout.deploy("1.2.0")
        rollout.deploy("1.1.0")
        for _ in range(2):
            rollout.do(lambda state: control.promote(state, rollout.switch, PLAN, rollout.said.append, at=10))
        assert rollout.state().percent == 25, "one step, though it was asked for twice"
        rollout.judge_until_over()
        time.sleep(0.3)
    assert {status for status, _ in got} == {200}
    assert {version for _, version in got} == {"1.0.0", "1.1.0"}
    assert rollout.live_version() == "1.1.0"
    steps = [words for words in rollout.said if "% pengunjung" in words]
    assert steps == [f"1.1.0: {step} % pengunjung" for step in (10, 25, 50, 100)]
    warm = processes(rollout)
    rollout.deploy("1.1.0")
    assert (processes(rollout), rollout.said[-1]) == (warm, "1.1.0 sudah langsung")
    rollout.rollback()
    assert rollout.live_version() == "1.0.0", "the colour before is warm"
    assert processes(rollout)["1.0.0"] == warm["1.0.0"], "it was not started again"
    rollout.rollback()
    assert rollout.said[-1] == "tidak ada yang perlu dikembalikan"


@pytest.mark.parametrize(
    ("kind", "sample", "words"), [("errors", 40, "galat"), ("slow", 20, "p95"), ("some", 40, "galat")]
)
def test_a_bad_version_is_taken_back_by_itself_and_read_back(
    rollout: Rollout, kind: str, sample: int, words: str
) -> None:
    rollout.deploy("1.0.0")
    with rollout.visitors() as got:
        rollout.deploy("1.1.0", kind)
        rollout.judge_until_over(replace(PLAN, rules=replace(RULES, sample=sample)))
    assert watching.ROLLING_BACK == "Mengaktifkan rollback otomatis..."
    assert watching.ROLLING_BACK in rollout.said
    assert words in rollout.state().history[-1]
    assert rollout.switch.routing() == {"live": "blue", "canary": "none", "percent": "0"}
    assert rollout.switch.state_of("green/own") == "MAINT"
    assert rollout.live_version() == "1.0.0"
    assert not colours.is_alive(rollout.state().builds["green"])
    bad = sum(status >= 500 for status, _ in got)
    assert bad <= 0.12 * len(got), f"{bad} of {len(got)}"


def test_a_version_that_does_not_start_never_gets_a_visitor(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    for kind in ("crash", "sick"):
        with pytest.raises(BuildFailed):
            rollout.deploy("1.1.0", kind)
    assert (rollout.state().canary, rollout.live_version()) == ("", "1.0.0")


def test_a_killed_canary_a_killed_judge_and_thin_traffic_are_borne(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    rollout.do(lambda state: setattr(state, "step_at", (control.now() - timedelta(seconds=300)).isoformat()))
    verdict = rollout.do(lambda state: watching.watch_once(state, rollout.switch, PLAN, rollout.said.append))
    assert verdict.decision == Decision.HOLD
    verdict = rollout.do(lambda state: watching.watch_once(state, rollout.switch, PLAN, rollout.said.append))
    counted = re.search(r"(\d+) dari 20", str(verdict.reason))
    assert counted, verdict.reason
    assert int(counted[1]) >= 5, "synthetic journeys fill the sample"
    rollout.do(lambda state: control.hold(state, rollout.said.append))
    for process in colours.psutil.Process(rollout.state().builds["green"].pid).children():
        process.kill()
    colours.psutil.Process(rollout.state().builds["green"].pid).kill()
    answers = [requests.get(f"http://{rollout.switch.address}/", timeout=10).status_code for _ in range(40)]
    assert set(answers) == {200}, "the live colour answers for it"
    rollout.judge_until_over()
    assert (rollout.state().canary, rollout.live_version()) == ("", "1.0.0")


def test_the_judge_that_was_away_too_long_goes_back_and_two_commands_do_not_meet(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    with rollout_state(rollout.folder), pytest.raises(RolloutBusy):
        rollout.rollback()
    rollout.do(lambda state: setattr(state, "seen_at", (control.now() - timedelta(minutes=11)).isoformat()))
    rollout.judge_until_over()
    assert "tidak diawasi" in rollout.state().history[-1]
    with pytest.raises(SwitchFailed):
        rollout.switch.tell("set server green/nobody state maint")
    assert rollout.live_version() == "1.0.0"


def versions(rollout: Rollout, percent: int) -> dict[str, str]:
    """What each of 400 people gets when so many per cent go to the new version."""
    rollout.switch.route(live="blue", canary="green", percent=percent)
    front = http.client.HTTPConnection(rollout.switch.address, timeout=10)
    got = {}
    for one in (f"user{number:04}" for number in range(400)):
        front.request("GET", "/", headers={"Cookie": f"sigap_bucket={one}"})
        got[one] = front.getresponse().read().decode()
    front.close()
    return got


def test_who_was_sent_to_the_new_version_stays_there_and_nobody_forges_it(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    before: set[str] = set()
    for percent, count in ((10, 34), (25, 81), (50, 193), (100, 400)):
        new = {one for one, version in versions(rollout, percent).items() if version == "1.1.0"}
        assert before <= new
        assert len(new) == count, "the hash is HAProxy's xxh32 and does not change with its version"
        before = new
    assert set(versions(rollout, 0).values()) == {"1.0.0"}, "all leave at once"
    for key, version in (("green", "1.0.0"), ("", "1.0.0"), (rollout.switch.key, "1.1.0")):
        answer = requests.get(f"http://{rollout.switch.address}/", headers={"X-Rilis": key}, timeout=10)
        assert answer.text == version, "and the version itself never sees the header"
    rollout.rollback()
    colours.stop_build(rollout.state().builds["blue"])
    answer = requests.get(f"http://{rollout.switch.address}/", timeout=20)
    assert (answer.status_code, answer.headers["Retry-After"], "Sebentar lagi" in answer.text) == (503, "10", True)
