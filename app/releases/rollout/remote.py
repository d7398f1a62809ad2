"""Rollouts of systems elsewhere: their proxy or a program of theirs moves the visitors, the same judge decides.

What it needs to know stands in a TOML file at this machine (`ROLLOUT_FILE`), a table for each system:

    [widi]
    share = "webhook"                      # or "nginx", "caddy"
    address = "https://widi.contoh.id/rilis"
    secret = "whsec_…"
    measures = "prometheus"                # or "http"
    measures_address = "http://127.0.0.1:9090"
    [widi.queries]                         # of prometheus
    new_requests = 'sum(increase(http_requests_total{release="{version}"}[{seconds}s]))'
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook

from app.core.i18n import N_, in_both_languages
from app.core.identifiers import new_key
from app.releases.rollout.control import NotNow, Plan, Say, now
from app.releases.rollout.judging.judge import Decision, Look, Verdict, Window, judge
from app.releases.rollout.state import Build, RolloutState
from app.releases.rollout.watching import ROLLING_BACK
from integrations import rollouts

Windows = tuple[Window, Window]  # of the new and of the old version
NEW, EVERYBODY = "new", 100


@dataclass(frozen=True, slots=True)
class Remote:
    """`set_share` returns once the percentage is read back; `read` gets the version and the seconds since the step."""

    system: str
    set_share: Callable[[str, int], None]
    read: Callable[[str, int], Windows]


def read_remotes(file: Path) -> list[Remote]:
    """Raises KeyError or ValueError for what is missing or unknown in the file."""
    known = tomllib.loads(file.read_text())
    return [Remote(name, _share_of(name, table), _measures_of(table)) for name, table in known.items()]


def start(remote: Remote, state: RolloutState, version: str, plan: Plan, say: Say) -> None:
    """The first step's share; the same version again changes nothing."""
    if state.canary and state.builds[NEW].version != version:
        raise NotNow(
            N_("%(version)s masih bergulir: lanjutkan atau kembalikan dulu", version=state.builds[NEW].version)
        )
    if state.canary:
        say(N_("%(version)s sudah bergulir pada %(percent)s %%", version=version, percent=state.percent))
        return
    state.builds[NEW], state.canary, state.held = Build(version, ""), NEW, False
    _set_step(remote, state, plan.steps[0], say)


def promote(remote: Remote, state: RolloutState, plan: Plan, say: Say) -> None:
    """To the next step; after the last it is live."""
    state.held = False
    following = next((step for step in plan.steps if step > state.percent), None)
    if following is not None:
        _set_step(remote, state, following, say)
        return
    state.live, state.canary = NEW, ""
    state.note(f"{state.builds[NEW].version} langsung", now())
    say(N_("%(version)s langsung", version=state.builds[NEW].version))


def take_back(remote: Remote, state: RolloutState, say: Say, *, reason: str) -> None:
    """Nobody gets the new version any more; kept as wanted until that is read back."""
    state.leaving = reason
    state.keep()
    version = state.builds[NEW].version
    remote.set_share(version, 0)
    state.live = state.canary = state.leaving = ""
    state.percent, state.held = 0, False
    state.note(f"{version} dikembalikan: {reason}", now())
    say(N_("lalu lintas kembali ke versi lama dan sudah diperiksa"))


def watch_once(remote: Remote, state: RolloutState, plan: Plan, say: Say) -> Verdict | None:
    """One look and what follows from it; None while nothing rolls. Raises ShareRefused, and tries again at the next."""
    if state.leaving:
        take_back(remote, state, say, reason=state.leaving)
    if not state.canary:
        return None
    version, percent, seen = state.builds[NEW].version, state.percent, _look(remote, state)
    verdict = judge(seen, plan.rules)
    reason, english = in_both_languages(verdict.reason)
    if reason != state.verdict:
        say(f"{percent} %: {reason}")
    state.verdict = reason
    if verdict.decision == Decision.ROLL_BACK:
        say(ROLLING_BACK)
        state.taken_back, state.taken_back_en = [version, reason], english
        take_back(remote, state, say, reason=reason)
    elif verdict.decision == Decision.PROMOTE and not state.held:
        promote(remote, state, plan, say)
    plan.noted(version, percent, seen, verdict)
    return verdict


def _look(remote: Remote, state: RolloutState) -> Look:
    """Figures that are away leave the sample as it is not: nothing seen, so the judge waits, and at last takes back."""
    at, began = now(), datetime.fromisoformat(state.step_at)
    seen = datetime.fromisoformat(state.seen_at or state.step_at)
    state.seen_at = at.isoformat()
    try:
        new, old = remote.read(state.builds[NEW].version, int((at - began).total_seconds()))
    except rollouts.MeasuresAway:
        new, old = Window(), Window()
    control = old if state.percent < EVERYBODY else Window()
    return Look(canary=new, control=control, age=at - began, unseen=at - seen)


def _set_step(remote: Remote, state: RolloutState, percent: int, say: Say) -> None:
    version = state.builds[NEW].version
    state.percent, state.step_at, state.seen_at, state.verdict = percent, now().isoformat(), "", ""
    state.note(f"{version} pada {percent} %", now())
    state.keep()
    remote.set_share(version, percent)
    say(N_("%(version)s: %(percent)s %% pengunjung", version=version, percent=percent))


def _share_of(system: str, table: Mapping[str, Any]) -> Callable[[str, int], None]:
    match table["share"]:
        case "nginx":
            file, reload, page = Path(table["file"]), table["reload"], table["page"]
            return lambda _version, percent: rollouts.set_nginx_share(file, reload, page, percent)
        case "caddy":
            admin, pool, old, new = (table[name] for name in ("address", "pool", "old", "new"))
            return lambda _version, percent: rollouts.set_caddy_share(admin, pool, old, new, percent)
        case "webhook":
            address, secret = table["address"], table["secret"]
            return lambda version, percent: _call(address, secret, system, version, percent)
    raise ValueError(f"{system}: share = {table['share']!r}")


def _call(address: str, secret: str, system: str, version: str, percent: int) -> None:
    body = json.dumps({"type": "release.share", "system": system, "version": version, "percent": percent})
    message, at = f"rilis_{new_key()}", datetime.now(UTC)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(message, at, body),
    }
    rollouts.set_share_by_webhook(address, headers, body.encode(), percent)


def _measures_of(table: Mapping[str, Any]) -> Callable[[str, int], Windows]:
    address = table["measures_address"]
    match table["measures"]:
        case "prometheus":
            queries = table["queries"]
            return lambda version, seconds: _windows(
                rollouts.read_prometheus(address, queries, version=version, seconds=seconds)
            )
        case "http":
            token = table.get("token")
            return lambda version, seconds: _windows(
                rollouts.read_http(address, token, version=version, seconds=seconds)
            )
    raise ValueError(f"measures = {table['measures']!r}")


def _windows(found: tuple[rollouts.Measured, rollouts.Measured]) -> Windows:
    new, old = (Window(one.requests, one.errors, one.p95_ms) for one in found)
    return new, old
