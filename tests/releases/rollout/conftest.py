"""What tests of rollouts share."""

from collections.abc import Iterator

import pytest

from tests.releases.rollout.system_elsewhere import SystemElsewhere


@pytest.fixture
def elsewhere() -> Iterator[SystemElsewhere]:
    made = SystemElsewhere()
    yield made
    made.server.shutdown()
