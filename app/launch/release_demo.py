"""`make release-demo`: a good version and a bad one, rolled out on this machine before invented visitors."""

import shutil
import socket
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path

from app.releases.rollout import colours, control, watching
from app.releases.rollout.control import Plan
from app.releases.rollout.haproxy import Switch, SwitchFailed
from app.releases.rollout.judging.judge import Rules
from app.releases.rollout.state import Build, read_state, rollout_state

VERSIONS = (("1.0.0", 0), ("1.1.0", 0), ("1.2.0", 20))  # version, per cent of its pages that fail
PLAN = Plan(
    rules=Rules(sample=60, least=timedelta(seconds=5)),
    pages=("/healthz", "/login"),
    environment={"WEB_WORKERS": "1"},
)
VISITORS = 3
APPLICATION = """
import itertools
count = itertools.count()
def app(environ, start):
    bad = environ["PATH_INFO"] == "/" and next(count) * 7 % 100 < {errors}
    start("500 Internal Server Error" if bad else "200 OK", [("Content-Type", "text/plain")])
    return [{version!r}.encode()]
"""


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="sigap-rilis-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        switch = Switch(folder / "r", f"127.0.0.1:{probe.getsockname()[1]}")
    over = threading.Event()
    try:
        for number, (version, errors) in enumerate(VERSIONS):
            print(f"\n== {version}" + (f": {errors} % halamannya gagal" if errors else ""), flush=True)
            _roll_out(switch, _build(folder, version, errors))
            if number == 0:
                for _ in range(VISITORS):
                    threading.Thread(target=_visit, args=(switch.address, over), daemon=True).start()
    except (SwitchFailed, colours.BuildFailed) as problem:
        sys.exit(str(problem))
    finally:
        over.set()
        switch.stop()
        for build in read_state(switch.folder).builds.values():
            colours.stop_build(build)
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _build(folder: Path, version: str, errors: int) -> Build:
    home = folder / version
    home.mkdir()
    (home / "wsgi.py").write_text(APPLICATION.format(version=version, errors=errors))
    return Build(version, str(home))


def _roll_out(switch: Switch, build: Build) -> None:
    with rollout_state(switch.folder) as state:
        control.deploy(state, switch, build, PLAN, _print_line)
    while True:
        with rollout_state(switch.folder) as state:
            watching.watch_once(state, switch, PLAN, _print_line)
            if not state.canary:
                return
        time.sleep(1)


def _visit(address: str, over: threading.Event) -> None:
    while not over.wait(0.03):
        try:
            urllib.request.urlopen(f"http://{address}/", timeout=20).close()
        except (OSError, urllib.error.URLError):
            continue


def _print_line(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
