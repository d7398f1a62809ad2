"""The release before works on the schema of this one: its own tests, with our migrations under them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.releases.upgrades.first_version import unpack_first_version
from tests.support.programs.live import ROOT

pytestmark = [pytest.mark.drill, pytest.mark.usefixtures("real_clock")]
AREAS = ("visits", "invoices", "customers", "feedback", "bugs")
CHANGED_ON_PURPOSE = (
    # a trigger of the newer schema ends a round of invitations when the visit is moved, whichever version moves it
    "tests/visits/test_planning.py::test_a_new_time_of_an_open_ticket_is_told_again_a_new_wording_is_not",
)


def test_the_tests_of_the_first_version_pass_on_this_schema(tmp_path: Path) -> None:
    plugin = Path(__file__).parent / "plugin"
    given = {
        **os.environ,
        "NEWER_VERSION": str(ROOT),
        "NEWER_PYTHON": sys.executable,
        "PYTHONPATH": str(plugin),
        "PYTEST_ADDOPTS": "",
    }
    left_out = [f"--deselect={name}" for name in CHANGED_ON_PURPOSE]
    checkout = unpack_first_version(tmp_path)
    command = [
        str(checkout / ".venv/bin/python"),
        "-m",
        "pytest",
        "-p",
        "newer_schema",
        "-p",
        "no:cacheprovider",
        "--maxfail=20",
    ]
    command += ["-m", "not browser and not bench and not slow and not concurrency", *left_out]
    command += [f"tests/{area}" for area in AREAS]
    done = subprocess.run(command, cwd=checkout, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:]
