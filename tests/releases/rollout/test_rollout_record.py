"""The release in the panel is asked before a deploy and follows what rolls."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.audit.audit_log import AuditEntry
from app.models.releases.release import Release, ReleaseStatus
from app.releases.rollout.control import NotNow
from app.releases.rollout.record import mark_record, require_go
from app.releases.rollout.state import Build, RolloutState

STEPPED = ["go_live", "promote", "start"]


def known(session: Session, status: ReleaseStatus, version: str = "0.2.0", percent: int = 0) -> Release:
    release = Release(system="sigap", version=version, status=status, percent=percent)
    session.add(release)
    session.commit()
    return release


@pytest.mark.parametrize("status", sorted(ReleaseStatus))
def test_only_what_two_people_approved_may_be_deployed(app: Flask, session: Session, status: ReleaseStatus) -> None:
    known(session, status)
    with app.app_context():
        require_go("0.3.0")
        if status in {"READY", "ROLLING", "LIVE", "DONE"}:
            require_go("0.2.0")
        else:
            with pytest.raises(NotNow, match=r"0\.2\.0 di panel"):
                require_go("0.2.0")


def test_the_command_refuses_before_it_starts_anything(app: Flask, session: Session, tmp_path: Path) -> None:
    known(session, ReleaseStatus.PREPARING)
    said = app.test_cli_runner().invoke(args=["release", "deploy", str(tmp_path), "--version", "0.2.0"])
    assert (said.exit_code, "belum disetujui" in said.output, "menyalakan" in said.output) == (1, True, False)


def test_the_record_is_brought_to_each_step_once(app: Flask, session: Session) -> None:
    old = known(session, ReleaseStatus.LIVE, "0.1.0", 100)
    new = known(session, ReleaseStatus.READY)
    state = RolloutState(live="blue", builds={"blue": Build("0.1.0", "a"), "green": Build("0.2.0", "b")})
    said: list[str] = []
    seen = []
    for canary, percent, live in (
        ("green", 10, "blue"),
        ("green", 50, "blue"),
        ("green", 50, "blue"),
        ("", 0, "green"),
    ):
        state.canary, state.percent, state.live = canary, percent, live
        with app.app_context():
            mark_record(state, said.append)
        session.expire_all()
        seen.append((str(new.status), new.percent))
    assert seen == [("ROLLING", 10), ("ROLLING", 50), ("ROLLING", 50), ("LIVE", 100)]
    assert said == [f"catatan rilis 0.2.0: {word}" for word in ("10 %", "50 %", "langsung")]
    assert (old.status, new.live_at is not None) == (ReleaseStatus.LIVE, True)
    steps = select(func.count(AuditEntry.id)).where(AuditEntry.thing == "releases", AuditEntry.action.in_(STEPPED))
    assert session.scalar(steps) == 5, "start, three promotions, live"
