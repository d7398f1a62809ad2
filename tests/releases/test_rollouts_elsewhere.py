"""Systems elsewhere: shares told to real nginx, real Caddy and a stand-in, figures of real Prometheus; one judge."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from standardwebhooks import Webhook

from app.models.accounts.user import Role
from app.models.incidents.incident import Incident
from app.models.releases.release import Release, ReleaseStatus
from app.models.releases.steering import ReleaseSystem, RolloutCommand, RolloutSample
from app.releases.rollout import remote as steps
from app.releases.rollout.control import Plan, now
from app.releases.rollout.judge import Rules, Window
from app.releases.rollout.remote import Remote, read_remotes
from app.releases.rollout.serve import sampler
from app.releases.rollout.state import RolloutState, read_state
from app.releases.rollout.steer import steer_once
from integrations.rollouts import (
    MeasuresAway,
    ShareRefused,
    read_http,
    read_prometheus,
    set_caddy_share,
    set_nginx_share,
)
from tests.deploy.proxies import await_answer, started
from tests.factories import NOW, make_company, make_user
from tests.support.live import free_port
from tests.support.programs import need_program
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


@contextmanager
def two_versions() -> Iterator[tuple[str, str]]:
    """host:port of an old and of a new version that say which they are."""
    servers = []
    for word in (b"old", b"new"):

        class Say(BaseHTTPRequestHandler):
            said = word

            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Length", "3")
                self.end_headers()
                self.wfile.write(self.said)

            def log_message(self, *_words: object) -> None:
                pass

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Say))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
    yield tuple(f"127.0.0.1:{one.server_port}" for one in servers)  # type: ignore[misc]
    for one in servers:
        one.shutdown()


def counted(url: str, requests_made: int) -> Counter[str]:
    return Counter(requests.get(f"{url}/?{n}", timeout=10).text for n in range(requests_made))


def test_nginx_splits_as_it_is_told_and_says_so(tmp_path: Path) -> None:
    program, port, shares = need_program("nginx"), free_port(), tmp_path / "shares.conf"
    url = f"http://127.0.0.1:{port}"
    with two_versions() as (old, new):
        whole = f"""
daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log crit; user root; worker_processes 1;
events {{}}
http {{
  access_log off; client_body_temp_path {tmp_path}/b; proxy_temp_path {tmp_path}/p; fastcgi_temp_path {tmp_path}/f;
  uwsgi_temp_path {tmp_path}/u; scgi_temp_path {tmp_path}/s;
  map "" $rilis_who {{ default $request_uri; }}
  include {shares};
  upstream old {{ server {old}; }}
  upstream new {{ server {new}; }}
  server {{ listen 127.0.0.1:{port};
    location = /rilis-persen {{ return 200 $rilis_percent; }}
    location / {{ proxy_pass http://$rilis_to; }} }}
}}"""
        (tmp_path / "nginx.conf").write_text(whole)
        shares.write_text('split_clients "$rilis_who" $rilis_to { * old; }\nmap "" $rilis_percent { default "0"; }\n')
        command = [program, "-e", str(tmp_path / "error.log"), "-c", str(tmp_path / "nginx.conf")]
        with started(tmp_path / "log", *command) as process:
            await_answer(f"{url}/", process)
            for percent, least, most in ((25, 20, 80), (100, 200, 200), (0, 0, 0)):
                for attempt in range(50):  # old workers may answer the page for a moment
                    try:
                        set_nginx_share(shares, [*command, "-s", "reload"], f"{url}/rilis-persen", percent)
                        break
                    except ShareRefused:
                        assert attempt < 49
                seen = [counted(url, 200)["new"]]
                while not least <= seen[-1] <= most and len(seen) < 50:  # they also still take a connection
                    seen.append(counted(url, 200)["new"])
                assert least <= seen[-1] <= most, seen
            before = shares.read_text()
            with pytest.raises(ShareRefused, match="nginx"):
                set_nginx_share(shares, [program, "-c", str(tmp_path / "none.conf"), "-s", "reload"], url, 50)
            assert shares.read_text() == before


def test_caddy_splits_as_it_is_told_and_says_so(tmp_path: Path) -> None:
    program, port, admin = need_program("caddy"), free_port(), free_port()
    url, api = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{admin}"
    with two_versions() as (old, new):
        proxy = {"handler": "reverse_proxy", "@id": "rilis", "upstreams": [{"dial": old}],
                 "load_balancing": {"selection_policy": {"policy": "round_robin"}}}  # fmt: skip
        server = {"listen": [f"127.0.0.1:{port}"], "automatic_https": {"disable": True},
                  "routes": [{"handle": [proxy]}]}  # fmt: skip
        whole = {"admin": {"listen": f"127.0.0.1:{admin}"}, "apps": {"http": {"servers": {"one": server}}}}
        (tmp_path / "caddy.json").write_text(json.dumps(whole))
        with started(tmp_path / "log", program, "run", "--config", str(tmp_path / "caddy.json")) as process:
            await_answer(f"{url}/", process)
            for percent, share in ((10, 10), (25, 25), (50, 50), (100, 100), (0, 0)):
                set_caddy_share(api, "rilis", [old], [new], percent)
                assert counted(url, 100)["new"] == pytest.approx(share, abs=2)
            with pytest.raises(ShareRefused):
                set_caddy_share(api, "nobody", [old], [new], 10)


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
