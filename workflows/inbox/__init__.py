"""What providers tell us: kept as it came, applied once."""

from workflows.inbox.receive_event import is_known, receive_event
from workflows.inbox.replay_event import replay_event

VERBS = {"replay": replay_event}

__all__ = ["VERBS", "is_known", "receive_event", "replay_event"]
