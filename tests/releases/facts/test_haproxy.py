"""What HAProxy's runtime socket does, line by line: the rollout relies on it, whatever version is installed."""

import socket
import subprocess
from pathlib import Path

import pytest

from app.releases.rollout.haproxy import LONGEST_SOCKET, Switch, SwitchFailed
from tests.releases.facts.proxy import Proxy, wait_for
from tests.support.programs.processes import need_program

pytestmark = pytest.mark.usefixtures("real_clock")


def test_weights_are_told_by_text_and_split_exactly(proxy: Proxy) -> None:
    assert proxy.switch.ask("set server app/blue weight 0").strip() == "", "success is an empty line"
    assert "No such server." in proxy.switch.ask("set server app/nobody weight 1")
    for blue, green, got in ((90, 10, (180, 20)), (75, 25, (150, 50)), (50, 50, (100, 100))):
        proxy.weights(blue, green)
        proxy.switch.tell("clear counters all")
        seen = proxy.asked(200)
        assert (seen["blue"], seen["green"]) == pytest.approx(got, abs=2), "a change falls into a running round"
    proxy.weights(256, 0)
    assert "between 0 and 256" in proxy.switch.ask("set server app/blue weight 257")


def test_a_percentage_is_of_the_configured_weight_so_nothing_stays_nothing(proxy: Proxy) -> None:
    proxy.switch.ask("set server app/green weight 10%", "set server app/none weight 10%")
    weights = [proxy.switch.ask(f"get weight app/{name}").split()[0] for name in ("green", "none")]
    assert weights == ["10", "0"]


def test_weight_0_and_drain_keep_those_with_a_cookie_and_maint_keeps_nobody(proxy: Proxy) -> None:
    sticky = {"Cookie": "SRV=green"}
    for command in ("set server app/green weight 0", "set server app/green state drain"):
        proxy.switch.tell(command)
        assert set(proxy.asked(10)) == {"blue"}
        assert set(proxy.asked(3, **sticky)) == {"green"}, command
    proxy.switch.tell("set server app/green state maint")
    assert set(proxy.asked(10, **sticky)) == {"blue"}
    proxy.switch.tell("set server app/green state ready")
    first = proxy.switch.ask("show stat").split("app,green,")[1].split(",")[15]
    assert first.startswith(("DOWN", "UP")), first
    wait_for(lambda: proxy.switch.state_of("app/green") == "UP")


def test_a_server_moves_and_others_come_and_go_without_a_reload(proxy: Proxy) -> None:
    proxy.switch.ask("set server app/blue addr 127.0.0.1 port " + str(proxy.ports["green"]))
    assert set(proxy.asked(4)) == {"green"}
    added = f"add server app/more 127.0.0.1:{proxy.ports['blue']} weight 100"
    assert "registered" in proxy.switch.ask(added, "enable server app/more")
    assert "blue" in proxy.asked(6)
    proxy.switch.tell("set server app/more state maint")
    assert "deleted" in proxy.switch.ask("del server app/more").lower()


def test_a_map_is_changed_in_memory_only(proxy: Proxy) -> None:
    assert proxy.get().headers["Percent"] == "10"
    proxy.switch.tell(f"set map {proxy.folder}/share.map percent 25")
    assert proxy.get().headers["Percent"] == "25"
    assert (proxy.folder / "share.map").read_text() == "percent 10\n"


def test_statistics_are_read_by_name_and_counters_fall_to_nothing(proxy: Proxy) -> None:
    proxy.asked(3)
    header = proxy.switch.ask("show stat").splitlines()[0]
    assert header.startswith("# pxname,svname,")
    assert header.endswith(","), "the last column is empty"
    if "Version: 2.6" in proxy.switch.ask("show info"):
        assert len(header.split(",")) == 129
    assert proxy.switch.ask("show stat json").startswith("[[")
    assert "srv_admin_state" in proxy.switch.ask("show servers state")
    assert "Total events" in proxy.switch.ask("show errors")
    total = lambda: int(proxy.switch._row("app/BACKEND")["stot"])  # noqa: E731
    assert total() == 3
    proxy.switch.tell("clear counters all")
    assert total() == 0


def test_a_table_counts_requests_and_failures_by_itself(proxy: Proxy) -> None:
    for number in range(100):
        proxy.get("/ill" if number < 17 else "/")
    row = proxy.switch.ask("show table app")
    assert "http_req_cnt=100 " in row
    assert "http_fail_cnt=17" in row


def test_without_its_state_a_restart_forgets_the_weights_and_with_it_keeps_them(proxy: Proxy) -> None:
    for kept, weights in ((False, ("100", "100")), (True, ("90", "10"))):
        proxy.weights(90, 10)
        if kept:
            proxy.switch.save_state()
        proxy.stop()
        proxy.start()
        found = tuple(proxy.switch.ask(f"get weight app/{name}").split()[0] for name in ("blue", "green"))
        assert found == weights


def test_a_connection_is_cut_when_it_is_told(proxy: Proxy) -> None:
    assert proxy.switch.ask("shutdown sessions server app/blue").strip() == ""


def test_a_path_of_107_bytes_is_a_socket_and_one_more_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    for length, fits in ((LONGEST_SOCKET, True), (LONGEST_SOCKET + 1, False)):
        name = str(folder / ("s" * (length - len(str(folder)) - 1)))
        with socket.socket(socket.AF_UNIX) as one:
            if fits:
                one.bind(name)
            else:
                with pytest.raises(OSError, match="too long"):
                    one.bind(name)
    long = tmp_path / ("d" * 100)
    with pytest.raises(SwitchFailed, match="107"):
        Switch(long, "127.0.0.1:1").start()
    assert not long.exists()


def test_a_file_with_a_fault_is_refused_and_one_with_a_warning_is_not(tmp_path: Path) -> None:
    program = need_program("haproxy")
    codes = []
    for text in (
        "frontend f\n    bind 127.0.0.1:1\n    nonsense\n",
        "defaults\n    mode http\nfrontend f\n    bind 127.0.0.1:1\n",
    ):
        file = tmp_path / "h.cfg"
        file.write_text(text)
        codes.append(subprocess.run([program, "-c", "-f", str(file)], capture_output=True, check=False).returncode)
    assert codes == [1, 0]
