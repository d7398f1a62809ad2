"""The status page is served by the front proxy itself, with nobody behind it."""

from pathlib import Path

import pytest
import requests

from tests.benchmarks.load_client import Request, send_all
from tests.deploy.proxies import await_answer, caddy, nginx, started
from tests.support.live import free_port

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ["caddy", "nginx"])
def test_status_page_is_there_while_everything_else_is_down(tmp_path: Path, kind: str) -> None:
    files = {"index.html": "<!DOCTYPE html>baik", "en/index.html": "<!DOCTYPE html>fine", "api/v2/status.json": "{}"}
    for name, content in files.items():
        path = tmp_path / "status" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    port, nobody = free_port(), free_port()
    command, environment = {"caddy": caddy, "nginx": nginx}[kind](tmp_path, port, (nobody,))
    url = f"http://127.0.0.1:{port}"
    tmp_path.chmod(0o755)
    with started(tmp_path / f"{kind}.log", *command, **environment) as process:
        await_answer(f"{url}/status/", process)
        assert requests.get(f"{url}/", timeout=30).status_code >= 502
        assert requests.get(f"{url}/status/en/", timeout=10).text.endswith("fine")
        answer = requests.get(f"{url}/status/api/v2/status.json", timeout=10)
        assert (answer.headers["Content-Type"].split(";")[0], answer.headers["Access-Control-Allow-Origin"]) == (
            "application/json", "*",
        )  # fmt: skip


@pytest.mark.drill
@pytest.mark.parametrize("kind", ["caddy", "nginx"])
def test_drill_500_requests_a_second_of_the_static_page_with_nobody_behind(tmp_path: Path, kind: str) -> None:
    """A page as large as the demo's (60 KB), over 20 kept connections; the figure is printed."""
    (tmp_path / "status").mkdir()
    (tmp_path / "status" / "index.html").write_text("<!DOCTYPE html>" + "baik " * 12_000)
    port = free_port()
    command, environment = {"caddy": caddy, "nginx": nginx}[kind](tmp_path, port, (free_port(),))
    tmp_path.chmod(0o755)
    with started(tmp_path / f"{kind}.log", *command, **environment) as process:
        await_answer(f"http://127.0.0.1:{port}/status/", process)
        found = send_all([Request(f"127.0.0.1:{port}", "/status/", method="GET")] * 10_000, 20)
    print(f"{kind}: {found.rate:.0f} requests/s")  # noqa: T201
    assert found.statuses == {200: 10_000}
    assert found.rate >= 500
