"""A version whose migration breaks, before people at work: refused, nobody meets an error, the database as before."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from app.launch.assets import build_assets
from app.launch.servers.postgres import wheel_programs
from app.launch.servers.redis import EmbeddedRedis
from app.migrations.newest import newest_migration
from app.releases.rollout import control
from app.releases.rollout.colours import BuildFailed
from app.releases.rollout.commands.carry_out_command import deploy_build
from app.releases.rollout.control import Plan
from app.releases.rollout.state import Build
from tests.releases.rollout.rollout_site import PLAN, RULES, Rollout
from tests.releases.upgrades.builds import environment_of_builds
from tests.releases.upgrades.first_version import PASSWORD
from tests.releases.upgrades.people_at_work import people_at_work
from tests.support.programs.databases import Databases
from tests.support.programs.live import ROOT

pytestmark = [pytest.mark.drill, pytest.mark.usefixtures("real_clock")]
HEAD = '''"""A migration that breaks."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = {revision!r}, {before!r}
branch_labels = depends_on = None
def upgrade() -> None:
'''
GOOD = '    op.add_column("users", sa.Column("shoe_size", sa.Integer()))\n'
INDEX = """    with op.get_context().autocommit_block():
        op.create_index("uq_broken", "users", ["role"], unique=True, postgresql_concurrently=True, if_not_exists=True)
"""
BROKEN = {
    "after its first statements": (
        GOOD
        + '    op.execute("UPDATE users SET shoe_size = 42, name = upper(name)")\n    op.drop_column("users", "none")\n',
    ),
    "after one that is good": (GOOD, '    raise RuntimeError("half written")\n'),
    "at an index": (INDEX,),
    "before anything": ("    op.execute('SELEC 1')\n",),
}


@pytest.fixture
def plan(
    databases: Databases,
    demo_template: str,
    redis_server: EmbeddedRedis,
    rollout: Rollout,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Plan]:
    """The demo company, served by this version."""
    with databases.passing_copy(demo_template, frozen=False) as url:
        settings = environment_of_builds(rollout, url, redis_server.url(3), tmp_path)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        yield replace(PLAN, environment=settings, ready_within=120, rules=RULES)
        rollout.switch.stop()


def broken_version(folder: Path, bodies: tuple[str, ...]) -> Build:
    """A checkout of this version with migrations that follow its newest."""
    folder.mkdir()
    shutil.copytree(ROOT / "app", folder / "app", ignore=shutil.ignore_patterns("__pycache__", "static"))
    for one in ("admin_views", "workflows", "integrations", "templates", "wsgi.py"):
        (folder / one).symlink_to(ROOT / one)
    before = newest_migration()
    for number, body in enumerate(bodies):
        text = HEAD.format(revision=f"broken_{number}", before=before) + body
        (folder / f"app/migrations/versions/20991231_000{number}_break.py").write_text(text)
        before = f"broken_{number}"
    return Build("9.9.9", str(folder))


def schema_of(url: str) -> str:
    command = [wheel_programs()[0] / "pg_dump", "--schema-only", "--restrict-key=same", "-d", url]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def names_of(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(b"SELECT id, name FROM users ORDER BY id").fetchall()


def deploy(app: Flask, rollout: Rollout, build: Build, plan: Plan) -> None:
    url = plan.environment["DATABASE_URL"]
    with app.app_context():
        rollout.do(lambda state: deploy_build(build, rollout.switch, state, plan, (url, None), rollout.said.append))


@pytest.mark.parametrize("broken", sorted(BROKEN))
def test_a_version_whose_migration_breaks_is_refused_and_nobody_meets_an_error(
    app: Flask, rollout: Rollout, plan: Plan, tmp_path: Path, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    list(build_assets())
    url = plan.environment["DATABASE_URL"]
    rollout.do(lambda state: control.deploy(state, rollout.switch, Build("now", str(ROOT)), plan, rollout.said.append))
    before, names = schema_of(url), names_of(url)
    bad = broken_version(tmp_path / "bad", BROKEN[broken])
    with people_at_work(f"http://{rollout.switch.address}", PASSWORD) as people:
        time.sleep(1)
        with pytest.raises(BuildFailed, match="db upgrade gagal"):
            deploy(app, rollout, bad, plan)
        time.sleep(1)
    with capsys.disabled():
        sys.stdout.write(
            f"\nmigration breaks {broken}: {people.answers:,} answers, {people.wrong.total()} failed, "
            f"longest wait {max(people.waited):.1f} s\n"
        )
    assert people.wrong == {}
    assert (rollout.state().live, rollout.state().canary) == ("blue", "")
    assert names_of(url) == names
    if broken == "after one that is good":
        assert "shoe_size" in schema_of(url), "each migration is a transaction; the version before bears it"
    elif broken == "at an index":
        mended = broken_version(tmp_path / "mended", (INDEX.replace('["role"]', '["id"]'),))
        deploy_mended(mended, plan)
    else:
        assert schema_of(url) == before


def deploy_mended(build: Build, plan: Plan) -> None:
    """The next attempt builds the index anew, whole."""
    url = plan.environment["DATABASE_URL"]
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    done = subprocess.run(command, cwd=build.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with psycopg.connect(url) as connection:
        found = connection.execute(b"SELECT indisvalid FROM pg_index WHERE indexrelid = 'uq_broken'::regclass")
        assert found.fetchall() == [(True,)]
