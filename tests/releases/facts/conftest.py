"""What tests of HAProxy's facts share."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.releases.facts.proxy import Colour, Proxy
from tests.support.programs.live import free_port


@pytest.fixture(scope="module")
def colours() -> Iterator[dict[str, int]]:
    servers = {}
    for name in ("blue", "green"):
        servers[name] = ThreadingHTTPServer(("127.0.0.1", 0), Colour)
        servers[name].colour = name.encode()  # type: ignore[attr-defined]
        threading.Thread(target=servers[name].serve_forever, daemon=True).start()
    yield {name: server.server_port for name, server in servers.items()}
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture
def proxy(colours: dict[str, int], tmp_path: Path) -> Iterator[Proxy]:
    made = Proxy(tmp_path, {**colours, "front": free_port()})
    yield made
    made.stop()
