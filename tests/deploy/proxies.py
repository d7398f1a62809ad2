"""The shipped proxies, started by Debian's programs before a small backend with the product's own gunicorn settings."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.support.programs.live import ROOT, Process, free_port
from tests.support.programs.processes import need_program

DEPLOY = ROOT / "deploy"
BACKEND = '''
"""Answers what it was asked: the length of the body, and a page of as many bytes as the query says.

With a file `ill` in its folder its health checks fail.
"""
import os

def app(environ, start):
    if environ["PATH_INFO"] == "/healthz" and os.path.exists("ill"):
        start("503 Service Unavailable", [("Content-Length", "0")])
        return []
    body = environ["wsgi.input"].read()
    size = int(environ["QUERY_STRING"] or 0)
    said = ("%s %d " % (environ.get("HTTP_X_FORWARDED_HOST", ""), len(body))).encode() + b"x" * size
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
    return [said]
'''


@contextmanager
def started(log: Path, *command: str, pass_fds: tuple[int, ...] = (), **environment: str) -> Iterator[Process]:
    with log.open("wb") as output:
        kept = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin", "HOME": str(log.parent)}
        popen = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**kept, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=pass_fds,
        )
    process = Process(popen, log)
    try:
        yield process
    finally:
        process.stop()


@contextmanager
def backend(folder: Path, port: int) -> Iterator[Process]:
    """Two processes of eight threads, as shipped."""
    (folder / "wsgi.py").write_text(BACKEND)
    command = [sys.executable, "-m", "gunicorn", "--chdir", str(folder), "--config", str(DEPLOY / "gunicorn.conf.py")]
    with started(folder / "web.log", *command, "wsgi:app", PORT=str(port)) as process:
        await_answer(f"http://127.0.0.1:{port}/", process)
        yield process


@contextmanager
def proxy(kind: str, folder: Path, *backends: int) -> Iterator[str]:
    """The address of a proxy of the shipped file; only ports and places are others."""
    port = free_port()
    command, environment = {"caddy": caddy, "haproxy": haproxy, "nginx": nginx}[kind](folder, port, backends)
    with started(folder / f"{kind}.log", *command, **environment) as process:
        url = f"http://127.0.0.1:{port}"
        await_answer(url, process)
        yield url


def caddy(folder: Path, port: int, backends: tuple[int, ...]) -> tuple[list[str], dict[str, str]]:
    command = [need_program("caddy"), "run", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    return command, {
        "SIGAP_CADDY_OPTIONS": "admin off",
        "SIGAP_SITE": f"http://127.0.0.1:{port}",
        "SIGAP_BACKENDS": " ".join(f"127.0.0.1:{one}" for one in backends),
        "SIGAP_PAGES": str(DEPLOY / "pages"),
        "SIGAP_STATUS": str(folder / "status"),
    }


def haproxy(_folder: Path, port: int, backends: tuple[int, ...], status: int = 1) -> tuple[list[str], dict[str, str]]:
    """`status`: the port of the server of the status page; nobody listens on port 1."""
    hosts = {f"SIGAP_BACKEND_{number}": f"127.0.0.1:{one}" for number, one in enumerate(backends, 1)}
    return [need_program("haproxy"), "-db", "-f", str(DEPLOY / "haproxy.cfg")], {
        "SIGAP_BIND": f"127.0.0.1:{port}",
        "SIGAP_PAGES": str(DEPLOY / "pages"),
        "SIGAP_STATUS_SERVER": f"127.0.0.1:{status}",
        **hosts,
    }


def nginx(folder: Path, port: int, backends: tuple[int, ...]) -> tuple[list[str], dict[str, str]]:
    shipped = (DEPLOY / "nginx.conf").read_text()
    for place, here in {
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "server 127.0.0.1:8000 max_fails=0;": f"server 127.0.0.1:{backends[0]} max_fails=0;",
        "/opt/sigap/deploy/pages": str(DEPLOY / "pages"),
        "root /var/lib/sigap;": f"root {folder};",
        "/var/log/nginx/sigap.log": str(folder / "error.log"),
    }.items():
        assert place in shipped, f"deploy/nginx.conf has no '{place}'"
        shipped = shipped.replace(place, here)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"""
daemon off; pid {folder}/nginx.pid; worker_processes 1; error_log {folder}/error.log crit; user root;
events {{ worker_connections 512; }}
http {{ {temporary} include {folder}/sigap.conf; }}
"""
    (folder / "sigap.conf").write_text(shipped)
    (folder / "whole.conf").write_text(whole)
    return [need_program("nginx"), "-e", str(folder / "error.log"), "-c", str(folder / "whole.conf")], {}


def await_answer(url: str, process: Process, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.popen.poll() is None:
        try:
            if requests.get(url, timeout=30).status_code == 200:
                return
        except requests.RequestException:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{url} did not answer\n{process.log()}")


def logged(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]
