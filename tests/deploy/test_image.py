"""The image is built and answers as its own user, where podman and buildah are and the base images can be had."""

import os
import subprocess
from pathlib import Path

import pytest
import requests

from tests.deploy.proxies import DEPLOY, await_answer, started
from tests.support.programs.live import ROOT, free_port
from tests.support.programs.processes import find_program

pytestmark = [pytest.mark.slow, pytest.mark.drill, pytest.mark.usefixtures("real_clock")]
IMAGE = "localhost/sigap:drill"
SETTINGS = {"MODE": "production", "PUBLIC_URL": "https://sigap.contoh.id", "PROXY_HOPS": "1", "WEB_WORKERS": "1"}
HEADERS = {"Host": "sigap.contoh.id", "X-Forwarded-Proto": "https"}


def build(tools: dict[str, str]) -> None:
    """NODE_IMAGE and PYTHON_IMAGE name other bases, as where no registry of images is reached."""
    bases = [f"{name}={os.environ[name]}" for name in ("NODE_IMAGE", "PYTHON_IMAGE") if name in os.environ]
    given = [word for base in bases for word in ("--build-arg", base)]
    command = [tools["podman"], "build", "--network", "host", "--isolation", "chroot", *given, "-t", IMAGE]
    done = subprocess.run(
        [*command, "-f", str(DEPLOY / "Dockerfile"), str(ROOT)], capture_output=True, text=True, check=False
    )
    if "initializing source" in done.stderr or "short-name" in done.stderr:
        pytest.skip(f"the base images cannot be had here: {done.stderr[-200:]}")
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_image_is_built_and_serves_as_its_own_user(tmp_path: Path) -> None:
    tools = {name: path for name in ("podman", "buildah") if (path := find_program(name))}
    if len(tools) != 2 or os.geteuid() != 0:
        pytest.skip("needs root, podman and buildah: apt-get install podman buildah")
    build(tools)
    container = subprocess.check_output([tools["buildah"], "from", IMAGE], text=True).strip()
    port = free_port()
    given = {**SETTINGS, "HOST": "127.0.0.1", "PORT": str(port), "SECRET_KEY": "k" * 20 + os.urandom(20).hex()}
    given |= {"DATABASE_URL": "postgresql://sigap@127.0.0.1:1/sigap", "REDIS_URL": "redis://127.0.0.1:1/0"}
    words = [word for name, value in given.items() for word in ("-e", f"{name}={value}")]
    run = [tools["buildah"], "run", "--isolation", "chroot", "--network", "host"]
    try:
        user = subprocess.check_output([*run, container, "--", "id", "-u"], text=True)
        command = [*run, *words, container, "--", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"]
        with started(tmp_path / "image.log", *command) as process:
            await_answer(f"http://127.0.0.1:{port}/healthz", process, 120)
            page = requests.get(f"http://127.0.0.1:{port}/version", headers=HEADERS, timeout=30)
    finally:
        subprocess.run([tools["buildah"], "rm", container], check=False, capture_output=True)
    assert user.strip() == "10001"
    assert page.status_code in {200, 503}, "its database is nowhere"
