"""One look at what rolls, the judge's verdict, and what follows from it."""

from datetime import datetime

from app.core.i18n import in_both_languages
from app.releases.rollout import colours
from app.releases.rollout.control import OK, Plan, Say, now, promote, retire, start, take_back
from app.releases.rollout.haproxy import COLOURS, Switch
from app.releases.rollout.judging import traffic
from app.releases.rollout.judging.judge import Decision, Look, Verdict, Window, judge, wants_journeys
from app.releases.rollout.programs import ended_programs, settle_programs
from app.releases.rollout.state import RolloutState

JOURNEYS = 5  # synthetic requests for each look while traffic is thin
ROLLING_BACK = "Mengaktifkan rollback otomatis..."


def look(state: RolloutState, switch: Switch, plan: Plan) -> Look:
    """What is known of both colours since the step began."""
    build, at = state.builds[state.canary], now()
    is_ready = colours.status_of(build, plan.ready) == OK
    state.lost_checks = 0 if is_ready else state.lost_checks + 1
    windows = traffic.read_windows(switch.log, state.step_offset, COLOURS)
    seen = datetime.fromisoformat(state.seen_at or state.step_at)
    state.seen_at = at.isoformat()
    control = windows[state.live] if state.percent < 100 else Window()  # noqa: PLR2004
    return Look(
        canary=windows[state.canary],
        control=control,
        age=at - datetime.fromisoformat(state.step_at),
        unseen=at - seen,
        lost_checks=state.lost_checks,
        memory_mb=colours.memory_mb(build),
        broken_invariants=plan.broken(),
        ended=tuple(ended_programs(build)),
    )


def watch_once(state: RolloutState, switch: Switch, plan: Plan, say: Say) -> Verdict | None:
    """One look and what follows from it; None while nothing rolls."""
    restore(state, switch, plan, say)
    settle_programs(state, plan.programs, plan.environment, switch.folder)
    if not state.canary:
        _retire_unused(state, switch)
        return None
    seen = look(state, switch, plan)
    if wants_journeys(seen, plan.rules):
        for number in range(JOURNEYS):
            page = plan.pages[number % len(plan.pages)]
            colours.status_at(f"http://{switch.address}{page}", {"X-Rilis": switch.key})
    verdict = judge(seen, plan.rules)
    reason, english = in_both_languages(verdict.reason)
    if reason != state.verdict:
        say(f"{state.percent} %: {reason}")
    state.verdict = reason
    version, percent = state.builds[state.canary].version, state.percent
    if verdict.decision == Decision.ROLL_BACK:
        say(ROLLING_BACK)
        state.taken_back, state.taken_back_en = [version, reason], english
        take_back(state, switch, say, reason=reason)
    elif verdict.decision == Decision.PROMOTE and not state.held:
        promote(state, switch, plan, say)
        settle_programs(state, plan.programs, plan.environment, switch.folder)
    plan.noted(version, percent, seen, verdict)
    return verdict


def restore(state: RolloutState, switch: Switch, plan: Plan, say: Say) -> None:
    """HAProxy runs and does what is wanted, whichever process was killed in the middle of whatever."""
    if not state.live:
        return
    switch.start()
    if not colours.is_alive(state.builds[state.live]):
        _start_again(state, switch, plan, say)
    if state.leaving:
        take_back(state, switch, say, reason=state.leaving)
    for colour in filter(None, (state.live, state.canary)):
        if not switch.is_placed(colour, state.builds[colour].port):
            switch.place(colour, state.builds[colour].port)
            switch.enable(f"{colour}/own")
    if state.canary and not switch.is_enabled(f"{state.canary}/jaga", state.builds[state.live].port):
        switch.place(state.live, state.builds[state.live].port)
        switch.enable(f"{state.canary}/jaga")
    wanted = {"live": state.live, "canary": state.canary or "none", "percent": str(state.percent)}
    if switch.routing() != wanted:
        switch.route(live=state.live, canary=state.canary or "none", percent=state.percent)
        switch.save_state()


def _start_again(state: RolloutState, switch: Switch, plan: Plan, say: Say) -> None:
    """The live version after a restart of the machine, or after its own end."""
    say(f"menyalakan lagi {state.builds[state.live].version} ({state.live})")
    start(state, switch, state.live, plan)
    switch.place(state.live, state.builds[state.live].port)
    switch.enable(f"{state.live}/own")
    switch.tell(f"set server {state.live}/own health up")  # it has just answered `ready`


def _retire_unused(state: RolloutState, switch: Switch) -> None:
    """What nobody is sent to: the colour before after its warm half hour, and what a killed deploy had started."""
    if state.spare and now() > datetime.fromisoformat(state.spare_until):
        state.spare = state.spare_until = ""
    for colour, build in state.builds.items():
        if colour not in {state.live, state.spare} and build.pid:
            retire(switch, colour, build)
