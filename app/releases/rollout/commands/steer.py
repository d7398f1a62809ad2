"""`flask release steer`: the panel's buttons and the judge for systems elsewhere."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from app.core.db import db, unit_of_work
from app.core.i18n import N_
from app.models.releases.steering import Adapter, CommandVerb
from app.releases.rollout import remote as steps
from app.releases.rollout.chain import begin_chain
from app.releases.rollout.commands.answers import answer_once
from app.releases.rollout.commands.serve import (
    LOOK_EVERY,
    begin_pending,
    report_failure,
    sampler,
    when_database_answers,
)
from app.releases.rollout.control import NotNow, Plan, Say, hold, now, resume
from app.releases.rollout.judging.judge import Look, Verdict
from app.releases.rollout.record import known_rules, mark_version, require_go
from app.releases.rollout.remote import NEW, Remote
from app.releases.rollout.state import RolloutState, rollout_state
from integrations.rollouts import ShareRefused
from workflows.heartbeats import STEERER
from workflows.releases.steering import find_waiting, serve_system

EVERY = 5 * LOOK_EVERY  # seconds: what is asked is somebody else's
Noted = Callable[[str, int, Look, Verdict], None]


def steer(remotes: list[Remote], folder: Path, say: Say) -> None:
    noted = {remote.system: sampler(remote.system) for remote in remotes}
    while True:
        steer_all(remotes, folder, noted, say)
        time.sleep(EVERY)


def steer_all(remotes: list[Remote], folder: Path, noted: Mapping[str, Noted], say: Say) -> None:
    """One look at each; a share that is refused anywhere makes the steering a failing part, until it is taken."""
    looked = [(remote.system, steer_once(remote, folder, noted[remote.system], say)) for remote in remotes]
    trouble = "; ".join(f"{system}: {problem}" for system, problem in looked if problem)
    when_database_answers(lambda: unit_of_work(lambda session: report_failure(session, STEERER, trouble)))


def steer_once(remote: Remote, folder: Path, noted: Noted, say: Say) -> str:
    """Returns why the share could not be told, or nothing."""
    plan, trouble = Plan(rules=known_rules(remote.system), noted=noted), ""
    when_database_answers(lambda: unit_of_work(lambda session: _live(session, remote.system)))
    with rollout_state(folder / remote.system, wait=True) as state:
        state.system = remote.system
        when_database_answers(lambda: _carry_out_waiting(remote, state, plan, say))
        try:
            steps.watch_once(remote, state, plan, say)
        except ShareRefused as problem:
            trouble = str(problem)
            say(trouble)
        begin_pending(state, say)
        if NEW in state.builds and (state.canary or state.live):
            mark_version(remote.system, state.builds[NEW].version, state.percent, is_live=bool(state.live), say=say)
    return trouble


def _live(session: Session, system: str) -> None:
    serve_system(session, name=system, adapter=Adapter.REMOTE)


def _carry_out_waiting(remote: Remote, state: RolloutState, plan: Plan, say: Say) -> None:
    found = find_waiting(db.session(), remote.system)
    if found is None:
        return
    verb, version, percent, reason, command_id = (
        found.verb, found.release.version, found.percent, found.reason, found.id,
    )  # fmt: skip
    db.session.remove()

    def carry_out(tell: Say) -> None:
        _carry_out(remote, state, plan, tell, verb, version, percent, reason)

    answer_once(state, command_id, carry_out, say)


def _carry_out(
    remote: Remote,
    state: RolloutState,
    plan: Plan,
    say: Say,
    verb: CommandVerb,
    version: str,
    percent: int,
    reason: str,
) -> None:
    if verb == CommandVerb.START:
        require_go(version, remote.system)
        steps.start(remote, state, version, plan, say)
        return
    if NEW not in state.builds or state.builds[NEW].version != version or not (state.canary or state.live):
        raise NotNow(N_("%(version)s tidak bergulir", version=version))
    match verb:
        case CommandVerb.ROLL_BACK:
            steps.take_back(remote, state, say, reason=reason)
            begin_chain(state, version, reason, now(), ("catatan rilis",))
        case _ if not state.canary:
            raise NotNow(N_("%(version)s sudah langsung", version=version))
        case CommandVerb.PROMOTE if state.percent == percent:
            steps.promote(remote, state, plan, say)
        case CommandVerb.PROMOTE:
            say(N_("%(version)s sudah pada %(percent)s %%", version=version, percent=state.percent))
        case CommandVerb.HOLD:
            hold(state, say)
        case CommandVerb.RESUME:
            resume(state, say)
