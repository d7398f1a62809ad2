# ruff: noqa: INP001
"""Gunicorn's settings, for `make run` and production alike; every one can be overridden from the environment."""

import os
from pathlib import Path

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_WORKERS") or 2)
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or 8)
# without it one worker gets every kept-alive connection in every second start
reuse_port = True
# two instances of one user would fight for its path
control_socket_disable = True
# the heartbeat file must not wait for a slow disk
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
keepalive = 5
timeout = 30
graceful_timeout = 15
# behind a proxy, its address: only then are its X-Forwarded headers believed
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1"
# the application writes one JSON line for each request itself
accesslog = None
