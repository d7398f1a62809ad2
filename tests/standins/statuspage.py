"""Statuspage.io's API v1 for one page: it takes what the published reference allows, and refuses the rest with 422."""

import json
import re
from typing import Any

from tests.standins.server import Answer, Broken, Request, StandIn

COMPONENT_STATES = {"operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"}
REALTIME = {"investigating", "identified", "monitoring", "resolved"}
SCHEDULED = {"scheduled", "in_progress", "verifying", "completed"}
COMPONENT = {"name", "description", "status", "only_show_if_degraded", "group_id", "showcase", "start_date"}
INCIDENT = {
    "name", "status", "impact_override", "scheduled_for", "scheduled_until", "scheduled_remind_prior",
    "scheduled_auto_in_progress", "scheduled_auto_completed", "metadata", "deliver_notifications", "body", "components",
    "component_ids", "backfill", "backfill_date",
}  # fmt: skip
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class StatuspageStandIn(StandIn):
    """`components` and `incidents` by id; an incident keeps `updates`, oldest first."""

    key, page = "kunci", "k3v9page"

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.components: dict[str, dict[str, Any]] = {}
        self.incidents: dict[str, dict[str, Any]] = {}

    def reply(self, request: Request) -> Answer:
        if request.header("Authorization") != f"OAuth {self.key}":
            return Answer(401, {"error": "Could not authenticate"})
        found = re.fullmatch(rf"/v1/pages/{self.page}/(components|incidents)(?:/(\w+))?", request.path)
        if not found:
            return Answer(404, {"error": "not found"})
        kept = self.components if found[1] == "components" else self.incidents
        if request.method == "GET":
            return Answer(200, list(kept.values()))
        if request.method == "DELETE":
            return Answer(200, {}, accepted={"deleted": kept.pop(found[2])})
        return self._write(kept, found[1], found[2], json.loads(request.raw))

    def _write(self, kept: dict[str, Any], kind: str, known: str | None, body: dict[str, Any]) -> Answer:
        check = self._check_component if kind == "components" else self._check_incident
        told = body.get(kind.removesuffix("s"))
        if set(body) != {kind.removesuffix("s")} or not isinstance(told, dict):
            raise Broken("not wrapped", Answer(400, {"error": "missing"}))
        check(told)
        identity = known or f"{kind[0]}{len(kept) + 1}"
        if known and known not in kept:
            return Answer(404, {"error": "not found"})
        one = kept.setdefault(identity, {"id": identity, "updates": []})
        one |= told
        if kind == "incidents":
            one["updates"].append((told["status"], told["body"]))
        return Answer(200 if known else 201, one, accepted={"kind": kind, "told": told})

    def _check_component(self, told: dict[str, Any]) -> None:
        self._check(set(told) <= COMPONENT and told.get("name") and told.get("status") in COMPONENT_STATES, told)

    def _check_incident(self, told: dict[str, Any]) -> None:
        planned = "scheduled_for" in told
        self._check(set(told) <= INCIDENT and told.get("name") and told.get("body"), told)
        self._check(told.get("status") in (SCHEDULED if planned else REALTIME), told)
        self._check(told["impact_override"] in {"none", "maintenance", "minor", "major", "critical"}, told)
        self._check(all(ISO.fullmatch(told[name]) for name in ("scheduled_for", "scheduled_until") if planned), told)
        states = told.get("components", {})
        self._check(set(states) <= set(self.components) and set(states.values()) <= COMPONENT_STATES, told)

    @staticmethod
    def _check(holds: Any, told: dict[str, Any]) -> None:
        if not holds:
            raise Broken(f"unknown shape {told}", Answer(422, {"error": ["is invalid"]}))

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        return Answer(status, {"error": "busy"}, {"Retry-After": str(int(retry_after))} if retry_after else {})
