# ruff: noqa: INP001
"""Gunicorn's settings, for `make run` and production alike; every one can be overridden from the environment.

Never open to the network: slow senders would hold all threads. A proxy of `deploy/` stands in front of it.
"""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_WORKERS") or 2)
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or 8)
# two instances of one user would both use its path
control_socket_disable = True
# the heartbeat file must not wait for a slow disk
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
keepalive = 2
# a process that holds this many leaves new connections to the others
worker_connections = 4 * threads
timeout = 30
graceful_timeout = 15
# behind a proxy, its address: only then are its X-Forwarded headers believed
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1"
# the application writes one JSON line for each request itself
accesslog = None


class JsonLine(logging.Formatter):
    """With the names of the application's own lines; here because the master must not import the application."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "@timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "log.level": record.levelname.lower(),
            "message": record.getMessage(),
            "service.name": "sigap",
            "log.logger": record.name,
            "ecs.version": "8.17",
        }
        if record.exc_info:
            line["error.stack_trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": JsonLine}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["stderr"], "propagate": False}},
}

# Ready means that a worker serves, not that gunicorn's own process runs: gunicorn must not say it too early.
_ready_socket = os.environ.pop("NOTIFY_SOCKET", "")


# Larger than any answer: who reads slowly costs the kernel memory, never a thread, also behind a proxy that buffers no
# answers. systemd's socket sets it; elsewhere it takes CAP_NET_ADMIN to go beyond net.core.wmem_max.
SEND_BUFFER = 16 * 1024 * 1024
SO_SNDBUFFORCE = 32  # Linux; Python has no name for it


def when_ready(server: Any) -> None:
    """HUP would stop the old workers while the new ones still import for seconds: do it the other way round."""
    server.handle_hup = partial(_reload, server)
    for listener in server.LISTENERS:
        with suppress(PermissionError):
            listener.sock.setsockopt(socket.SOL_SOCKET, SO_SNDBUFFORCE, SEND_BUFFER)


def _reload(server: Any) -> None:
    """Start new workers beside the old ones; each old one goes when a new one serves. Code that fails is left alone."""
    if server.num_workers > server.cfg.workers:
        server.log.warning("A reload is under way; ask again when it is done.")
        return
    tried = subprocess.run([sys.executable, "-c", "import wsgi"], capture_output=True, text=True, check=False)
    if tried.returncode:
        server.log.error("Reload refused, the old code serves on: %s", tried.stderr.strip()[-500:])
        return
    server.num_workers = 2 * server.cfg.workers


def nworkers_changed(server: Any, new: int, _old: int | None) -> None:
    """Never fewer than asked for, however many new workers report."""
    if new < server.cfg.workers:
        server.num_workers = server.cfg.workers


def post_fork(server: Any, worker: Any) -> None:
    worker.replaces_one = server.num_workers > server.cfg.workers


def post_worker_init(worker: Any) -> None:
    """The application is imported: count its answers and errors, tell systemd, and let an old worker go."""
    for name in ("request_counts", "error_log"):
        if extension := getattr(worker.wsgi, "extensions", {}).get(name):
            extension.start()
    if _ready_socket:
        address = f"\0{_ready_socket[1:]}" if _ready_socket.startswith("@") else _ready_socket
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify_socket:
            notify_socket.sendto(b"READY=1", address)
    if worker.replaces_one:
        os.kill(worker.ppid, signal.SIGTTOU)
