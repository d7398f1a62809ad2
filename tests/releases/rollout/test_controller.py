"""Buttons of the panel act on what really runs; whatever is killed, the next look brings HAProxy to what is wanted."""

import os
import signal
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.accounts.user import Role, User
from app.models.releases.release import OWN_SYSTEM, Release, ReleaseStatus
from app.models.releases.steering import ReleaseSystem, RolloutCommand, RolloutSample
from app.releases.rollout import colours, watching
from app.releases.rollout.commands.serve import Site, serve_once
from app.releases.rollout.record import known_rules
from tests.factories import NOW, make_company, make_user
from tests.releases.rollout.rollout_site import PLAN, RULES, Rollout
from workflows.heartbeats import CONTROLLER, list_last_runs, list_parts
from workflows.releases import steering

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_clock")]
WAITS = replace(PLAN, rules=replace(RULES, sample=100_000))


class Desk:
    """The panel's side: what somebody presses, and what the controller of this machine makes of it."""

    def __init__(self, app: Flask, session: Session, rollout: Rollout, nadia: User) -> None:
        self.app, self.session, self.rollout, self.nadia = app, session, rollout, nadia
        url = app.config["SQLALCHEMY_DATABASE_URI"]
        self.site = Site(rollout.switch, lambda: WAITS, rollout.root, url, None)

    def press(self, verb: str, version: str, **said: str) -> str:
        release = self.session.scalars(select(Release).where(Release.version == version)).one()
        ask = getattr(steering, f"ask_{verb}")
        ask(self.session, release_id=release.id, actor=self.nadia, now=NOW, **said)
        self.session.commit()
        self.serve()
        newest = select(RolloutCommand.status, RolloutCommand.answer).order_by(RolloutCommand.id.desc())
        status, answer = self.session.execute(newest.limit(1)).one()
        return f"{status}: {answer}"

    def serve(self) -> None:
        with self.app.app_context():
            serve_once(self.site, self.rollout.said.append)
        self.session.expire_all()


@pytest.fixture
def desk(app: Flask, session: Session, rollout: Rollout) -> Desk:
    make_company(session)
    nadia = make_user(session, "Nadia", Role.DEVOPS)
    for version in ("0.2.0", "0.3.0", "0.9.0"):
        session.add(Release(system=OWN_SYSTEM, version=version, status=ReleaseStatus.READY))
    session.commit()
    rollout.build("0.2.0")
    rollout.build("0.3.0")
    made = Desk(app, session, rollout, nadia)
    made.serve()
    return made


def status_of(session: Session, version: str) -> tuple[str, int]:
    found = session.scalars(select(Release).where(Release.version == version)).one()
    return str(found.status), found.percent


def test_every_button_acts_on_the_rollout_and_the_record_follows(desk: Desk, session: Session) -> None:
    assert list_last_runs(session)[CONTROLLER]
    assert "RELEASES_DIR" in desk.press("start", "0.9.0")
    assert desk.press("start", "0.2.0") == "DONE: 0.2.0 langsung"
    assert desk.press("start", "0.3.0") == "DONE: 0.3.0: 10 % pengunjung"
    assert desk.rollout.switch.routing() == {"live": "blue", "canary": "green", "percent": "10"}
    assert (status_of(session, "0.2.0"), status_of(session, "0.3.0")) == (("LIVE", 100), ("ROLLING", 10))
    assert desk.press("hold", "0.3.0") == "DONE: ditahan di 10 %"
    assert desk.press("resume", "0.3.0") == "DONE: berjalan lagi dari 10 %"
    assert desk.press("promote", "0.3.0") == "DONE: 0.3.0: 25 % pengunjung"
    assert status_of(session, "0.3.0") == ("ROLLING", 25)
    sample = session.scalars(select(RolloutSample).order_by(RolloutSample.id.desc())).first()
    assert sample is not None
    assert (sample.decision, sample.reason.startswith("menunggu data")) == ("HOLD", True)
    assert sample.memory_mb
    assert desk.press("roll_back", "0.3.0", reason="keluhan").startswith("DONE: lalu lintas kembali ke 0.2.0")
    assert status_of(session, "0.3.0") == ("ROLLED_BACK", 0)
    assert desk.rollout.live_version() == "0.2.0"


