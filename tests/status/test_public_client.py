"""A public client of Statuspage's API (statuspage.io of npm) reads the static copy without knowing of us."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.factories import NOW
from tests.monitoring.factories import MINUTE
from tests.status.conftest import publish
from workflows.status import plan_maintenance

CLIENT = Path(__file__).parents[2] / "node_modules" / "statuspage.io"
SCRIPT = Path(__file__).parent / "read_status_page.cjs"


@pytest.fixture
def address(session, rani, checked_portal, copy) -> Iterator[str]:
    publish(session, rani, title_en="Payments fail")
    plan_maintenance(
        session, title="Ganti disk", title_en="New disk", text="Sebentar", component_ids=[checked_portal.id],
        starts_at=NOW + 60 * MINUTE, ends_at=NOW + 90 * MINUTE, actor=rani, now=NOW,
    )  # fmt: skip
    handler = partial(SimpleHTTPRequestHandler, directory=str(copy()))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_public_client_reads_every_answer(address: str):
    node = shutil.which("node") or pytest.skip("needs node: the client is a package of npm")
    if not CLIENT.is_dir():
        pytest.skip("needs the client: `make setup-dev` installs it")
    done = subprocess.run([node, str(SCRIPT), address], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["indicator"] == ["major", "Partial System Outage"]
    assert ["Portal", "partial_outage"] in found["components"]
    assert found["incidents"] == found["unresolved"] == found["open"] == ["Payments fail"]
    assert found["updates"] == ["We look into it"]
    assert found["upcoming"] == found["planned"] == ["New disk"]
