"""Shares of visitors told to real nginx and real Caddy, and read back."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from integrations.rollouts import (
    ShareRefused,
    set_caddy_share,
    set_nginx_share,
)
from tests.deploy.proxies import await_answer, started
from tests.support.programs.live import free_port
from tests.support.programs.processes import need_program

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_clock")]


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
