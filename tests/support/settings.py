"""The settings of tests: sandboxed providers, a fixed secret, cheap password hashing, nothing from the machine."""

import os
from typing import Any

from app.settings import Settings

SECRET = "only-for-tests-" + "x" * 32


def forget_the_machine() -> None:
    """Remove every setting of ours from this process's environment: tests must not depend on it."""
    for name in Settings.model_fields:
        os.environ.pop(name.upper(), None)


def environment_for_tests(**given: str) -> dict[str, str]:
    """Return the settings as environment variables, for the processes that tests start."""
    fixed = {"MODE": "development", "SECRET_KEY": SECRET, "PUBLIC_URL": "http://localhost", "PASSWORD_WORK": "cheap"}
    return {**fixed, **given}


def settings_for_tests(**given: Any) -> Settings:
    """Return settings for an application in this process; `given` as fields, such as `wa_token="x"`."""
    fixed = {name.lower(): value for name, value in environment_for_tests().items()}
    return Settings(**{**fixed, **given})
