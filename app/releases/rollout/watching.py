"""One look at what rolls, the judge's verdict, and what follows from it."""

from datetime import datetime

from app.core.i18n import N_, Sentence, in_both_languages
from app.releases.rollout import colours
from app.releases.rollout.colours import BuildFailed
from app.releases.rollout.control import OK, Plan, Say, now, promote, retire, start, take_back
from app.releases.rollout.haproxy import COLOURS, Switch, own
from app.releases.rollout.judging import traffic
from app.releases.rollout.judging.judge import Decision, Look, Verdict, Window, judge, wants_journeys
from app.releases.rollout.programs import ended_programs, settle_programs
from app.releases.rollout.stand_ins import settle_stand_ins
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
    """HAProxy runs and does what is wanted, whichever process was killed in the middle of whatever.

    A live version that does not start again is raised as BuildFailed after everything else is put right: nothing is
    judged then, whichever colour answers gets the visitors, and each look tries again.
    """
    if not state.live:
        return
    switch.start()
    problem = None if colours.is_alive(state.builds[state.live]) else _start_again(state, switch, plan, say)
    if state.leaving:
        take_back(state, switch, say, reason=state.leaving)
    for colour in filter(None, (state.live, state.canary)):
        if not switch.is_enabled(state.builds[colour].port, *own(colour)):
            switch.place(colour, state.builds[colour].port)
            switch.enable(*own(colour))
    settle_stand_ins(state, switch)
    wanted = {"live": state.live, "canary": state.canary or "none", "percent": str(state.percent)}
    if switch.routing() != wanted:
        switch.route(live=state.live, canary=state.canary or "none", percent=state.percent)
        switch.save_state()
    if problem is not None:
        raise BuildFailed(problem)


def _start_again(state: RolloutState, switch: Switch, plan: Plan, say: Say) -> Sentence | None:
    """The live version after a restart of the machine, or after its own end; returns why that is impossible."""
    version = state.builds[state.live].version
    say(f"menyalakan lagi {version} ({state.live})")
    try:
        start(state, switch, state.live, plan)
    except BuildFailed as failure:
        problem = _absence(state, failure)
        if state.verdict != (kept := in_both_languages(problem)[0]):
            state.verdict = kept
            state.note(kept, now())
        return problem
    state.verdict = ""
    state.note(f"{version} dinyalakan lagi", now())
    switch.place(state.live, state.builds[state.live].port)
    switch.enable(*own(state.live))
    switch.tell(f"set server {state.live}/own health up")  # it has just answered `ready`
    return None


def _absence(state: RolloutState, failure: BuildFailed) -> Sentence:
    other = state.builds.get(state.canary or state.spare)
    if other is None or not colours.is_alive(other):
        return N_("%(problem)s; tidak ada yang menjawab untuknya", problem=failure.args[0])
    return N_("%(problem)s; %(other)s menjawab untuknya", problem=failure.args[0], other=other.version)


def _retire_unused(state: RolloutState, switch: Switch) -> None:
    """What nobody is sent to: the colour before after its warm half hour, and what a killed deploy had started."""
    is_over = state.spare and now() > datetime.fromisoformat(state.spare_until)
    if is_over or (state.spare and not colours.is_alive(state.builds[state.spare])):
        state.spare = state.spare_until = ""
    for colour, build in state.builds.items():
        if colour not in {state.live, state.spare} and build.pid:
            retire(switch, colour, build)