def test_a_command_of_a_killed_controller_is_carried_out_once(desk: Desk, session: Session) -> None:
    desk.press("start", "0.2.0")
    desk.press("start", "0.3.0")
    desk.press("promote", "0.3.0")
    again = session.scalars(select(RolloutCommand).order_by(RolloutCommand.id.desc())).first()
    assert again is not None
    again.status = "WAITING"  # it had gone to 25 %, and was killed before it could say so
    session.commit()
    desk.serve()
    session.refresh(again)
    assert (again.answer, status_of(session, "0.3.0")) == ("0.3.0: 25 % pengunjung", ("ROLLING", 25))
    again.status = "WAITING"  # it was killed even before it had kept the answer
    session.commit()
    desk.rollout.do(lambda state: state.answered.clear())
    desk.serve()
    session.refresh(again)
    assert (again.answer, status_of(session, "0.3.0")) == ("0.3.0 sudah pada 25 %", ("ROLLING", 25))


def test_a_look_that_goes_wrong_makes_the_controller_a_failing_part_until_one_goes_well(
    desk: Desk, session: Session
) -> None:
    def state_of_controller() -> str:
        desk.serve()
        found = {part.name: part for part in list_parts(session, now=utc_now())}
        return f"{found[CONTROLLER].state}: {found[CONTROLLER].reason}"

    desk.press("start", "0.2.0")
    program = desk.rollout.root / "0.2.0" / "wsgi.py"
    good = program.read_text()
    program.write_text("raise RuntimeError")
    colours.stop_build(desk.rollout.state().builds["blue"])
    desk.serve()
    assert state_of_controller().startswith("failing: 0.2.0 tidak siap")
    program.write_text(good)
    desk.serve()
    assert state_of_controller() == "ok: "


def test_what_people_set_for_the_system_rules_the_judge(app: Flask, session: Session) -> None:
    with app.app_context():
        assert known_rules().memory_mb is None
        session.add(ReleaseSystem(name=OWN_SYSTEM, adapter="MACHINE", sample=50, least_seconds=5, memory_mb=700))
        session.commit()
        rules = known_rules()
    assert (rules.sample, rules.least.seconds, rules.memory_mb) == (50, 5, 700)


def test_haproxy_the_live_version_and_a_half_told_step_are_put_right(rollout: Rollout) -> None:
    rollout.deploy("1.0.0")
    rollout.deploy("1.1.0")
    master = int((rollout.folder / "haproxy.pid").read_text().split()[0])
    family = [psutil.Process(master), *psutil.Process(master).children()]
    for process in family:
        process.kill()
    psutil.wait_procs(family, timeout=5)
    live = rollout.state().builds["blue"].pid
    os.kill(live, signal.SIGKILL)
    for process in psutil.process_iter(["ppid", "cmdline"]):
        if str(rollout.root / "1.0.0") in (process.info["cmdline"] or []):
            process.kill()

    def look(state: object) -> object:
        return watching.watch_once(state, rollout.switch, WAITS, rollout.said.append)  # type: ignore[arg-type]

    rollout.do(look)
    assert rollout.switch.routing() == {"live": "blue", "canary": "green", "percent": "10"}
    assert rollout.live_version() in {"1.0.0", "1.1.0"}
    rollout.switch.route(live="blue", canary="none", percent=0)  # killed between its file and HAProxy
    rollout.do(look)
    assert rollout.switch.routing() == {"live": "blue", "canary": "green", "percent": "10"}
    rollout.do(lambda state: setattr(state, "leaving", "galat"))  # killed while it was taking back
    rollout.do(look)
    assert rollout.switch.routing() == {"live": "blue", "canary": "none", "percent": "0"}
    assert (rollout.state().leaving, rollout.state().canary) == ("", "")
    assert not colours.is_alive(rollout.state().builds["green"])


def test_a_version_that_a_killed_deploy_had_started_is_stopped(rollout: Rollout, tmp_path: Path) -> None:
    rollout.deploy("1.0.0")
    stray = rollout.build("1.1.0")
    colours.start_build(stray, PLAN.environment, tmp_path / "log", ready="/readyz", within=15)
    rollout.do(lambda state: state.builds.__setitem__("green", stray))
    rollout.do(lambda state: watching.watch_once(state, rollout.switch, PLAN, rollout.said.append))
    assert not psutil.pid_exists(stray.pid) or not colours.is_alive(stray)
    assert rollout.state().builds["green"].pid == 0
