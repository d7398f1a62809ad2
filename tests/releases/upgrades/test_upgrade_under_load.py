"""From 0.1.0 to today's version behind HAProxy, with a full database, while people work: nobody meets an error."""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.launch.assets import build_assets
from app.launch.servers.postgres import wheel_programs
from app.launch.servers.redis import EmbeddedRedis
from app.releases.rollout import control
from app.releases.rollout.control import Plan
from app.releases.rollout.migrate import migrate_for
from app.releases.rollout.state import Build
from integrations.postgres import restore
from tests.releases.rollout.rollout_site import PLAN, RULES, Rollout
from tests.releases.upgrades.builds import environment_of_builds
from tests.releases.upgrades.first_version import PASSWORD, unpack_first_version
from tests.releases.upgrades.people_at_work import people_at_work
from tests.releases.upgrades.test_upgrade import DUMP
from tests.support.programs.databases import Databases
from tests.support.programs.live import ROOT

pytestmark = [pytest.mark.drill, pytest.mark.usefixtures("real_clock")]


@pytest.fixture
def plan(
    databases: Databases,
    redis_server: EmbeddedRedis,
    rollout: Rollout,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Plan]:
    """The database of 0.1.0 with its demo company, and what both versions read from the environment."""
    with databases.passing_copy("template0", frozen=False) as url:
        restore(wheel_programs()[0], url, DUMP, grants=False)
        settings = environment_of_builds(rollout, url, redis_server.url(3), tmp_path)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        patient = replace(
            RULES, slow_ms=60_000, outer_p95_ms=60_000, lost_checks=100
        )  # errors are judged, not this machine
        yield replace(PLAN, environment=settings, ready_within=120, rules=patient)
        rollout.switch.stop()


def deploy(rollout: Rollout, build: Build, plan: Plan) -> None:
    rollout.do(lambda state: control.deploy(state, rollout.switch, build, plan, rollout.said.append))


def test_the_first_version_becomes_this_one_and_nobody_meets_an_error(
    rollout: Rollout, plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list(build_assets())
    now = Build("now", str(ROOT))
    deploy(rollout, Build("0.1.0", str(unpack_first_version(tmp_path))), plan)
    with people_at_work(f"http://{rollout.switch.address}", PASSWORD) as people:
        began = time.monotonic()
        migrate_for(now, plan.environment["DATABASE_URL"], None, tmp_path / "migrations.log")
        migrated, worst_then = time.monotonic() - began, max(people.waited)
        deploy(rollout, now, plan)
        rollout.judge_until_over(plan)
        time.sleep(2)
    with capsys.disabled():
        sys.stdout.write(
            f"\n0.1.0 to now under load: {people.answers:,} answers, {people.wrong.total()} failed; migrated in "
            f"{migrated:.0f} s, longest wait meanwhile {worst_then:.1f} s, in all {max(people.waited):.1f} s\n"
        )
    assert people.wrong == {}
    assert rollout.state().builds[rollout.state().live].version == "now", rollout.said
