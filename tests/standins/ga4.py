"""GA4's Measurement Protocol: it takes what the published limits allow, and answers 204 without a word."""

import json
import re
from typing import Any

from tests.standins.server import Answer, Broken, Request, StandIn

RESERVED = ("_", "firebase_", "ga_", "google_")
NAME = re.compile(r"[A-Za-z]\w{0,39}", re.ASCII)


class Ga4StandIn(StandIn):
    """`events`: what was collected, oldest first."""

    measurement_id, secret = "G-SIGAP12345", "rahasia-ga"

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.events: list[dict[str, Any]] = []

    def reply(self, request: Request) -> Answer:
        if request.method != "POST" or request.path != "/mp/collect":
            raise Broken("not the collect address", Answer(404, {}))
        if dict(request.query) != {"measurement_id": self.measurement_id, "api_secret": self.secret}:
            raise Broken("not our keys", Answer(403, {}))
        if len(request.raw) > 130_000:
            raise Broken("too large", Answer(413, {}))
        body = json.loads(request.raw)
        if not re.fullmatch(r"\d+\.\d+", body["client_id"]) or not 0 < len(body["events"]) <= 25:
            raise Broken("client_id or number of events", Answer(400, {}))
        for event in body["events"]:
            self._check(event)
        self.events += body["events"]
        return Answer(204, {}, accepted={"events": len(body["events"])})

    def _check(self, event: dict[str, Any]) -> None:
        names = [event["name"], *event["params"]]
        good = all(NAME.fullmatch(name) and not name.startswith(RESERVED) for name in names)
        if not good or len(event["params"]) > 25 or any(len(str(one)) > 100 for one in event["params"].values()):
            raise Broken("a name or value that GA4 throws away", Answer(400, {}))
