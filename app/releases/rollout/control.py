"""deploy, look, promote, hold, rollback: each may be given twice and may be killed anywhere."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.releases.rollout import colours, traffic
from app.releases.rollout.colours import BuildFailed
from app.releases.rollout.haproxy import COLOURS, Switch, SwitchFailed
from app.releases.rollout.judge import Decision, Look, Rules, Verdict, Window, judge, wants_journeys
from app.releases.rollout.state import Build, RolloutState

STEPS = (10, 25, 50, 100)
WARM = timedelta(minutes=30)
DRAIN_SECONDS = 10.0
UP_WITHIN = 20.0
JOURNEYS = 5  # synthetic requests for each look while traffic is thin
ROLLING_BACK = "Mengaktifkan rollback otomatis..."
OK = 200
Say = Callable[[str], None]


class NotNow(Exception):
    """This step does not fit what is going on; the text says what is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`pages`: what the smoke journey opens; `environment`: of the builds, without HOST and PORT."""

    rules: Rules = field(default_factory=Rules)
    steps: tuple[int, ...] = STEPS
    ready: str = "/readyz"
    ready_within: float = colours.READY_WITHIN
    pages: tuple[str, ...] = ("/healthz", "/login")
    environment: Mapping[str, str] = field(default_factory=dict)


def now() -> datetime:
    return datetime.now(UTC)


def deploy(state: RolloutState, switch: Switch, build: Build, plan: Plan, say: Say) -> None:
    """Start it beside the live one, prove it without visitors, then give it the first step's share.

    The very first build becomes live at once. The same build again changes nothing.
    """
    if state.canary:
        if state.builds[state.canary].folder == build.folder and state.builds[state.canary].version == build.version:
            say(f"{build.version} sudah bergulir pada {state.percent} %")
            return
        raise NotNow(f"{state.builds[state.canary].version} masih bergulir: lanjutkan atau kembalikan dulu")
    switch.start()
    colour = COLOURS[0] if not state.live else COLOURS[1 - COLOURS.index(state.live)]
    if old := state.builds.get(colour):
        _retire(switch, colour, old)
        state.spare = state.spare_until = ""
    state.builds[colour] = build
    log = switch.folder / f"{colour}.log"
    say(f"menyalakan {build.version} ({colour})")
    environment = {**plan.environment, "RELEASE_COLOUR": colour}
    colours.start_build(build, environment, log, ready=plan.ready, within=plan.ready_within)
    try:
        _prove(state, switch, colour, plan)
    except (BuildFailed, SwitchFailed):
        _retire(switch, colour, build)
        raise
    if not state.live:
        _become_live(state, switch, colour)
        say(f"{build.version} langsung")
        return
    state.canary, state.held = colour, False
    _set_step(state, switch, plan.steps[0], say)


def _prove(state: RolloutState, switch: Switch, colour: str, plan: Plan) -> None:
    build = state.builds[colour]
    switch.place(colour, build.port)
    switch.admit(f"{colour}/own")
    if state.live:
        switch.admit(f"{colour}/jaga")  # the live colour answers for a dead canary; it never does the reverse
        switch.route(live=state.live, canary=colour, percent=0)
    deadline = time.monotonic() + UP_WITHIN
    while not switch.state_of(f"{colour}/own").startswith("UP"):
        if time.monotonic() > deadline:
            raise BuildFailed(f"{build.version}: HAProxy melihatnya {switch.state_of(f'{colour}/own')}")
        time.sleep(0.2)
    colours.warm_up(build, plan.pages[0])
    headers = {"X-Rilis": switch.key} if state.live else {}
    for page in plan.pages:
        found = (
            colours.status_at(f"http://{switch.address}{page}", headers)
            if state.live
            else colours.status_of(build, page)
        )
        if found != OK:
            raise BuildFailed(f"{build.version}: {page} menjawab {found}")


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
    )


def watch_once(state: RolloutState, switch: Switch, plan: Plan, say: Say) -> Verdict | None:
    """One look and what follows from it; None while nothing rolls."""
    if not state.canary:
        _retire_spare(state, switch)
        return None
    seen = look(state, switch, plan)
    if wants_journeys(seen, plan.rules):
        for number in range(JOURNEYS):
            page = plan.pages[number % len(plan.pages)]
            colours.status_at(f"http://{switch.address}{page}", {"X-Rilis": switch.key})
    verdict = judge(seen, plan.rules)
    if verdict.reason != state.verdict:
        say(f"{state.percent} %: {verdict.reason}")
    state.verdict = verdict.reason
    if verdict.decision == Decision.ROLL_BACK:
        say(ROLLING_BACK)
        version = state.builds[state.canary].version
        take_back(state, switch, say, reason=verdict.reason)
        state.taken_back = [version, verdict.reason]
    elif verdict.decision == Decision.PROMOTE and not state.held:
        promote(state, switch, plan, say)
    return verdict


def promote(state: RolloutState, switch: Switch, plan: Plan, say: Say) -> None:
    """To the next step; after the last the new colour is live and the old one stays warm."""
    if not state.canary:
        raise NotNow("tidak ada yang bergulir")
    state.held = False
    following = next((step for step in plan.steps if step > state.percent), None)
    if following is not None:
        _set_step(state, switch, following, say)
        return
    old, new = state.live, state.canary
    _become_live(state, switch, new)
    state.spare, state.spare_until = old, (now() + WARM).isoformat()
    say(f"{state.builds[new].version} langsung; {state.builds[old].version} tetap hangat {WARM.seconds // 60} menit")


def hold(state: RolloutState, say: Say) -> None:
    """The share stays; the judge may still take it back."""
    if not state.canary:
        raise NotNow("tidak ada yang bergulir")
    state.held = True
    say(f"ditahan di {state.percent} %")


def take_back(state: RolloutState, switch: Switch, say: Say, *, reason: str) -> None:
    """Nobody is sent to the new colour any more: told, read back, then its process is stopped.

    While nothing rolls: back to the colour before, as long as that is warm.
    """
    if state.canary:
        bad = state.canary
        _withdraw(state, switch, bad)
        state.canary, state.percent, state.held = "", 0, False
    elif state.spare and colours.is_alive(state.builds[state.spare]):
        bad, good = state.live, state.spare
        switch.admit(f"{good}/own")
        switch.route(live=good, canary="none", percent=0)
        switch.expel(f"{bad}/own")
        state.live, state.spare, state.spare_until = good, "", ""
    else:
        say("tidak ada yang perlu dikembalikan")
        return
    state.note(f"{state.builds[bad].version} dikembalikan: {reason}", now())
    switch.save_state()
    say(f"lalu lintas kembali ke {state.builds[state.live].version} dan sudah diperiksa")
    _stop_drained(switch, bad, state.builds[bad])


def _withdraw(state: RolloutState, switch: Switch, colour: str) -> None:
    """By the map, and where that is refused by taking every server of the colour out; never reported unread."""
    try:
        switch.route(live=state.live, canary="none", percent=0)
    except SwitchFailed:
        switch.expel(f"{colour}/own")
        switch.expel(f"{colour}/jaga")
        switch.route(live=state.live, canary="none", percent=0)
    switch.expel(f"{colour}/own")
    switch.expel(f"{colour}/jaga")


def _become_live(state: RolloutState, switch: Switch, colour: str) -> None:
    switch.route(live=colour, canary="none", percent=0)
    switch.expel(f"{colour}/jaga")
    state.live, state.canary, state.percent, state.held = colour, "", 0, False
    state.note(f"{state.builds[colour].version} langsung", now())
    switch.save_state()


def _set_step(state: RolloutState, switch: Switch, percent: int, say: Say) -> None:
    state.step_offset = traffic.end_of(switch.log)
    switch.route(live=state.live, canary=state.canary, percent=percent)
    state.percent, state.step_at, state.seen_at, state.lost_checks = percent, now().isoformat(), "", 0
    state.verdict = ""
    state.note(f"{state.builds[state.canary].version} pada {percent} %", now())
    switch.save_state()
    say(f"{state.builds[state.canary].version}: {percent} % pengunjung")


def _retire(switch: Switch, colour: str, build: Build) -> None:
    if switch.is_running() and switch.state_of(f"{colour}/own") != "MAINT":
        switch.expel(f"{colour}/own")
        switch.expel(f"{colour}/jaga")
    _stop_drained(switch, colour, build)


def _stop_drained(switch: Switch, colour: str, build: Build) -> None:
    """Those in the listen queue of a stopped gunicorn are reset: wait until nobody is left, at most ten seconds."""
    deadline = time.monotonic() + DRAIN_SECONDS
    while switch.is_running() and switch.running_requests(f"{colour}/own") and time.monotonic() < deadline:
        time.sleep(0.1)
    colours.stop_build(build)


def _retire_spare(state: RolloutState, switch: Switch) -> None:
    if state.spare and now() > datetime.fromisoformat(state.spare_until):
        _retire(switch, state.spare, state.builds[state.spare])
        state.spare = state.spare_until = ""


def folder_of(instance: Path) -> Path:
    return instance.resolve() / "rollout"
