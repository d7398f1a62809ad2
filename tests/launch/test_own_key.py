"""Commands beside `make run` sign and open with the key that its parts run with."""

from pathlib import Path

import pytest

from app.launch.servers.own_servers import with_own_key
from app.settings import read_settings

STORED, GIVEN = "stored-" + "s" * 40, "given-" + "g" * 40


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("SECRET_KEY", "DATABASE_URL", "MODE"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_the_stored_key_is_taken_where_none_was_given(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = read_settings(instance_dir=tmp_path)
    assert with_own_key(before) is before, "nothing is stored"
    (tmp_path / "secret_key").write_text(STORED + "\n")
    assert with_own_key(before).secret_key == STORED
    assert with_own_key(before).keys.current == STORED
    environment.setenv("SECRET_KEY", GIVEN)
    assert with_own_key(read_settings(instance_dir=tmp_path)).secret_key == GIVEN


@pytest.mark.usefixtures("environment")
def test_another_database_has_another_key(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(STORED)
    elsewhere = read_settings(instance_dir=tmp_path, database_url="postgresql://sigap@db/sigap", secret_key=GIVEN)
    assert with_own_key(elsewhere).secret_key == GIVEN
