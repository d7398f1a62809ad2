"""deploy, promote, hold, resume, rollback: each may be given twice and may be killed anywhere.

What is wanted is kept before HAProxy is told: `watching` brings HAProxy to it, whoever was killed in between.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.core.i18n import N_, Sentence
from app.releases.rollout import colours
from app.releases.rollout.colours import BuildFailed
from app.releases.rollout.haproxy import COLOURS, Switch, SwitchFailed, own
from app.releases.rollout.judging import traffic
from app.releases.rollout.judging.judge import Look, Rules, Verdict
from app.releases.rollout.programs import stop_programs
from app.releases.rollout.stand_ins import leave, settle_stand_ins
from app.releases.rollout.state import Build, RolloutState

STEPS = (10, 25, 50, 100)
WARM = timedelta(minutes=30)
DRAIN_SECONDS = 10.0
UP_WITHIN = 20.0
OK = 200
Say = Callable[[Sentence], None]


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
    programs: Mapping[str, Sequence[str]] = field(default_factory=dict)  # workers and scheduler that change with it
    broken: Callable[[], tuple[str, ...]] = tuple  # names of the rules of the data that do not hold
    noted: Callable[[str, int, Look, Verdict], None] = lambda *_: None  # told of each look: version, per cent, …


def now() -> datetime:
    return datetime.now(UTC)


def deploy(state: RolloutState, switch: Switch, build: Build, plan: Plan, say: Say) -> None:
    """Start it beside the live one, prove it without visitors, then give it the first step's share.

    The very first build becomes live at once. The same build again changes nothing.
    """
    if state.canary:
        if _is_same(state.builds[state.canary], build):
            say(N_("%(version)s sudah bergulir pada %(percent)s %%", version=build.version, percent=state.percent))
            return
        rolling = state.builds[state.canary].version
        raise NotNow(N_("%(version)s masih bergulir: lanjutkan atau kembalikan dulu", version=rolling))
    if state.live and _is_same(state.builds[state.live], build):
        say(N_("%(version)s sudah langsung", version=build.version))
        return
    switch.start()
    colour = COLOURS[0] if not state.live else COLOURS[1 - COLOURS.index(state.live)]
    if old := state.builds.get(colour):
        retire(switch, colour, old)
        state.spare = state.spare_until = ""
    state.builds[colour] = build
    say(N_("menyalakan %(version)s (%(colour)s)", version=build.version, colour=colour))
    start(state, switch, colour, plan)
    try:
        _prove(state, switch, colour, plan)
    except (BuildFailed, SwitchFailed):
        retire(switch, colour, build)
        raise
    if not state.live:
        _become_live(state, switch, colour)
        say(N_("%(version)s langsung", version=build.version))
        return
    state.canary, state.held = colour, False
    _set_step(state, switch, plan.steps[0], say)


def _is_same(one: Build, other: Build) -> bool:
    return (one.folder, one.version) == (other.folder, other.version)


def start(state: RolloutState, switch: Switch, colour: str, plan: Plan) -> None:
    log, environment = switch.folder / f"{colour}.log", {**plan.environment, "RELEASE_COLOUR": colour}
    ready = {"ready": plan.ready, "within": plan.ready_within}
    colours.start_build(state.builds[colour], environment, log, **ready, started=state.keep)  # type: ignore[arg-type]


def _prove(state: RolloutState, switch: Switch, colour: str, plan: Plan) -> None:
    build = state.builds[colour]
    switch.place(colour, build.port)
    switch.enable(*own(colour))
    if state.live:
        switch.route(live=state.live, canary=colour, percent=0)
    deadline = time.monotonic() + UP_WITHIN
    while not switch.state_of(f"{colour}/own").startswith("UP"):
        if time.monotonic() > deadline:
            state_there = switch.state_of(f"{colour}/own")
            raise BuildFailed(N_("%(version)s: HAProxy melihatnya %(state)s", version=build.version, state=state_there))
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
            raise BuildFailed(
                N_("%(version)s: %(page)s menjawab %(status)s", version=build.version, page=page, status=found)
            )


def promote(state: RolloutState, switch: Switch, plan: Plan, say: Say, *, at: int | None = None) -> None:
    """To the next step; after the last the new colour is live and the old one stays warm.

    `at`: the percentage that is left by it; said again it changes nothing.
    """
    if not state.canary:
        raise NotNow(N_("tidak ada yang bergulir"))
    if at is not None and state.percent != at:
        version = state.builds[state.canary].version
        say(N_("%(version)s sudah pada %(percent)s %%", version=version, percent=state.percent))
        return
    state.held = False
    following = next((step for step in plan.steps if step > state.percent), None)
    if following is not None:
        _set_step(state, switch, following, say)
        return
    old, new = state.live, state.canary
    state.spare, state.spare_until = old, (now() + WARM).isoformat()
    _become_live(state, switch, new)
    say(
        N_(
            "%(version)s langsung; %(before)s tetap siap dipakai lagi selama %(minutes)s menit",
            version=state.builds[new].version,
            before=state.builds[old].version,
            minutes=WARM.seconds // 60,
        )
    )


def hold(state: RolloutState, say: Say) -> None:
    """The share stays; the judge may still take it back."""
    if not state.canary:
        raise NotNow(N_("tidak ada yang bergulir"))
    state.held = True
    say(N_("ditahan di %(percent)s %%", percent=state.percent))


def resume(state: RolloutState, say: Say) -> None:
    """The judge may go on by itself again."""
    if not state.canary:
        raise NotNow(N_("tidak ada yang bergulir"))
    state.held = False
    say(N_("berjalan lagi dari %(percent)s %%", percent=state.percent))


def take_back(state: RolloutState, switch: Switch, say: Say, *, reason: str) -> None:
    """Nobody is sent to the new colour any more: told, read back, then its process is stopped.

    While nothing rolls: back to the colour before, as long as that is warm.
    """
    state.leaving = reason
    state.keep()
    if state.canary:
        bad = state.canary
        _withdraw(state, switch, bad)
        state.canary, state.percent, state.held = "", 0, False
    elif state.spare and colours.is_alive(state.builds[state.spare]):
        bad, good = state.live, state.spare
        state.live, state.spare, state.spare_until = good, "", ""
        switch.enable(*own(good))
        switch.route(live=good, canary="none", percent=0)
        settle_stand_ins(state, switch)
        switch.disable(*own(bad))
    else:
        state.leaving = ""
        say(N_("tidak ada yang perlu dikembalikan"))
        return
    state.leaving = ""
    state.note(f"{state.builds[bad].version} dikembalikan: {reason}", now())
    switch.save_state()
    say(N_("lalu lintas kembali ke %(version)s dan sudah diperiksa", version=state.builds[state.live].version))
    _stop_drained(switch, bad, state.builds[bad])


def _withdraw(state: RolloutState, switch: Switch, colour: str) -> None:
    """By the map, and where that is refused by taking every server of the colour out; never reported unread."""
    try:
        switch.route(live=state.live, canary="none", percent=0)
    except SwitchFailed:
        leave(switch, colour)
        switch.route(live=state.live, canary="none", percent=0)
    leave(switch, colour)


def _become_live(state: RolloutState, switch: Switch, colour: str) -> None:
    state.live, state.canary, state.percent, state.held = colour, "", 0, False
    state.note(f"{state.builds[colour].version} langsung", now())
    state.keep()
    switch.route(live=colour, canary="none", percent=0)
    settle_stand_ins(state, switch)
    switch.save_state()


def _set_step(state: RolloutState, switch: Switch, percent: int, say: Say) -> None:
    state.step_offset = traffic.end_of(switch.log)
    state.percent, state.step_at, state.seen_at, state.lost_checks = percent, now().isoformat(), "", 0
    state.verdict = ""
    state.note(f"{state.builds[state.canary].version} pada {percent} %", now())
    state.keep()
    settle_stand_ins(state, switch)
    switch.route(live=state.live, canary=state.canary, percent=percent)
    switch.save_state()
    say(N_("%(version)s: %(percent)s %% pengunjung", version=state.builds[state.canary].version, percent=percent))


def retire(switch: Switch, colour: str, build: Build) -> None:
    if switch.is_running() and not switch.is_out(*own(colour)):
        leave(switch, colour)
    _stop_drained(switch, colour, build)


def _stop_drained(switch: Switch, colour: str, build: Build) -> None:
    """Those in the listen queue of a stopped gunicorn are reset: wait until nobody is left, at most ten seconds."""
    deadline = time.monotonic() + DRAIN_SECONDS
    while switch.is_running() and switch.running_requests(colour) and time.monotonic() < deadline:
        time.sleep(0.1)
    stop_programs(build)
    colours.stop_build(build)


def folder_of(instance: Path) -> Path:
    return instance.resolve() / "rollout"
