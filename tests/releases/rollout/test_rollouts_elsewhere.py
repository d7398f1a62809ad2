"""Systems elsewhere: shares told to a stand-in, figures of real Prometheus; one judge."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from standardwebhooks import Webhook

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.incidents.incident import Incident
from app.models.releases.release import Release, ReleaseStatus
from app.models.releases.steering import ReleaseSystem, RolloutCommand, RolloutSample
from app.releases.rollout import remote as steps
from app.releases.rollout.commands.serve import sampler
from app.releases.rollout.commands.steer import steer_all, steer_once
from app.releases.rollout.control import Plan, now
from app.releases.rollout.judging.judge import Rules, Window
from app.releases.rollout.remote import Remote, read_remotes
from app.releases.rollout.state import RolloutState, read_state, rollout_state
from integrations.rollouts import (
    MeasuresAway,
    ShareRefused,
    read_http,
    read_prometheus,
)
from tests.deploy.proxies import await_answer, started
from tests.factories import NOW, make_company, make_user
from tests.support.live import free_port
from tests.support.programs import need_program
from workflows.heartbeats import STEERER, list_parts
from workflows.releases.steering import ask_promote, ask_roll_back, ask_start

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_clock")]
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class Shop:
    """A stand-in of a system elsewhere: it takes shares by webhook and tells figures."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.figures: dict[str, Any] = {}
        self.lies = False
        shop = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                shop.bodies.append(body)
                shop.headers.append(dict(self.headers))
                shop.told.append(json.loads(body))
                self.say({"percent": 99 if shop.lies else shop.told[-1]["percent"]})

            def do_GET(self) -> None:
                self.say(shop.figures)

            def say(self, content: dict[str, Any]) -> None:
                text = json.dumps(content).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def shop() -> Iterator[Shop]:
    made = Shop()
    yield made
    made.server.shutdown()


def test_prometheus_answers_by_the_contract(tmp_path: Path, shop: Shop) -> None:
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
def test_what_are_no_figures_is_never_taken_for_none(shop: Shop, side: object) -> None:
    good = {"requests": 10, "errors": 0, "p95_ms": 20}
    shop.figures = {"new": good, "old": good}
    assert read_http(shop.url, "t", version="1", seconds=1)[0].p95_ms == 20
    shop.figures = {"new": side, "old": good}
    with pytest.raises(MeasuresAway):
        read_http(shop.url, None, version="1", seconds=1)


def widi(tmp_path: Path, shop: Shop) -> Remote:
    file = tmp_path / "rollout.toml"
    file.write_text(
        f'[widi]\nshare = "webhook"\naddress = "{shop.url}"\nsecret = "{SECRET}"\n'
        f'measures = "http"\nmeasures_address = "{shop.url}"\n'
    )
    (found,) = read_remotes(file)
    return found


def test_widi_goes_out_by_the_panel_s_buttons_and_is_taken_back_by_itself(
    app: Flask, session: Session, tmp_path: Path, shop: Shop
) -> None:
    make_company(session)
    nadia = make_user(session, "Nadia", Role.DEVOPS)
    release = Release(system="widi", version="1.4.0", status=ReleaseStatus.READY)
    session.add_all([release, ReleaseSystem(name="widi", adapter="REMOTE", sample=200, least_seconds=0)])
    session.commit()
    remote, said, noted = widi(tmp_path, shop), [], sampler("widi")

    def turn(new: tuple[int, int]) -> None:
        shop.figures = {"new": {"requests": new[0], "errors": new[1], "p95_ms": 300},
                        "old": {"requests": 1800, "errors": 0, "p95_ms": 300}}  # fmt: skip
        with app.app_context():
            steer_once(remote, tmp_path, noted, said.append)
        session.expire_all()

    ask_start(session, release_id=release.id, actor=nadia, now=NOW)
    session.commit()
    turn((10, 0))
    assert (release.status, release.percent) == (ReleaseStatus.ROLLING, 10)
    ask_promote(session, release_id=release.id, actor=nadia, now=NOW)
    session.commit()
    turn((50, 0))
    turn((200, 0))
    assert release.percent == 50
    turn((60, 4))
    assert release.status == ReleaseStatus.ROLLED_BACK
    assert "1.4.0 dikembalikan: galat" in read_state(tmp_path / "widi").history[-1]
    assert [one["percent"] for one in shop.told] == [10, 25, 50, 0]
    assert {(one["system"], one["version"]) for one in shop.told} == {("widi", "1.4.0")}
    headers = {name.lower(): value for name, value in shop.headers[-1].items()}
    assert Webhook(SECRET).verify(shop.bodies[-1], headers)["percent"] == 0
    assert "Mengaktifkan rollback otomatis..." in said
    assert session.scalars(select(Incident.title)).all() == ["Rilis widi 1.4.0 dikembalikan otomatis"]
    assert session.scalars(select(RolloutSample.decision).order_by(RolloutSample.id.desc())).first() == "ROLL_BACK"
    assert set(session.scalars(select(RolloutCommand.status))) == {"DONE"}


