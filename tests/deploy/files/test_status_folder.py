"""The status page is served by the front proxy itself, with nobody behind it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import requests

from tests.benchmarks.load_client import Request, send_all
from tests.deploy.proxies import await_answer, caddy, haproxy, nginx, started
from tests.support.programs.live import free_port

pytestmark = pytest.mark.slow
KINDS = ("caddy", "haproxy", "nginx")


@contextmanager
def served(kind: str, folder: Path) -> Iterator[str]:
    """The address of a proxy with nobody behind it; HAProxy has Caddy beside it for the files."""
    folder.chmod(0o755)
    port, nobody = free_port(), free_port()
    with ExitStack() as stack:
        if kind == "haproxy":
            files = free_port()
            command, environment = caddy(folder, files, (nobody,))
            environment["SIGAP_SITE"] = f"http://:{files}"
            beside = stack.enter_context(started(folder / "caddy.log", *command, **environment))
            await_answer(f"http://127.0.0.1:{files}/status/", beside)
            command, environment = haproxy(folder, port, (nobody,), files)
        else:
            command, environment = {"caddy": caddy, "nginx": nginx}[kind](folder, port, (nobody,))
        process = stack.enter_context(started(folder / f"{kind}.log", *command, **environment))
        await_answer(f"http://127.0.0.1:{port}/status/", process)
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("kind", KINDS)
def test_status_page_is_there_while_everything_else_is_down(tmp_path: Path, kind: str) -> None:
    files = {"index.html": "<!DOCTYPE html>baik", "en/index.html": "<!DOCTYPE html>fine"}
    files["api/v2/status.json"] = '{"status": {"indicator": "none"}}'
    for name, content in files.items():
        path = tmp_path / "status" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    with served(kind, tmp_path) as url:
        assert requests.get(f"{url}/", timeout=30).status_code >= 502
        assert requests.get(f"{url}/status", timeout=10).text.endswith("baik")
        host = {"Host": "sigap.contoh.id"} if kind == "haproxy" else {}
        assert requests.get(f"{url}/status/en/", timeout=10, headers=host).text.endswith("fine")
        answer = requests.get(f"{url}/status/api/v2/status.json", timeout=10)
        assert (answer.headers["Content-Type"].split(";")[0], answer.headers["Access-Control-Allow-Origin"]) == (
            "application/json", "*",
        )  # fmt: skip


@pytest.mark.drill
@pytest.mark.parametrize("kind", KINDS)
def test_drill_500_requests_a_second_of_the_static_page_with_nobody_behind(tmp_path: Path, kind: str) -> None:
    """A page as large as the demo's (60 KB), over 20 kept connections; the figure is printed."""
    (tmp_path / "status" / "api" / "v2").mkdir(parents=True)
    (tmp_path / "status" / "index.html").write_text("<!DOCTYPE html>" + "baik " * 12_000)
    (tmp_path / "status" / "api" / "v2" / "status.json").write_text('{"status": {"indicator": "none"}}')
    with served(kind, tmp_path) as url:
        found = send_all([Request(url.removeprefix("http://"), "/status/", method="GET")] * 10_000, 20)
    print(f"{kind}: {found.rate:.0f} requests/s")  # noqa: T201
    assert found.statuses == {200: 10_000}
    assert found.rate >= 500
