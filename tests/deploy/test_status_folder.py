"""The status page is served by the front proxy itself, with nobody behind it."""

from pathlib import Path

import pytest
import requests

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
