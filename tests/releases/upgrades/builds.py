"""What builds of this application read from the environment when a test of upgrades serves them."""

from pathlib import Path

from tests.releases.rollout.rollout_site import Rollout
from tests.support.settings import environment_for_tests


def environment_of_builds(rollout: Rollout, database_url: str, redis_url: str, folder: Path) -> dict[str, str]:
    """One web process behind the proxy of the rollout, which is the public address; files in `folder`."""
    return environment_for_tests(
        DATABASE_URL=database_url,
        REDIS_URL=redis_url,
        INSTANCE_DIR=str(folder / "instance"),
        STORAGE_DIR=str(folder / "files"),
        PUBLIC_URL=f"http://{rollout.switch.address}",
        WEB_WORKERS="1",
        PROXY_HOPS="1",
    )
