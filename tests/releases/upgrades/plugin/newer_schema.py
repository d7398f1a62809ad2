"""A pytest plugin for the checkout of an older version: its tests run on the schema of the version at NEWER_VERSION."""

import os
import subprocess

from tests.support import databases  # of the older version, which is the working directory


def migrate_with_newer(url: str) -> None:
    newer = os.environ["NEWER_VERSION"]
    given = {"DATABASE_URL": url, "REDIS_URL": "redis://127.0.0.1:1/0", "PYTHONPATH": newer, "SECRET_KEY": "o" * 40}
    command = [os.environ["NEWER_PYTHON"], "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    done = subprocess.run(command, cwd=newer, env={**os.environ, **given}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


databases.migrate = migrate_with_newer
