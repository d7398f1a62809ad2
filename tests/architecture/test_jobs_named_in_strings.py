"""Jobs are woken by their dotted names, which no import checks."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

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
