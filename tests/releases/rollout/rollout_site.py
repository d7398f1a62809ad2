"""One machine with a real HAProxy and invented versions, for tests of rollouts."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from app.releases.rollout import control, watching
from app.releases.rollout.control import Plan
from app.releases.rollout.haproxy import Switch
from app.releases.rollout.judging.judge import Rules
from app.releases.rollout.state import Build, RolloutState, read_state, rollout_state
from tests.support.programs.live import free_port
from tests.support.programs.processes import need_program

BUILD = """
import os, random, time
dice, kept, asked = random.Random({seed}), [], 0
kind, of = ({kind!r} + " 0").split()[:2]
errors = {{"errors": float(of) or 100, "some": 20}}.get(kind, 0)  # per cent of its pages
def app(environ, start):
    global asked
    page, status = environ["PATH_INFO"], "200 OK"
    asked += page == "/"
    if page == "/" and dice.random() * 100 < errors or page == "/login" and kind == "sick":
        status = "500 Internal Server Error"
    if page == "/healthz" and os.path.exists("busy"):
        time.sleep(2)
    if page == "/" and kind == "slow":
        time.sleep(1.1)
    if kind == "hang" and asked > 20:
        time.sleep(3600)
    if page == "/" and kind == "leak":
        kept.append(bytearray(2_000_000))
    body = ({version!r} + environ.get("HTTP_X_RILIS", "")).encode()
    start(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
"""
RULES = Rules(sample=20, least=timedelta(seconds=0))
PLAN = Plan(
    rules=RULES, ready="/readyz", ready_within=15, pages=("/healthz", "/login"), environment={"WEB_WORKERS": "1"}
)


class Rollout:
    """One machine: its folder, its front, what was said. Looks are taken a tenth of a second apart."""

    def __init__(self, folder: Path) -> None:
        need_program("haproxy")
        self.root, self.folder = folder, folder / "r"
        self.switch = Switch(self.folder, f"127.0.0.1:{free_port()}")
        self.said: list[str] = []

    def build(self, version: str, kind: str = "good", seed: int = 0) -> Build:
        """`kind`: good, errors [per cent], some (errors 20), slow, hang, leak, sick (its log-in page fails) or crash.

        With a file `busy` in its folder it answers its health checks late.
        """
        home = self.root / version
        home.mkdir(exist_ok=True)
        text = "raise RuntimeError" if kind == "crash" else BUILD.format(kind=kind, version=version, seed=seed)
        (home / "wsgi.py").write_text(text)
        return Build(version, str(home))

    def do(self, step: Callable[[RolloutState], object]) -> object:
        with rollout_state(self.folder) as state:
            return step(state)

    def deploy(self, version: str, kind: str = "good", plan: Plan = PLAN, seed: int = 0) -> None:
        build = self.build(version, kind, seed)
        self.do(lambda state: control.deploy(state, self.switch, build, plan, self.said.append))

    def rollback(self) -> None:
        self.do(lambda state: control.take_back(state, self.switch, self.said.append, reason="diminta"))

    def judge_until_over(self, plan: Plan = PLAN) -> None:
        """Looks as `flask release watch` does, as soon as visitors have come."""
        for _ in range(400):
            verdict = self.do(lambda state: watching.watch_once(state, self.switch, plan, self.said.append))
            if verdict is None or not self.state().canary:
                return
            time.sleep(0.1)
        pytest.fail(f"still rolling: {self.state().verdict}")

    def state(self) -> RolloutState:
        return read_state(self.folder)

    def live_version(self) -> str:
        return requests.get(f"http://{self.switch.address}/", timeout=10).text

    @contextmanager
    def visitors(self) -> Iterator[list[tuple[int, str]]]:
        """Four people, each with a new browser for each visit: what they got."""
        got: list[tuple[int, str]] = []
        over = threading.Event()

        def visit() -> None:
            while not over.is_set():
                answer = requests.get(f"http://{self.switch.address}/", timeout=20)
                got.append((answer.status_code, answer.text))

        people = [threading.Thread(target=visit) for _ in range(4)]
        for one in people:
            one.start()
        try:
            yield got
        finally:
            over.set()
            for one in people:
                one.join()
