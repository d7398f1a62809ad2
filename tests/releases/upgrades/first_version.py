"""The code of 0.1.0, out of the repository's history, for drills that need it."""

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.support.programs.live import ROOT

COMMIT = "e8a9ad3"
PASSWORD = "sejuk sentosa 2026"


def unpack_first_version(folder: Path) -> Path:
    """Its checkout below `folder`, with its own packages in `.venv`; skipped where the history does not reach so far."""
    archive, checkout = folder / "first.tar", folder / "0.1.0"
    made = subprocess.run(["git", "archive", "-o", archive, COMMIT], cwd=ROOT, capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"needs the repository's history down to {COMMIT}: git fetch --unshallow")
    with tarfile.open(archive) as packed:
        packed.extractall(checkout, filter="data")
    subprocess.run([sys.executable, "-m", "venv", checkout / ".venv"], check=True)
    install = [
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "-r",
        checkout / "requirements-dev.txt",
    ]
    subprocess.run([checkout / ".venv/bin/python", *install], check=True)
    return checkout
