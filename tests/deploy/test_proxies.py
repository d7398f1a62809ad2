"""The shipped proxies hold slow senders and readers, and say decently that nobody is behind them."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.deploy.proxies import DEPLOY, backend, proxy, started
from tests.support.programs.live import free_port
from tests.support.programs.processes import need_program

KINDS = ("caddy", "haproxy", "nginx")
SENDERS = 24  # more than the backend has threads
POST = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
Attack = tuple[bytes, bytes]  # what is sent at once, and what is sent again and again
SLOW_HEADERS: Attack = (POST, b"X-A: b\r\n")
SLOW_BODY: Attack = (POST + b"\r\n", b"x")
SLOW_LATE: Attack = (POST + b"\r\n" + b"x" * 64_000, b"x")
SLOW_READER: Attack = (b"GET /?8000000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"")

SO_SNDBUFFORCE = 32  # Linux; Python has no name for it

pytestmark = pytest.mark.slow


@contextmanager
def attacked(url: str, attack: Attack, senders: int = SENDERS) -> Iterator[None]:
    """So many connections that send a byte now and then, or read next to nothing."""
    over = threading.Event()

    def send_slowly() -> None:
        first, further = attack
        with socket.create_connection(("127.0.0.1", urlsplit(url).port or 80)) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.sendall(first)
            while not over.wait(0.5):
                try:
                    line.sendall(further)
                except OSError:
                    return

    threads = [threading.Thread(target=send_slowly) for _ in range(senders)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    yield
    over.set()
    for thread in threads:
        thread.join()


def need_send_buffer() -> None:
    """HAProxy buffers no answers: the kernel does, where gunicorn or systemd may ask for it."""
    with socket.socket() as line:
        try:
            line.setsockopt(socket.SOL_SOCKET, SO_SNDBUFFORCE, 1)
        except PermissionError:
            pytest.skip("needs CAP_NET_ADMIN, as systemd has it")


def is_answered(url: str, seconds: float) -> bool:
    """Visit all the while; a page that waits for the slow ones comes too late for the time-out. Prints the slowest."""
    slowest, end = 0.0, time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        assert requests.get(url, timeout=20).status_code == 200
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(0.2)
    print(f"\nslowest page {slowest:.2f} s")  # noqa: T201  a measure
    return True


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Callable[[str], "contextmanager[str]"]]:
    port = free_port()
    with backend(tmp_path, port):
        yield lambda kind: proxy(kind, tmp_path, port)


@pytest.mark.parametrize("kind", ["caddy", *(pytest.param(kind, marks=pytest.mark.drill) for kind in KINDS[1:])])
def test_slow_bodies_stop_nobody_else(behind: Callable[[str], "contextmanager[str]"], kind: str) -> None:
    with behind(kind) as url, attacked(url, SLOW_LATE):
        assert is_answered(url, 3)


@pytest.mark.drill
@pytest.mark.parametrize(
    "attack", [SLOW_HEADERS, SLOW_BODY, SLOW_LATE, SLOW_READER], ids=["headers", "body", "late", "reader"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_slow_visitors_of_every_sort_are_held(
    behind: Callable[[str], "contextmanager[str]"], kind: str, attack: Attack
) -> None:
    if (kind, attack) == ("haproxy", SLOW_READER):
        need_send_buffer()
    with behind(kind) as url, attacked(url, attack):
        assert is_answered(url, 30)


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_upload_and_its_host_arrive(behind: Callable[[str], "contextmanager[str]"], kind: str) -> None:
    with behind(kind) as url:
        answer = requests.post(url, data=b"x" * 5_000_000, timeout=30)
        assert answer.text.split()[:2] == [urlsplit(url).netloc, "5000000"]  # with its port: log-in works on any
        assert requests.post(url, data=b"x" * 27_000_000, timeout=30).status_code == 413


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_behind_it_is_said_decently(tmp_path: Path, kind: str) -> None:
    port = free_port()
    with backend(tmp_path, port) as web, proxy(kind, tmp_path, port) as url:
        web.stop()
        answer = requests.get(url, timeout=20)
    assert answer.status_code in {502, 503}
    assert answer.headers["Retry-After"] == "10"
    assert "Sebentar lagi" in answer.text


@pytest.mark.parametrize("kind", ["caddy", "haproxy"])
def test_it_spreads_over_two_backends_and_misses_none_that_stops(tmp_path: Path, kind: str) -> None:
    (one, two) = (tmp_path / "one", tmp_path / "two")
    for folder in (one, two):
        folder.mkdir()
    ports = free_port(), free_port()
    with backend(one, ports[0]) as first, backend(two, ports[1]), proxy(kind, tmp_path, *ports) as url:
        assert is_answered(url, 1)
        first.stop()
        assert is_answered(url, 3)


def test_the_only_host_is_asked_all_the_same_when_its_checks_fail(tmp_path: Path) -> None:
    port = free_port()
    with backend(tmp_path, port), proxy("haproxy", tmp_path, port) as url:
        (tmp_path / "ill").touch()
        assert is_answered(url, 6)  # two checks, two seconds apart, take it away


@pytest.mark.drill
def test_no_line_of_a_proxy_names_a_sender(tmp_path: Path) -> None:
    """Suggestions and criticism may be sent without a name: also while the backend is away, when proxies complain most."""
    port = free_port()
    for kind in KINDS:
        folder = tmp_path / kind
        folder.mkdir()
        with backend(folder, port) as web, proxy(kind, folder, port) as url:
            requests.get(f"{url}/feedback", timeout=10)
            web.stop()
            requests.get(f"{url}/feedback", timeout=20, headers={"User-Agent": "Ponsel Sinta"})
        written = "".join(file.read_text() for file in folder.glob("*.log") if file.name != "web.log")
        assert "Ponsel Sinta" not in written
        assert "remote_ip" not in written
        assert "client: 127.0.0.1" not in written


@pytest.mark.parametrize("program", ["caddy", "haproxy"])
def test_the_shipped_file_is_valid_for_debians_own_program(program: str, tmp_path: Path) -> None:
    path = need_program(program)
    command = {
        "caddy": [path, "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")],
        "haproxy": [path, "-c", "-f", str(DEPLOY / "haproxy.cfg")],
    }[program]
    with started(tmp_path / "check.log", *command, SIGAP_PAGES=str(DEPLOY / "pages")) as checked:
        assert checked.popen.wait(30) == 0, checked.log()
