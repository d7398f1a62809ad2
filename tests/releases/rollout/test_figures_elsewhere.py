"""Figures of systems elsewhere, of real Prometheus or over HTTP, and the file that names where they are read."""

from pathlib import Path

import pytest

from app.releases.rollout.remote import read_remotes
from integrations.rollouts import MeasuresAway, read_http, read_prometheus
from tests.deploy.proxies import await_answer, started
from tests.releases.rollout.system_elsewhere import SystemElsewhere
from tests.support.programs.live import free_port
from tests.support.programs.processes import need_program

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_clock")]


def test_prometheus_answers_by_the_contract(tmp_path: Path, elsewhere: SystemElsewhere) -> None:
    port = free_port()
    (tmp_path / "prometheus.yml").write_text("global: {scrape_interval: 1h}\n")
    command = [need_program("prometheus"), f"--config.file={tmp_path}/prometheus.yml",
               f"--storage.tsdb.path={tmp_path}/data", f"--web.listen-address=127.0.0.1:{port}"]  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    queries = {
        "new_requests": "vector(200)", "new_errors": "vector({seconds})", "new_p95_ms": "vector(1400)",
        "old_requests": 'absent_for_sure{{release="{version}"}}'.replace("{{", "{").replace("}}", "}"),
        "old_errors": "vector(0) / 0", "old_p95_ms": "vector(0) / 0",
    }  # fmt: skip
    with started(tmp_path / "log", *command) as process:
        await_answer(f"{url}/-/ready", process)
        new, old = read_prometheus(url, queries, version="1.4.0", seconds=7)
        assert (new.requests, new.errors, new.p95_ms) == (200, 7, 1400)
        assert (old.requests, old.errors, old.p95_ms) == (0, 0, None)
        with pytest.raises(MeasuresAway):
            read_prometheus(url, queries | {"new_errors": "sum("}, version="1.4.0", seconds=7)
    with pytest.raises(MeasuresAway):
        read_prometheus(url, queries, version="1.4.0", seconds=7)


@pytest.mark.parametrize(
    "side",
    [None, [], {}, {"errors": -1, "requests": 1}, {"errors": 2, "requests": 1}, {"errors": "0", "requests": 1}],
    ids=str,
)
def test_what_are_no_figures_is_never_taken_for_none(elsewhere: SystemElsewhere, side: object) -> None:
    good = {"requests": 10, "errors": 0, "p95_ms": 20}
    elsewhere.figures = {"new": good, "old": good}
    assert read_http(elsewhere.url, "t", version="1", seconds=1)[0].p95_ms == 20
    elsewhere.figures = {"new": side, "old": good}
    with pytest.raises(MeasuresAway):
        read_http(elsewhere.url, None, version="1", seconds=1)


@pytest.mark.parametrize(
    "text",
    ['[widi]\nshare = "fax"', "[widi]", '[widi]\nshare = "webhook"', "not toml"],
    ids=["fax", "none", "half", "-"],
)
def test_a_file_that_is_wrong_is_refused_at_the_start(tmp_path: Path, text: str) -> None:
    (tmp_path / "rollout.toml").write_text(text)
    with pytest.raises((KeyError, ValueError)):
        read_remotes(tmp_path / "rollout.toml")
