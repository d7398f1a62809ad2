"""Settings are checked at start; a wrong one is named with what was expected."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import BadSettings, read_settings

ROOT = Path(__file__).parents[1]
GOOD = {
    "MODE": "production",
    "SECRET_KEY": "k" * 40,
    "DATABASE_URL": "postgresql://sigap@db/sigap",
    "REDIS_URL": "redis://redis:6379/0",
    "PUBLIC_URL": "https://sigap.contoh.id",
}


def read(monkeypatch, **environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return read_settings()


def test_production_settings_are_read_and_frozen(monkeypatch):
    settings = read(monkeypatch, **GOOD)
    assert settings.is_https
    with pytest.raises(Exception, match="frozen"):
        settings.port = 1


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"PORT": "many"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"PUBLIC_URL": "sigap.contoh.id"}, "PUBLIC_URL"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL: expected postgresql://"),
        ({"REDIS_URL": "http://x"}, "REDIS_URL: expected redis://"),
        ({"SECRET_KEY": ""}, "SECRET_KEY: expected at least 32"),
        ({"SECRET_KEY": "changeme"}, "SECRET_KEY: expected at least 32"),
        ({"DATABASE_URL": ""}, "DATABASE_URL and REDIS_URL: expected both"),
        ({"PASSWORD_WORK": "cheap"}, "PASSWORD_WORK: expected full"),
        ({"WA_TOKEN": "x"}, "WA_APP_SECRET: expected because WA_TOKEN is set"),
        ({"MODE": "staging"}, "MODE"),
        ({"WA_API_VERSION": "latest"}, "WA_API_VERSION"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(monkeypatch, wrong, named):
    with pytest.raises(BadSettings) as stop:
        read(monkeypatch, **GOOD | wrong)
    assert named in str(stop.value)


def test_secrets_are_not_shown_when_settings_are_printed(monkeypatch):
    shown = repr(read(monkeypatch, **GOOD, WA_TOKEN="wa-very-secret", WA_APP_SECRET="app-very-secret"))
    assert "very-secret" not in shown
    assert GOOD["SECRET_KEY"] not in shown


@pytest.mark.slow
def test_the_application_does_not_start_on_a_bad_setting():
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    started = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        env={**kept, **GOOD, "SECRET_KEY": "default"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert "SECRET_KEY: expected at least 32 random characters in production" in started.stderr
