"""Jobs are woken by their dotted names, which no import checks."""

import importlib.util
import re
from pathlib import Path

import pytest

from app.jobs.former_names import MOVED, current_name

ROOT = Path(__file__).parents[3]

NAMED = sorted(
    {
        (str(path.relative_to(ROOT)), name)
        for folder in ("app", "workflows", "admin_views")
        for path in (ROOT / folder).rglob("*.py")
        for name in re.findall(r'"(app\.jobs\.[a-z_.]+\.[a-z_]+)"', path.read_text())
    }
)


@pytest.mark.parametrize(("where", "name"), NAMED)
def test_every_job_woken_by_name_is_there(where: str, name: str) -> None:
    module, _, function = name.rpartition(".")
    assert hasattr(importlib.import_module(module), function), f"{where}: no {function} in {module}"


@pytest.mark.parametrize(("before", "now"), sorted(MOVED.items()))
def test_jobs_of_a_moved_module_are_found_by_their_former_name(before: str, now: str) -> None:
    assert current_name(f"app.jobs.{before}.run") == f"app.jobs.{now}.run"
    assert importlib.util.find_spec(f"app.jobs.{now}") is not None


@pytest.mark.parametrize("name", ["app.jobs.bulk.run_bulk", "backups.make_backups", "os.getcwd"])
def test_every_other_name_stays_as_it_is(name: str) -> None:
    assert current_name(name) == name
