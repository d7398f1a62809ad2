"""What tests of releases share."""

from collections.abc import Generator
from pathlib import Path

import pytest

from app.releases.rollout import colours, programs
from tests.releases.rollout.rollout_site import Rollout


@pytest.fixture
def rollout(tmp_path: Path) -> Generator[Rollout]:
    made = Rollout(tmp_path)
    yield made
    made.switch.stop()
    for build in made.state().builds.values():
        programs.stop_programs(build)
        colours.stop_build(build, 3)
