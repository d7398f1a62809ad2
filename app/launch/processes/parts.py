"""The parts of a running Sigap, and the supervisor's configuration for them."""

import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from app.launch.directories import own_folder, server_user, socket_folder
from app.launch.process_runner import as_part
from app.launch.servers.postgres import EmbeddedPostgres
from app.launch.servers.redis import EmbeddedRedis

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[2]
SUPERVISOR_SOCKET = "supervisor.sock"


@dataclass(frozen=True)
class Part:
    """One supervised program. The highest priority is stopped first, and everything in turn."""

    name: str
    command: list[str]
    priority: int
    stop_signal: str = "TERM"
    stop_seconds: int = 10
    user: str | None = None


def server_parts(postgres: EmbeddedPostgres | None, redis: EmbeddedRedis | None) -> list[Part]:
    """Return the embedded servers among the parts: those whose URL was not given."""
    parts: list[Part] = []
    if postgres:
        parts.append(Part("postgres", postgres.command(), 10, "INT", 30, server_user()))
    if redis:
        parts.append(Part("redis", redis.command(), 20))
    return parts


def application_parts() -> list[Part]:
    """Return what runs our own code: cron, workers, web. The Redis URL comes from the environment, unseen by ps."""
    worker = [sys.executable, "-m", "app.worker"]
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", str(CHECKOUT / "deploy" / "gunicorn.conf.py"), "wsgi:app"]
    return [
        Part("scheduler", [sys.executable, "-m", "app.scheduler"], 30),
        Part("worker", [*worker, "default"], 40, stop_seconds=20),
        Part("worker-slow", [*worker, "slow"], 40, stop_seconds=20),
        Part("worker-messages", [*worker, "messages"], 40, stop_seconds=20),
        Part("web", gunicorn, 50, stop_seconds=20),
    ]


def supervisor_socket(instance: Path) -> Path:
    """Return the socket through which the supervisor is spoken to."""
    folder = socket_folder(instance / "run", SUPERVISOR_SOCKET)
    return (folder if folder == instance / "run" else own_folder(folder, None)) / SUPERVISOR_SOCKET


def write_config(instance: Path, parts: Iterable[Part]) -> Path:
    """Write `supervisord.conf` into the instance and return its path."""
    config = instance / "supervisord.conf"
    folders = {"run": instance / "run", "log": instance / "log"}
    program = Template((HERE / "program.conf.in").read_text())
    blocks = [program.substitute(_escaped(_settings(part, folders["run"]) | folders)) for part in parts]
    whole = Template((HERE / "supervisord.conf.in").read_text())
    identity = "user = root" if os.geteuid() == 0 else ""
    values = {"config": config, "socket": supervisor_socket(instance), "identity": identity, **folders}
    config.write_text(whole.substitute(_escaped(values), programs="".join(blocks)))
    return config


def _settings(part: Part, run: Path) -> dict[str, object]:
    command = as_part(part.name, part.command, run=run, user=part.user, stop_signal=part.stop_signal)
    return {
        "name": part.name,
        "command": shlex.join(command),
        "directory": CHECKOUT,
        "priority": part.priority,
        "stop_signal": part.stop_signal,
        "stop_seconds": part.stop_seconds,
    }


def _escaped(values: Mapping[str, object]) -> dict[str, str]:
    """Keep the supervisor from reading a per cent sign in a path as one of its own variables."""
    return {name: str(value).replace("%", "%%") for name, value in values.items()}
