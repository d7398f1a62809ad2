"""Carry out what somebody pressed in the panel; a command that was begun by a killed process is carried out again."""

from functools import partial
from pathlib import Path

from app.core.db import db
from app.core.i18n import N_
from app.models.releases.release import OWN_SYSTEM
from app.models.releases.steering import CommandVerb, RolloutCommand
from app.releases.rollout import control
from app.releases.rollout.chain import begin_chain
from app.releases.rollout.commands.answers import answer_once
from app.releases.rollout.control import NotNow, Plan, Say
from app.releases.rollout.haproxy import Switch
from app.releases.rollout.migrate import migrate_for
from app.releases.rollout.record import require_go
from app.releases.rollout.state import Build, RolloutState
from workflows.releases.steering import find_waiting

Addresses = tuple[str, str | None]  # of the database: as the application, and as the tables' owner


def carry_out_command(
    switch: Switch, state: RolloutState, plan: Plan, releases: Path | None, addresses: Addresses, say: Say
) -> None:
    """One command at most; its answer says what happened, or why it did not."""
    found = find_waiting(db.session(), OWN_SYSTEM)
    if found is not None:
        run = partial(_run, found, switch, state, plan, releases, addresses)
        answer_once(state, found.id, run, say)


def _run(
    command: RolloutCommand,
    switch: Switch,
    state: RolloutState,
    plan: Plan,
    releases: Path | None,
    addresses: Addresses,
    say: Say,
) -> None:
    version = command.release.version
    if command.verb == CommandVerb.START:
        start_version(version, switch, state, plan, releases, addresses, say)
        return
    rolling = state.canary and state.builds[state.canary].version == version
    live = state.live and state.builds[state.live].version == version
    if not rolling and not (live and command.verb == CommandVerb.ROLL_BACK):
        raise NotNow(N_("%(version)s tidak bergulir di mesin ini", version=version))
    match command.verb:
        case CommandVerb.PROMOTE:
            control.promote(state, switch, plan, say, at=command.percent)
        case CommandVerb.HOLD:
            control.hold(state, say)
        case CommandVerb.RESUME:
            control.resume(state, say)
        case CommandVerb.ROLL_BACK:
            roll_back(state, switch, command.reason, say)


def start_version(
    version: str,
    switch: Switch,
    state: RolloutState,
    plan: Plan,
    releases: Path | None,
    addresses: Addresses,
    say: Say,
) -> None:
    if releases is None or not (releases / version).is_dir():
        raise NotNow(
            N_(
                "%(version)s tidak ada di RELEASES_DIR (%(folder)s)",
                version=version,
                folder=releases or N_("belum disetel"),
            )
        )
    deploy_build(Build(version, str((releases / version).resolve())), switch, state, plan, addresses, say)


def deploy_build(build: Build, switch: Switch, state: RolloutState, plan: Plan, addresses: Addresses, say: Say) -> None:
    """Its Go, its migrations, then its first visitors."""
    require_go(build.version)
    if not state.canary and migrate_for(build, *addresses, switch.folder / "migrations.log"):
        say(N_("skema sesuai %(version)s", version=build.version))
    control.deploy(state, switch, build, plan, say)


def roll_back(state: RolloutState, switch: Switch, reason: str, say: Say) -> None:
    """Asked for by a person: the release's record follows, no incident is opened."""
    leaving = state.builds.get(state.canary or state.live)
    known = len(state.history)
    control.take_back(state, switch, say, reason=reason)
    if leaving and len(state.history) > known:
        begin_chain(state, leaving.version, reason, control.now(), ("catatan rilis",))