def test_a_share_that_is_not_read_back_is_never_reported(tmp_path: Path, shop: Shop) -> None:
    remote, said = widi(tmp_path, shop), []
    state, plan = RolloutState(file=tmp_path / "state.json"), Plan(rules=Rules(sample=20, least=timedelta(0)))
    steps.start(remote, state, "1.4.0", plan, said.append)
    shop.lies = True
    with pytest.raises(ShareRefused, match="yang berlaku 99"):
        steps.take_back(remote, state, said.append, reason="galat")
    assert (state.leaving, state.canary, "sudah diperiksa" in said[-1]) == ("galat", "new", False)
    shop.lies = False
    steps.watch_once(remote, state, plan, said.append)
    assert (state.leaving, state.canary, state.percent) == ("", "", 0)


def test_a_share_that_is_refused_makes_the_steering_a_failing_part(
    app: Flask, session: Session, tmp_path: Path, shop: Shop
) -> None:
    remote = widi(tmp_path, shop)
    with rollout_state(tmp_path / "widi") as state:
        steps.start(remote, state, "1.4.0", Plan(), lambda _words: None)
        state.leaving = "galat"
    found = []
    for lies in (True, False):
        shop.lies = lies
        with app.app_context():
            steer_all([remote], tmp_path, {"widi": lambda *_: None}, lambda _words: None)
        parts = {part.name: part for part in list_parts(session, now=utc_now())}
        found.append((str(parts[STEERER].state), "widi: " in parts[STEERER].reason))
    assert found == [("failing", True), ("ok", False)]


def test_figures_that_stay_away_take_the_version_back_at_last(tmp_path: Path, shop: Shop) -> None:
    def away(_version: str, _seconds: int) -> tuple[Window, Window]:
        raise MeasuresAway("nobody")

    remote, said = replace(widi(tmp_path, shop), read=away), []
    state, plan = RolloutState(file=tmp_path / "state.json"), Plan()
    steps.start(remote, state, "1.4.0", plan, said.append)
    assert steps.watch_once(remote, state, plan, said.append).decision == "HOLD"
    state.step_at = (now() - timedelta(minutes=31)).isoformat()
    assert steps.watch_once(remote, state, plan, said.append).decision == "ROLL_BACK"


@pytest.mark.parametrize(
    "text",
    ['[widi]\nshare = "fax"', "[widi]", '[widi]\nshare = "webhook"', "not toml"],
    ids=["fax", "none", "half", "-"],
)
def test_a_file_that_is_wrong_is_refused_at_the_start(tmp_path: Path, text: str) -> None:
    (tmp_path / "rollout.toml").write_text(text)
    with pytest.raises((KeyError, ValueError)):
        read_remotes(tmp_path / "rollout.toml")


def test_a_rollback_by_hand_moves_the_record_and_opens_no_incident(
    app: Flask, session: Session, tmp_path: Path, shop: Shop
) -> None:
    make_company(session)
    nadia = make_user(session, "Nadia", Role.DEVOPS)
    release = Release(system="widi", version="1.4.0", status=ReleaseStatus.READY)
    session.add_all([release, ReleaseSystem(name="widi", adapter="REMOTE")])
    session.commit()
    remote, noted = widi(tmp_path, shop), sampler("widi")
    for ask in (ask_start, ask_roll_back):
        ask(
            session,
            release_id=release.id,
            actor=nadia,
            now=NOW,
            **({"reason": "keluhan"} if ask is ask_roll_back else {}),
        )
        session.commit()
        with app.app_context():
            steer_once(remote, tmp_path, noted, lambda _words: None)
        session.expire_all()
    assert (release.status, release.reason) == (ReleaseStatus.ROLLED_BACK, "keluhan")
    assert session.scalars(select(Incident.id)).all() == []
