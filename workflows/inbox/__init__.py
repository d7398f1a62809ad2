"""What providers tell us: kept as it came, applied once. The front door of the area."""

from workflows.inbox.receive import receive_event
from workflows.inbox.replay import replay_event

VERBS = {"replay": replay_event}

__all__ = ["VERBS", "receive_event", "replay_event"]
