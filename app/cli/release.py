"""`flask release`: a new version beside the live one, in steps, watched, taken back by itself."""

import json
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.core.i18n import Sentence
from app.releases.rollout import control
from app.releases.rollout.chain import run_chain
from app.releases.rollout.colours import BuildFailed
from app.releases.rollout.commands.carry_out_command import deploy_build, roll_back
from app.releases.rollout.commands.serve import Site, follow_up, serve
from app.releases.rollout.commands.steer import steer
from app.releases.rollout.control import NotNow, Plan
from app.releases.rollout.haproxy import Switch, SwitchFailed
from app.releases.rollout.programs import PROGRAMS
from app.releases.rollout.record import known_rules, mark_record
from app.releases.rollout.remote import read_remotes
from app.releases.rollout.state import Build, RolloutBusy, RolloutState, read_state, rollout_state
from app.releases.rollout.watching import watch_once
from app.settings import Settings

release = AppGroup("release", help="Roll a version out behind HAProxy on this machine.")
LOOK_EVERY = 1.0  # seconds
REFUSED = (BuildFailed, NotNow, RolloutBusy, SwitchFailed)


def _switch() -> Switch:
    settings: Settings = current_app.config["SETTINGS"]
    return Switch(control.folder_of(settings.instance_dir), f"{settings.host}:{settings.port}")


def _plan(sample: int | None = None, least: int | None = None, memory: int | None = None) -> Plan:
    """What is given, else what the panel says of this system, else the guide's figures."""
    settings: Settings = current_app.config["SETTINGS"]
    known = known_rules()
    rules = replace(
        known,
        sample=sample or known.sample,
        least=known.least if least is None else timedelta(seconds=least),
        memory_mb=memory or known.memory_mb,
    )
    environment = {
        "PROXY_HOPS": str(settings.proxy_hops + 1),
        "DATABASE_URL": current_app.config["SQLALCHEMY_DATABASE_URI"],
    }
    environment["REDIS_URL"] = current_app.config["REDIS_URL"]
    return Plan(rules=rules, environment=environment, programs=PROGRAMS if settings.release_workers else {})


def _print_sentence(words: Sentence) -> None:
    print(words, flush=True)


SAMPLE = click.option("--sample", type=click.IntRange(20), help="requests per step; default 200")
LEAST = click.option("--least", type=click.IntRange(0), help="seconds per step at least; default 60")
MEMORY = click.option("--memory", type=click.IntRange(64), help="megabytes the new colour may use")


@release.command("deploy")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--version", required=True)
@click.option("--at-once", is_flag=True, help="blue-green: all visitors in one step")
@click.option("--watch", is_flag=True, help="stay and judge until it is live or back")
@click.option("--owner", envvar="OWNER_DATABASE_URL", help="address of the database as the tables' owner, who migrates")
@SAMPLE
@LEAST
@MEMORY
def deploy(
    folder: Path,
    version: str,
    owner: str | None,
    sample: int | None,
    least: int | None,
    memory: int | None,
    *,
    at_once: bool,
    watch: bool,
) -> None:
    """Migrate, start FOLDER's version beside the live one and give it 10 % of the visitors.

    A version that stands in the panel's release desk needs the Go of two people; its record follows each step.
    """
    plan = _plan(sample, least, memory)
    plan = replace(plan, steps=(100,)) if at_once else plan

    def step(state: RolloutState, switch: Switch) -> None:
        url = current_app.config["SQLALCHEMY_DATABASE_URI"]
        deploy_build(Build(version, str(folder.resolve())), switch, state, plan, (url, owner), _print_sentence)

    _under_lock(step)
    if watch:
        _watch(plan)


@release.command("watch")
@SAMPLE
@LEAST
@MEMORY
def watch(sample: int | None, least: int | None, memory: int | None) -> None:
    """Judge what rolls until it is live or back; a judge that was killed is simply started again."""
    _watch(_plan(sample, least, memory))


@release.command("promote")
@click.option("--at", type=click.IntRange(1, 100), help="only from this percentage on: given twice it steps once")
def promote(at: int | None) -> None:
    """On to the next step, whatever the judge waits for."""
    _under_lock(lambda state, switch: control.promote(state, switch, _plan(), _print_sentence, at=at))


@release.command("hold")
def hold() -> None:
    """Stay at this step."""
    _under_lock(lambda state, _switch: control.hold(state, _print_sentence))


@release.command("resume")
def resume() -> None:
    """Go on by itself after a hold."""
    _under_lock(lambda state, _switch: control.resume(state, _print_sentence))


@release.command("rollback")
@click.option("--reason", default="diminta")
def rollback(reason: str) -> None:
    """Send everybody back to the version before; read back before it is reported."""

    def step(state: RolloutState, switch: Switch) -> None:
        roll_back(state, switch, reason, _print_sentence)
        run_chain(state, _print_sentence)

    _under_lock(step)


@release.command("serve")
@click.option("--owner", envvar="OWNER_DATABASE_URL", help="address of the database as the tables' owner, who migrates")
def serve_panel(owner: str | None) -> None:
    """Carry out what people press in the panel, watch what rolls, keep HAProxy and the live version running."""
    settings: Settings = current_app.config["SETTINGS"]
    url = current_app.config["SQLALCHEMY_DATABASE_URI"]
    serve(Site(_switch(), _plan, settings.releases_dir, url, owner), _print_sentence)


@release.command("steer")
def steer_others() -> None:
    """The same for systems elsewhere, by the adapters of ROLLOUT_FILE."""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.rollout_file is None:
        sys.exit("ROLLOUT_FILE belum disetel")
    try:
        remotes = read_remotes(settings.rollout_file)
    except (OSError, KeyError, ValueError) as problem:
        sys.exit(f"{settings.rollout_file}: {problem}")
    steer(remotes, control.folder_of(settings.instance_dir), _print_sentence)


@release.command("status")
def status() -> None:
    """What is live, what rolls, what the judge says, as JSON."""
    switch = _switch()
    state = read_state(switch.folder).as_json()
    try:
        state["routing"] = switch.routing() if switch.is_running() else {}
    except SwitchFailed as problem:
        state["routing"] = {"error": str(problem)}
    print(json.dumps(state, indent=1))


def _under_lock(step) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    switch = _switch()
    try:
        with rollout_state(switch.folder) as state:
            step(state, switch)
            mark_record(state, _print_sentence)
    except REFUSED as problem:
        sys.exit(str(problem))


def _watch(plan: Plan) -> None:
    switch = _switch()
    while True:
        try:
            with rollout_state(switch.folder, wait=True) as state:
                verdict = watch_once(state, switch, plan, _print_sentence)
                follow_up(state, _print_sentence)
                if verdict is None or not state.canary:
                    sys.exit(_ended(state))
        except (BuildFailed, SwitchFailed) as problem:
            _print_sentence(str(problem))
        time.sleep(LOOK_EVERY)


def _ended(state: RolloutState) -> int:
    """0: the newest word of the history is that a version is live; 1: that one was taken back."""
    return int(bool(state.history) and "dikembalikan" in state.history[-1])
