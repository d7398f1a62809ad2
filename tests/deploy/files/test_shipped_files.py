"""The shipped files agree with one another and with the guide, and are valid for the programs that read them."""

import configparser
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from redis import Redis
from redis.exceptions import AuthenticationError, ResponseError
from redis.exceptions import ConnectionError as RedisConnectionError

from tests.deploy.proxies import DEPLOY, started
from tests.deploy.test_production import GUIDE, PASSWORD, block_after
from tests.support.programs.live import free_port
from tests.support.programs.processes import need_program

pytestmark = pytest.mark.slow


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="sigap-files-", dir="/tmp"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def test_the_units_are_valid(tmp_path: Path) -> None:
    program = need_program("systemd-analyze")
    for unit in (DEPLOY / "systemd").iterdir():
        text = unit.read_text().replace("/opt/sigap/.venv/bin/", "/bin/true ")
        (tmp_path / unit.name.replace("@.", "@1.")).write_text(text)
    shutil.copy(tmp_path / "sigap-web@1.service", tmp_path / "sigap-web@.service")
    files = [str(file) for file in tmp_path.iterdir() if "@." not in file.name]
    done = subprocess.run([program, "verify", "--man=no", *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_guide_the_units_and_compose_start_the_same_processes() -> None:
    units = {file.name: file.read_text() for file in (DEPLOY / "systemd").iterdir()}
    compose = (DEPLOY / "compose.yaml").read_text()
    for name in units:
        assert name.removesuffix(".service").replace("@", "@1") in GUIDE
    for module in ("app.worker messages", "app.worker default", "app.worker slow", "app.scheduler"):
        assert f"python -m {module}" in GUIDE
        assert f"python -m {module}\n" in "".join(units.values())
        assert ", ".join(f'"{word}"' for word in ["python", "-m", *module.split()]) in compose


def test_compose_is_valid_for_docker(tmp_path: Path) -> None:
    docker, older = shutil.which("docker"), shutil.which("docker-compose")
    has_plugin = (
        docker and not subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode
    )
    if not has_plugin and older is None:
        pytest.skip("needs docker compose, or Debian's docker-compose")
    (tmp_path / ".env").write_text((DEPLOY / ".env.example").read_text())
    text = (DEPLOY / "compose.yaml").read_text()
    (tmp_path / "compose.yaml").write_text(
        text if has_plugin else text.replace("name: sigap\n", "", 1)
    )  # 1.29: no names
    names = ("POSTGRES_PASSWORD", "POSTGRES_OWNER_PASSWORD", "POSTGRES_SUPERUSER_PASSWORD", "REDIS_PASSWORD")
    secrets = {**dict.fromkeys(names, "x"), "PATH": os.environ["PATH"]}
    program = [str(docker), "compose"] if has_plugin else [str(older)]
    command = [*program, "-f", str(tmp_path / "compose.yaml"), "config", "--quiet"]
    done = subprocess.run(command, env=secrets, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


class UniqueKeys(yaml.SafeLoader):
    """YAML that refuses what docker compose refuses: a key said twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _value in node.value if key.tag != "tag:yaml.org,2002:merge"]
        twice = {name for name in names if names.count(name) > 1}
        assert not twice, f"said twice: {twice}"
        return super().construct_mapping(node, deep)


def test_in_compose_only_the_migration_is_the_owner_of_the_tables() -> None:
    compose = yaml.load((DEPLOY / "compose.yaml").read_text(), UniqueKeys)
    roles = {
        name: one["environment"]["DATABASE_URL"] for name, one in compose["services"].items() if "sigap" in one["image"]
    }
    for name in roles.keys() - {"migrate"}:
        known = compose["services"][name]["environment"]
        assert known["POSTGRES_OWNER_PASSWORD"] == known["POSTGRES_SUPERUSER_PASSWORD"] == "", name
    owners = {name for name, url in roles.items() if url.startswith("postgresql://sigap_owner:")}
    assert owners == {"migrate"}
    assert "grants sigap" in " ".join(compose["services"]["migrate"]["command"])


def test_compose_says_everything_once_and_redis_has_one_user_with_a_password() -> None:
    compose = yaml.load((DEPLOY / "compose.yaml").read_text(), UniqueKeys)
    command = " ".join(compose["services"]["redis"]["command"])
    assert "--user default off" in command
    assert "sigap on >${REDIS_PASSWORD" in command
    for name in ("web", "worker", "worker-messages", "scheduler", "migrate"):
        assert "redis://sigap:${REDIS_PASSWORD" in compose["services"][name]["environment"]["REDIS_URL"], name


def test_the_machines_own_files_are_valid(tmp_path: Path) -> None:
    """Security updates by themselves and no reboot, by apt's own reader; a journal that is bounded."""
    program = shutil.which("apt-config")
    if program is None:
        pytest.skip("needs Debian's apt")
    command = [program, "-c", str(DEPLOY / "machine" / "apt-unattended.conf"), "dump"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert 'APT::Periodic::Unattended-Upgrade "1";' in said
    assert 'Unattended-Upgrade::Automatic-Reboot "false";' in said
    assert "label=Debian-Security" in said
    journal = configparser.ConfigParser()
    journal.read(DEPLOY / "machine" / "journald.conf")
    assert dict(journal["Journal"]) == {
        "storage": "persistent",
        "systemmaxuse": "2G",
        "maxretentionsec": "90day",
        "maxfilesec": "1day",
    }
    for name in ("apt-unattended.conf", "journald.conf"):
        assert f"deploy/machine/{name}" in GUIDE


def test_redis_of_two_hosts_takes_the_lines_of_the_guide(folder: Path) -> None:
    """One user with a password by TLS; whoever comes without is refused."""
    if shutil.which("redis-server") is None or shutil.which("openssl") is None:
        pytest.skip("needs Debian's redis-server and openssl")
    port, key, certificate = free_port(), folder / "tls.key", folder / "tls.crt"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *names], capture_output=True, check=True)
    lines = block_after("## Two web hosts").partition("port 0\n")[2]
    for there, here in {
        "tls-port 6379": f"port 0\ntls-port {port}",
        "bind 127.0.0.1 10.0.0.1": "bind 127.0.0.1",
        "/etc/redis/tls": str(folder / "tls"),
        ">…": f">{PASSWORD}",
    }.items():
        assert there in lines
        lines = lines.replace(there, here)
    (folder / "redis.conf").write_text(f'{lines}save ""\ndir {folder}\n')
    with started(folder / "redis.log", "redis-server", str(folder / "redis.conf")) as server:
        known = {"ssl": True, "ssl_ca_certs": str(certificate), "port": port, "host": "127.0.0.1"}
        ours = Redis(**known, username="sigap", password=PASSWORD)
        deadline = time.monotonic() + 20
        while not _pings(ours):
            assert time.monotonic() < deadline, server.log()
            time.sleep(0.05)
        assert ours.set("a", 1)
        with pytest.raises(ResponseError, match="no permissions"):
            ours.config_get("dir")
        with pytest.raises(AuthenticationError):
            Redis(**known).ping()


def _pings(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except RedisConnectionError:
        return False
