"""Writes components and incidents of one page of Statuspage.io by its API v1 (developer.statuspage.io).

Nothing is remembered here: components are known by their name, incidents by our mark in their `metadata`, so that a
repeated request finds what an earlier one has made. Statuspage takes one request a second for each key and says 420 or
429 beyond.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from integrations.outcome import DeliveryProblem, Refused, TryLater
from integrations.shapes import mapping, text
from integrations.wire import READ_TIMEOUT, HeaderAuth, Reply, Wire

NEWEST = 100  # incidents that are looked through
OURS = "sigap"
_TAKEN = {200, 201, 204}
_SLOWER = {420, 429}
_KEY = {401: "unauthorized", 403: "forbidden"}
_DEFECT = 500


class StatuspageClient:
    """Raises DeliveryProblem where Statuspage does not take a change."""

    def __init__(self, base: str, api_key: str, page_id: str, *, timeout: float = READ_TIMEOUT) -> None:
        auth = HeaderAuth({"Authorization": f"OAuth {api_key}"})
        self._page = f"{base.rstrip('/')}/v1/pages/{page_id}"
        self._wire = Wire(base, secrets=(api_key,), auth=auth, timeout=timeout)

    def put_component(self, component: Mapping[str, Any], former_names: Sequence[str] = ()) -> str:
        """Make or change the component of this `name`, or of the first former one that is there; its id there."""
        known = self._components()
        found = next((known[name] for name in (component["name"], *former_names) if name in known), None)
        if found:
            return self._id(self._ask("PATCH", f"/components/{found}", {"component": dict(component)}))
        return self._id(self._ask("POST", "/components", {"component": dict(component)}))

    def put_incident(self, mark: str, incident: Mapping[str, Any], states: Mapping[str, str]) -> str:
        """Make or change the incident or maintenance of this mark. `states`: of the components by name."""
        known = self._components() if states else {}
        here = {known[name]: state for name, state in states.items() if name in known}
        values = {**incident, **({"components": here, "component_ids": sorted(here)} if here else {})}
        found = self._find(mark)
        if found:
            return self._id(self._ask("PATCH", f"/incidents/{found}", {"incident": values}))
        values["metadata"] = {OURS: {"id": mark}}
        return self._id(self._ask("POST", "/incidents", {"incident": values}))

    def remove_incident(self, mark: str) -> str:
        """Take planned maintenance that was cancelled out of the page; the id that it had there."""
        found = self._find(mark)
        if found:
            self._ask("DELETE", f"/incidents/{found}")
        return found or "none"

    def _components(self) -> dict[str, str]:
        rows = self._ask("GET", f"/components?per_page={NEWEST}").rows
        return {name: found for one in rows if (name := text(one, "name")) and (found := text(one, "id"))}

    def _find(self, mark: str) -> str | None:
        rows = self._ask("GET", f"/incidents?limit={NEWEST}").rows
        return next((text(one, "id") for one in rows if text(mapping(one, "metadata", OURS), "id") == mark), None)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Reply:
        reply = self._wire.send(method, f"{self._page}{path}", body)
        if reply.status not in _TAKEN:
            raise self._problem(reply)
        return reply

    def _problem(self, reply: Reply) -> DeliveryProblem:
        error = reply.body.get("error")
        detail = self._wire.without_secrets(" ".join(map(str, error)) if isinstance(error, list) else str(error or ""))
        if reply.status in _KEY:
            return Refused(_KEY[reply.status], detail)
        if reply.status in _SLOWER or reply.status >= _DEFECT:
            return TryLater(f"http_{reply.status}", detail, reply.retry_after)
        return Refused(f"http_{reply.status}", detail)

    @staticmethod
    def _id(reply: Reply) -> str:
        return text(reply.body, "id") or ""
