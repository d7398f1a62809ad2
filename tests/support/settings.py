"""The settings of tests: sandboxed providers, a fixed secret, cheap password hashing, nothing from the machine."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.settings import Settings

ROOT = Path(__file__).parents[2]
SECRET = "only-for-tests-" + "x" * 32


def forget_the_machine() -> None:
    """Remove every setting of ours from this process's environment: tests must not depend on it."""
    for name in setting_names():
        os.environ.pop(name.upper(), None)


def setting_names() -> list[str]:
    """The names as they stand in the text: importing the settings costs a pure test half its time."""
    text = "".join(file.read_text() for file in sorted((ROOT / "app").glob("settings*.py")))
    return re.findall(r"^    ([a-z_]+): .+ = (?:_setting|Field)\(", text, re.MULTILINE)


def environment_for_tests(**given: str) -> dict[str, str]:
    """Return the settings as environment variables, for the processes that tests start."""
    fixed = {
        "MODE": "development",
        "EMBEDDED": "1",
        "SECRET_KEY": SECRET,
        "PUBLIC_URL": "http://localhost",
        "PASSWORD_WORK": "cheap",
    }
    return {**fixed, **given}


def settings_for_tests(**given: Any) -> Settings:
    """Return settings for an application in this process; `given` as fields, such as `wa_token="x"`."""
    from app.settings import Settings

    fixed = {name.lower(): value for name, value in environment_for_tests().items()}
    return Settings(**{**fixed, **given})
