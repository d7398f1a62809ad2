"""Backup and restore at the size of many years: `make drills` prints how long each takes (DRILL_VISITS, 1,000,000)."""

import os
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.models.releases.backup import Backup, DrillStatus, RestoreDrill
from app.releases.backup import restore
from app.releases.backup.run import live_url
from tests.benchmarks.fill import fill
from tests.releases.backup.backup_site import Site

pytestmark = [pytest.mark.drill, pytest.mark.usefixtures("real_clock")]
VISITS = int(os.environ.get("DRILL_VISITS", "1000000"))
LONGEST = 15 * 60  # seconds until it is restored and compared


@pytest.fixture
def site(committed_app: Flask, committed_database: str, tmp_path: Path) -> Generator[Site]:
    fill(committed_database, VISITS)
    made = Site(committed_app, tmp_path)
    before = made.databases()
    yield made
    with committed_app.app_context():
        for name in made.databases() - before:
            restore.drop(live_url(), name)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.monotonic()
    return work(), time.monotonic() - began


def test_a_firm_of_many_years_is_restored_within_a_quarter_of_an_hour(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, backup_seconds = timed(lambda: site.run("backup"))
    assert backup.exit_code == 0, backup.output
    drill, drill_seconds = timed(lambda: site.run("drill", "--identity", str(site.identity)))
    assert drill.exit_code == 0, drill.output
    size, rows = site.one(Backup.size), site.one(Backup.row_count)
    rto = site.one(RestoreDrill.rto_seconds)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{VISITS:,} visits, {rows:,} rows, archive {size / 2**20:,.0f} MB: backup {backup_seconds:,.0f} s, "
            f"drill {drill_seconds:,.0f} s, RTO {rto:,} s\n"
        )
    assert site.one(RestoreDrill.status) == DrillStatus.PASSED
    assert rto <= LONGEST
