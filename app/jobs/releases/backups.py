"""Nightly backup, weekly drill, and the watch over both. The work itself is a process of its own: it may take long."""

import subprocess
import sys
from pathlib import Path

from flask import current_app

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.errors import NotAvailable
from app.models.releases.backup import Backup, BackupStatus, DrillStatus, RestoreDrill
from app.settings import Settings
from workflows.releases import backups

CHECKOUT = Path(__file__).resolve().parents[3]


def ask_nightly_backup() -> None:
    """RQ job, nightly; one that still runs is enough."""
    if _settings().backup_to:
        try:
            unit_of_work(lambda session: backups.ask_backup(session, actor=None, now=utc_now()))
        except NotAvailable:
            return


def ask_weekly_drill() -> None:
    """RQ job, weekly, where a secret key for drills lies on this machine."""
    if _settings().backup_to and _settings().backup_identity:
        try:
            unit_of_work(lambda session: backups.ask_drill(session, actor=None, now=utc_now()))
        except NotAvailable:
            return


def make_backups() -> None:
    """RQ job: start the process that makes what was asked for; one whose process died is failed by it."""
    if _is_due(Backup, BackupStatus.WAITING, BackupStatus.RUNNING):
        _start("backup")


def run_drills() -> None:
    """RQ job: the same for drills."""
    if _is_due(RestoreDrill, DrillStatus.WAITING, DrillStatus.RUNNING):
        _start("drill")


def watch_backups() -> None:
    """RQ job: age and size, where backups are made at all."""
    settings = _settings()
    if settings.backup_to:
        drills = settings.backup_identity is not None
        unit_of_work(lambda session: backups.watch_backups(session, now=utc_now(), drills_expected=drills))


def _settings() -> Settings:
    return current_app.config["SETTINGS"]


def _is_due(model: type[Backup] | type[RestoreDrill], waiting: str, running: str) -> bool:
    due = (model.status == waiting) | ((model.status == running) & (model.leased_until < utc_now()))
    return db.session.query(model.id).where(due).first() is not None


def _start(command: str) -> None:
    words = [sys.executable, "-m", "flask", "--app", "wsgi", command, "--waiting"]
    subprocess.Popen(  # noqa: S603  our own command
        words, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )
