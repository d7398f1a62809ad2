"""A system that subscribed to our facts: checks every signature as the published rules say."""

import json

from standardwebhooks import Webhook, WebhookVerificationError

from tests.standins.server import Answer, Broken, Request, StandIn


class SubscriberStandIn(StandIn):
    """`secret` is set once it is known; `received` holds {"id", "type", "data", "timestamp"} of what was accepted."""

    secret = ""

    def reply(self, request: Request) -> Answer:
        try:
            Webhook(self.secret).verify(request.raw, dict(request.headers))
        except (WebhookVerificationError, ValueError) as problem:
            raise Broken(f"signature: {problem}", Answer(401, {})) from problem
        return Answer(200, {}, accepted={"id": request.header("webhook-id"), **json.loads(request.raw)})

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        return Answer(status, {}, {"Retry-After": str(int(retry_after))} if retry_after else {})
