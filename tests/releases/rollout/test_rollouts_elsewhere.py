"""Rollouts of systems elsewhere: shares are told to a stand-in and read back, and figures decide as for our own."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from standardwebhooks import Webhook

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.incidents.incident import Incident
from app.models.releases.release import Release, ReleaseStatus
from app.models.releases.steering import ReleaseSystem, RolloutCommand, RolloutSample
from app.releases.rollout import remote as steps
from app.releases.rollout.commands.serve import sampler
from app.releases.rollout.commands.steer import steer_all, steer_once
from app.releases.rollout.control import Plan, now
from app.releases.rollout.judging.judge import Rules, Window
from app.releases.rollout.state import RolloutState, read_state, rollout_state
from integrations.rollouts import MeasuresAway, ShareRefused
from tests.factories import NOW, make_company, make_user
from tests.releases.rollout.system_elsewhere import SECRET, SystemElsewhere, widi
from workflows.heartbeats import STEERER, list_parts
from workflows.releases.steering import ask_promote, ask_roll_back, ask_start

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_clock")]


def test_widi_goes_out_by_the_panel_s_buttons_and_is_taken_back_by_itself(
    app: Flask, session: Session, tmp_path: Path, elsewhere: SystemElsewhere
) -> None:
    make_company(session)
    nadia = make_user(session, "Nadia", Role.DEVOPS)
    release = Release(system="widi", version="1.4.0", status=ReleaseStatus.READY)
    session.add_all([release, ReleaseSystem(name="widi", adapter="REMOTE", sample=200, least_seconds=0)])
    session.commit()
    remote, said, noted = widi(tmp_path, elsewhere), [], sampler("widi")

    def turn(new: tuple[int, int]) -> None:
        elsewhere.figures = {"new": {"requests": new[0], "errors": new[1], "p95_ms": 300},
                        "old": {"requests": 1800, "errors": 0, "p95_ms": 300}}  # fmt: skip
        with app.app_context():
            steer_once(remote, tmp_path, noted, said.append)
        session.expire_all()

    ask_start(session, release_id=release.id, actor=nadia, now=NOW)
    session.commit()
    turn((10, 0))
    assert (release.status, release.percent) == (ReleaseStatus.ROLLING, 10)
    ask_promote(session, release_id=release.id, actor=nadia, now=NOW)
    session.commit()
    turn((50, 0))
    turn((200, 0))
    assert release.percent == 50
    turn((60, 4))
    assert release.status == ReleaseStatus.ROLLED_BACK
    assert "1.4.0 dikembalikan: galat" in read_state(tmp_path / "widi").history[-1]
    assert [one["percent"] for one in elsewhere.told] == [10, 25, 50, 0]
    assert {(one["system"], one["version"]) for one in elsewhere.told} == {("widi", "1.4.0")}
    headers = {name.lower(): value for name, value in elsewhere.headers[-1].items()}
    assert Webhook(SECRET).verify(elsewhere.bodies[-1], headers)["percent"] == 0
    assert "Mengaktifkan rollback otomatis..." in said
    assert session.scalars(select(Incident.title)).all() == ["Rilis widi 1.4.0 dikembalikan otomatis"]
    assert session.scalars(select(RolloutSample.decision).order_by(RolloutSample.id.desc())).first() == "ROLL_BACK"
    assert set(session.scalars(select(RolloutCommand.status))) == {"DONE"}


def test_a_share_that_is_not_read_back_is_never_reported(tmp_path: Path, elsewhere: SystemElsewhere) -> None:
    remote, said = widi(tmp_path, elsewhere), []
    state, plan = RolloutState(file=tmp_path / "state.json"), Plan(rules=Rules(sample=20, least=timedelta(0)))
    steps.start(remote, state, "1.4.0", plan, said.append)
    elsewhere.lies = True
    with pytest.raises(ShareRefused, match="yang berlaku 99"):
        steps.take_back(remote, state, said.append, reason="galat")
    assert (state.leaving, state.canary, "sudah diperiksa" in said[-1]) == ("galat", "new", False)
    elsewhere.lies = False
    steps.watch_once(remote, state, plan, said.append)
    assert (state.leaving, state.canary, state.percent) == ("", "", 0)


def test_a_share_that_is_refused_makes_the_steering_a_failing_part(
    app: Flask, session: Session, tmp_path: Path, elsewhere: SystemElsewhere
) -> None:
    remote = widi(tmp_path, elsewhere)
    with rollout_state(tmp_path / "widi") as state:
        steps.start(remote, state, "1.4.0", Plan(), lambda _words: None)
        state.leaving = "galat"
    found = []
    for lies in (True, False):
        elsewhere.lies = lies
        with app.app_context():
            steer_all([remote], tmp_path, {"widi": lambda *_: None}, lambda _words: None)
        parts = {part.name: part for part in list_parts(session, now=utc_now())}
        found.append((str(parts[STEERER].state), "widi: " in parts[STEERER].reason))
    assert found == [("failing", True), ("ok", False)]


def test_figures_that_stay_away_take_the_version_back_at_last(tmp_path: Path, elsewhere: SystemElsewhere) -> None:
    def away(_version: str, _seconds: int) -> tuple[Window, Window]:
        raise MeasuresAway("nobody")

    remote, said = replace(widi(tmp_path, elsewhere), read=away), []
    state, plan = RolloutState(file=tmp_path / "state.json"), Plan()
    steps.start(remote, state, "1.4.0", plan, said.append)
    assert steps.watch_once(remote, state, plan, said.append).decision == "HOLD"
    state.step_at = (now() - timedelta(minutes=31)).isoformat()
    assert steps.watch_once(remote, state, plan, said.append).decision == "ROLL_BACK"


def test_a_rollback_by_hand_moves_the_record_and_opens_no_incident(
    app: Flask, session: Session, tmp_path: Path, elsewhere: SystemElsewhere
) -> None:
    make_company(session)
    nadia = make_user(session, "Nadia", Role.DEVOPS)
    release = Release(system="widi", version="1.4.0", status=ReleaseStatus.READY)
    session.add_all([release, ReleaseSystem(name="widi", adapter="REMOTE")])
    session.commit()
    remote, noted = widi(tmp_path, elsewhere), sampler("widi")
    for ask in (ask_start, ask_roll_back):
        ask(
            session,
            release_id=release.id,
            actor=nadia,
            now=NOW,
            **({"reason": "keluhan"} if ask is ask_roll_back else {}),
        )
        session.commit()
        with app.app_context():
            steer_once(remote, tmp_path, noted, lambda _words: None)
        session.expire_all()
    assert (release.status, release.reason) == (ReleaseStatus.ROLLED_BACK, "keluhan")
    assert session.scalars(select(Incident.id)).all() == []
